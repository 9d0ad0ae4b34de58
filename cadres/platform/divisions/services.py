"""Loading divisions (行政区划) from a list: nothing is lost silently, a second run changes nothing."""

import csv
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from django.db import connection, transaction

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.platform.divisions.rules import township_kind
from cadres.shared.names import place_key
from cadres.shared.scope import code_range

RANK: dict[str, int] = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2, Level.TOWNSHIP: 3}
CODE = re.compile(r"[0-9]{12}")
LONGEST_NAME = 60
HEADER = {"code", "name", "level", "parent"}

UPSERT = """
INSERT INTO cadres_division (code, name, level, kind, parent_id, name_key)
SELECT code, name, level, kind, nullif(parent_id, ''), name_key
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
       WITH ORDINALITY AS given (code, name, level, kind, parent_id, name_key, place)
 ORDER BY place
ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, kind = excluded.kind,
  parent_id = excluded.parent_id, name_key = excluded.name_key
WHERE (cadres_division.name, cadres_division.level, cadres_division.kind, cadres_division.parent_id,
       cadres_division.name_key) IS DISTINCT FROM
      (excluded.name, excluded.level, excluded.kind, excluded.parent_id, excluded.name_key)
RETURNING (xmax = 0)
"""


@dataclass(frozen=True)
class Row:
    """One line of the list; ``line`` counts the header as 1."""

    line: int
    code: str
    name: str
    level: str
    parent: str

    @property
    def title(self) -> str:
        return f"{self.code} {self.name} ({self.level})"


@dataclass
class Reading:
    """The rows fit to be loaded, parents first; what was ``folded`` into another row; what was ``refused`` and why."""

    rows: list[Row] = field(default_factory=list)
    folded: list[tuple[Row, Row]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Loaded:
    added: int
    changed: int
    unchanged: int


def read_divisions(lines: Iterable[str], *, known: AbstractSet[str] = frozenset()) -> Reading:
    """Sort good rows from bad. ``known`` are codes that a parent may have beside those in the list itself."""
    reading = Reading()
    found: list[Row] = []
    for row in _rows(lines, reading):
        if fault := _fault(row):
            reading.refused.append((row.line, fault))
        else:
            found.append(row)
    taken: dict[str, Row] = {}
    for row in sorted(found, key=lambda r: (RANK[r.level], r.line)):
        if row.code in taken:
            reading.folded.append((row, taken[row.code]))
        elif row.level != Level.PROVINCE and row.parent not in taken and row.parent not in known:
            reading.refused.append((row.line, f"{row.title}: parent {row.parent or '(none)'} is missing or refused"))
        else:
            taken[row.code] = row
            reading.rows.append(row)
    reading.refused.sort()
    return reading


def _rows(lines: Iterable[str], reading: Reading) -> Iterator[Row]:
    table = csv.DictReader(lines)
    if not set(table.fieldnames or ()) >= HEADER:
        reading.refused.append((1, f"the header must name {', '.join(sorted(HEADER))}"))
        return
    for cells in table:
        values = {name: (cells.get(name) or "").strip() for name in HEADER}
        yield Row(line=table.line_num, **values)


def _fault(row: Row) -> str:
    if not CODE.fullmatch(row.code):
        return f"“{row.code}” is not a code of 12 digits"
    if row.level not in RANK:
        return f"{row.title}: “{row.level}” is no level"
    if not row.name or len(row.name) > LONGEST_NAME:
        return f"{row.title}: the name is empty or longer than {LONGEST_NAME} characters"
    if row.level == Level.PROVINCE:
        return f"{row.title}: a province has no parent" if row.parent else ""
    low, high = code_range(row.parent) if CODE.fullmatch(row.parent) else ("", "")
    if not low <= row.code < high:
        return f"{row.title}: does not lie within its parent {row.parent or '(none)'}"
    return ""


@transaction.atomic
def load_divisions(rows: list[Row]) -> Loaded:
    """Write all rows by one upsert; rows that are already so are not touched."""
    keys: dict[str, str] = {}
    given = [
        (
            row.code,
            row.name,
            row.level,
            township_kind(row.code, row.name) if row.level == Level.TOWNSHIP else "",
            row.parent,
            keys.setdefault(row.name, place_key(row.name)),
        )
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [list(column) for column in zip(*given, strict=True)] or [[]] * 6)
        added = [inserted for (inserted,) in cursor.fetchall()]
        if added:
            # Checks parents now, so that a bad list is refused here and not at some later commit.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return Loaded(sum(added), len(added) - sum(added), len(rows) - len(added))


def known_codes() -> set[str]:
    return set(Division.objects.values_list("code", flat=True))

"""Loads the generated rows: indexes, constraints and triggers are set aside, the rows copied, everything put back.

Putting the constraints back checks every row, so data that break a rule of the database cannot stay.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from cadres.models import Division, Installation
from config.generator.people import (
    CADRE_COLUMNS,
    PERIODS,
    POSTS,
    TENURE_COLUMNS,
    Unit,
    cadre_lines,
    seats_of_posts,
    tenure_lines,
)

SCALES = {"county": ("511923000000", 1_984), "province": ("510000000000", 520_000), "nation": ("", 7_000_000)}
TABLES = ("cadres_cadre", "cadres_tenure", "cadres_post", "cadres_organization", "cadres_term", "cadres_rankrecord")
RANKS = """
INSERT INTO cadres_rankrecord (cadre_id, ladder, rank, since, basis, document)
SELECT id, 'leading', grade, grade_since, 'file', '' FROM cadres_cadre
 WHERE grade <> 'a_staff' OR grade_since IS NOT NULL
 ORDER BY id
"""
ORGANIZATIONS = ("township_committee", "township_government", "township_congress")
ORGANIZATION_NAMES = ("中共{}委员会", "{}人民政府", "{}人民代表大会")


@dataclass(frozen=True)
class Loaded:
    units: int
    cadres: int
    tenures: int


class Lines(io.RawIOBase):
    """A file for COPY that is never whole in memory."""

    def __init__(self, lines: Iterable[str]):
        self.lines = iter(lines)
        self.rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts, length = [self.rest], len(self.rest)
        while size < 0 or length < size:
            line = next(self.lines, None)
            if line is None:
                break
            parts.append(line.encode())
            length += len(parts[-1])
        data = b"".join(parts)
        if size < 0:
            size = len(data)
        self.rest = data[size:]
        return data[:size]


def units(scale: str) -> list[Unit]:
    """The scale's township-level units with their shares of the cadres, sorted by code."""
    root, total = SCALES[scale]
    rows = Division.objects.filter(level="township")
    if root:
        rows = rows.below(root)
    codes = list(rows.order_by("code").values_list("code", flat=True))
    if not codes:
        raise LookupError("no divisions: run manage.py load_divisions first")
    found, cadre, tenure = [], 1, 1
    for index, code in enumerate(codes):
        size = total // len(codes) + (index < total % len(codes))
        county = code[:6] + "000000"
        found.append(Unit(code, county, cadre, size, tenure, 1 + index * len(POSTS), 1 + index * 3))
        cadre, tenure = cadre + size, tenure + size * PERIODS
    return found


def load(scale: str, *, seed: int = 1, say: Callable[[str], None] = print) -> Loaded:
    """Fill an empty database. Raises ``ValueError`` when it holds cadres already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM cadres_cadre) OR EXISTS (SELECT 1 FROM cadres_organization)")
        if cursor.fetchone()[0]:
            raise ValueError("this database holds cadres or organizations; generate into an empty one")
        all_units = units(scale)
        names = dict(Division.objects.filter(code__in=[u.code for u in all_units]).values_list("code", "name"))
        counties = set(Division.objects.filter(level="county").values_list("code", flat=True))
        all_units = [u if u.county in counties else _with_parent(u) for u in all_units]
        with set_aside(cursor, say):
            for table, columns, lines in (
                ("cadres_organization", "id, division_id, kind, name, name_key", _organizations(all_units, names)),
                ("cadres_term", "id, organization_id, ordinal, period", _terms(all_units)),
                (
                    "cadres_post",
                    "id, organization_id, kind, name, grade, approved_number, elected, office_name",
                    _posts(all_units),
                ),
                ("cadres_cadre", CADRE_COLUMNS, (line for unit in all_units for line in cadre_lines(unit, seed))),
                ("cadres_tenure", TENURE_COLUMNS, (line for unit in all_units for line in tenure_lines(unit, seed))),
            ):
                say(f"copying {table}")
                cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", Lines(lines), size=1 << 16)
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608 -- our own table names
            say("filling cadres_rankrecord")
            cursor.execute(RANKS)  # as the triggers would, which are set aside
        say("writing the posts as offices do")
        cursor.execute("UPDATE cadres_post SET name = name")
        for table in (*TABLES, "cadres_division"):  # nothing is planned well beside a table that nobody has looked at
            cursor.execute(f"VACUUM ANALYZE {table}")
    # Every page then says that its people are invented, and ``bench`` knows that it may measure here.
    Installation.objects.update_or_create(
        defaults={"division_id": SCALES[scale][0] or None, "demonstration": True, "seed": seed}
    )
    last = all_units[-1]
    cadres = last.first_cadre + last.cadres - 1
    return Loaded(len(all_units), cadres, cadres * PERIODS)


def _with_parent(unit: Unit) -> Unit:
    """Prefectures without counties manage their townships themselves."""
    parent = Division.objects.values_list("parent_id", flat=True).get(code=unit.code)
    return Unit(**{**unit.__dict__, "county": parent})


@contextmanager
def set_aside(cursor, say: Callable[[str], None]) -> Iterator[None]:
    """Drop constraints and indexes (but primary keys) of the tables and disable their triggers; put all back after."""
    cursor.execute("SET maintenance_work_mem = '1GB'")
    cursor.execute("SET max_parallel_maintenance_workers = 2")
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid), contype FROM pg_constraint"
        " WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u', 'x', 'c') ORDER BY contype = 'f'",
        [list(TABLES)],
    )
    constraints = cursor.fetchall()
    for table, name, _definition, _kind in constraints:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary",
        [list(TABLES)],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        for _name, definition in indexes:
            say(definition.split(" USING ")[0].lower())
            cursor.execute(definition)
        for table, name, definition, _kind in constraints:
            say(f"checking {table} {name}")
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _organizations(all_units: list[Unit], names: dict[str, str]) -> Iterator[str]:
    for unit in all_units:
        for index, (kind, pattern) in enumerate(zip(ORGANIZATIONS, ORGANIZATION_NAMES, strict=True)):
            name = pattern.format(names[unit.code])
            yield f"{unit.first_organization + index}\t{unit.code}\t{kind}\t{name}\t{unit.code}{index}\n"


def _terms(all_units: list[Unit]) -> Iterator[str]:
    for unit in all_units:
        month = 9 + int(unit.code[6:9]) % 4  # terms end between September and December 2026
        for index in range(len(ORGANIZATIONS)):
            number = unit.first_organization + index
            yield f"{number}\t{number}\t18\t[2021-{month:02d}-01,2026-{month:02d}-01)\n"


def _posts(all_units: list[Unit]) -> Iterator[str]:
    for unit in all_units:
        numbers = seats_of_posts(unit.cadres)
        for index, ((name, organization, kind, grade, _weight), number) in enumerate(zip(POSTS, numbers, strict=True)):
            place = unit.first_organization + ORGANIZATIONS.index(organization)
            elected = "t" if kind in ("secretary", "head", "congress_chair") else "f"
            yield f"{unit.first_post + index}\t{place}\t{kind}\t{name}\t{grade}\t{number}\t{elected}\t\n"

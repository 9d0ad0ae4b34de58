"""From a sheet to changes: read, match, compare, write. The dry run writes too and is then undone as a whole."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from cadres.platform.imports.points import CLEARED, Resource, Row
from cadres.platform.imports.rules import BadCell, NothingSaid
from cadres.platform.imports.services.tables import Line
from cadres.platform.imports.services.workbook import Sheet
from cadres.shared.errors import OutOfDate, Refused

CHUNK = 500
MOST_VALUES = 3  # of a column that are told one by one
MOST_TIMES = 5  # that rows are tried again which could not be written before others
ERROR_CELLS = "e"
FORMULA = "f"
REFUSALS = (Refused, ValidationError, OutOfDate, DatabaseError)


@dataclass
class ImportCounts:
    """How many rows of each outcome; ``defaults`` are (column, value) → how many new rows got it unasked."""

    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0, "refused": 0})
    defaults: Counter = field(default_factory=Counter)

    def add(self, row: Any, resource: Resource | None = None) -> None:
        self.counts[row.outcome] += 1
        if row.outcome == "new" and resource is not None:
            values = {name: new for name, _old, new in row.changes if name in row.defaults}
            self.defaults.update((resource.column(name).header, resource.show(name, values[name])) for name in values)

    def told(self) -> list[tuple[str, str, int]]:
        """Column, value, number of new rows; a column whose rows each have their own value is told once."""
        found: dict[str, Counter] = {}
        for (column, value), number in self.defaults.items():
            found.setdefault(column, Counter())[value] += number
        told = []
        for column, values in found.items():
            if len(values) > MOST_VALUES:
                told.append((column, _("to each its own, see the rows"), values.total()))
            else:
                told += [(column, value, number) for value, number in values.most_common()]
        return told


def run(
    sheet: Sheet,
    resource: Resource,
    *,
    step: Callable[[int], None],
    done: Callable[[Row], None],
    expected: dict[int, Any] | None = None,
) -> ImportCounts:
    """Take in every row that is fit; ``done`` is called with each row, those that waited for others at the end.

    The order of the lines decides nothing: what cannot be written is tried once more when all others are.
    ``expected`` (line → mark, or faults) is what the dry run found: a row that would now change something else is
    refused, one that was refused stays so.
    Writes are in the caller's transaction. Raises ``BadWorkbook``.
    """
    tally = ImportCounts()
    seen: dict[Any, tuple[int, str]] = {}
    waiting: list[Row] = []

    def settle(rows: list[Row]) -> None:
        for row in rows:
            if row.record is not None and not row.faults:
                seen.setdefault(("record", row.record.pk), (row.line, row.at))
            tally.add(row, resource)
            done(row)

    lines = sheet.lines()
    while chunk := list(islice(lines, CHUNK)):
        rows = [read_row(line) for line in chunk]
        _plan(rows, resource, seen)
        if expected is not None:
            for row in rows:
                _hold_to(expected.get(row.line), row)
        late = _write(rows, resource)
        waiting += late
        left = {row.line for row in late}
        settle([row for row in rows if row.line not in left])
        step(len(rows))
    _write_late(waiting, resource)
    settle(waiting)
    return tally


def _write_late(waiting: list[Row], resource: Resource) -> None:
    """As long as one of them could be written, the others may be able to follow."""
    left = waiting
    for _time in range(MOST_TIMES):
        for row in left:
            row.faults = []
        before, left = len(left), _write(left, resource)
        if not left or len(left) == before:
            break


def read_row(line: Line) -> Row:
    """The cells by their columns' parsers; every fault is noted, not just the first."""
    row = Row(line.place, line.header.sheet)
    for place, column in line.header.places.items():
        cell = line.cells[place] if place < len(line.cells) else None
        value = getattr(cell, "value", None)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if cell.data_type == FORMULA:
            row.refuse(column.name, _("A formula. Copy the column and paste it as values."))
        elif cell.data_type == ERROR_CELLS:
            row.refuse(column.name, _("The cell shows an error of Excel. Type the value."))
        else:
            try:
                row.values[column.name] = column.read(value, _format_of(cell))
            except NothingSaid:
                row.note(column.name, _("“%(text)s” says nothing here, like an empty cell.") % {"text": value.strip()})
            except BadCell as fault:
                row.refuse(column.name, fault)
    return row


def _format_of(cell: Any) -> str:
    """Only numbers need their format; asking for it costs."""
    return cell.number_format or "" if isinstance(cell.value, int | float) else ""


def _plan(rows: list[Row], resource: Resource, seen: dict[Any, tuple[int, str]]) -> None:
    resource.match(rows, lock=True)
    for row in rows:
        row.found = row.record.pk if row.record is not None else None
        _refuse_twice(row, seen)
        if row.record is None and not any(name == "" for name, _text in row.faults):
            _refuse_gaps(row, resource)
        for name, value in row.values.items():
            if value is CLEARED:
                row.values[name] = _nothing(resource, name)
        if not row.faults:
            resource.compare(row)
            resource.check(row)


def _refuse_twice(row: Row, seen: dict[Any, tuple[int, str]]) -> None:
    if row.key is None:
        return
    here = (row.line, row.at)
    first = seen.setdefault(row.key, here)
    if first == here and row.found is not None:  # a record that an earlier line has just made
        first = seen.setdefault(("record", row.found), here)
    if first != here:
        row.refuse("", _("The same record stands in line %(line)s already.") % {"line": first[1]})


def _refuse_gaps(row: Row, resource: Resource) -> None:
    named = {*row.values, *(name for name, _text in row.faults)}
    for column in resource.columns:
        if column.required and column.name not in named:
            row.refuse(column.name, _("Empty, but needed for a new record."))


def _nothing(resource: Resource, name: str) -> Any:
    known = {f.name: f for f in resource.model._meta.fields}
    return None if name not in known or known[name].null else ""


def _hold_to(before: Any, row: Row) -> None:
    if isinstance(before, list):
        row.faults = [(name, text) for name, text in before]
    elif not row.faults and before != mark(row):
        row.refuse("", _("The data changed after the preview. Upload the file again to see how."))


def _write(rows: list[Row], resource: Resource) -> list[Row]:
    """Those that could not be written; each has its faults."""
    fit = [row for row in rows if row.outcome in ("new", "changed")]
    return _write_fit(sorted(fit, key=resource.after), resource)


def _write_fit(rows: list[Row], resource: Resource) -> list[Row]:
    """All at once; when a service or the database objects, by halves, until the culprits stand alone."""
    messages = _attempt(rows, resource) if rows else None
    if messages is None:
        return []
    if len(rows) == 1:
        for message in messages:
            rows[0].refuse("", message)
        return rows
    middle = len(rows) // 2
    return _write_fit(rows[:middle], resource) + _write_fit(rows[middle:], resource)


def _attempt(rows: list[Row], resource: Resource) -> list[str] | None:
    """None when written; else why not, with nothing written."""
    records = [row.record for row in rows]
    try:
        with transaction.atomic():
            resource.write(rows, by=resource.user)
            with connection.cursor() as cursor:  # what waits for the end of the transaction is asked now
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except REFUSALS as error:
        messages = reasons(error, resource.model)
    else:
        return None
    for row, record in zip(rows, records, strict=True):
        row.record = record
    return messages


def reasons(error: Exception, model: type[models.Model]) -> list[str]:
    """What to tell of one of ``REFUSALS``, whose savepoint is undone. Raises it again when it is not a row's fault."""
    if isinstance(error, Refused):
        return [str(objection) for objection in error.objections]
    if isinstance(error, ValidationError):
        return list(error.messages)
    if isinstance(error, IntegrityError):
        return [_explained(error, model)]
    if isinstance(error, DatabaseError):
        if getattr(error.__cause__, "pgcode", "") in ("", None) or connection.needs_rollback:
            raise error
        return [_("The database refused the row.")]
    return [str(error)]


def _explained(error: IntegrityError, model: type[models.Model]) -> str:
    """The constraint's own sentence where it has one."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    for constraint in model._meta.constraints:
        if constraint.name == name and constraint.violation_error_message:
            own = constraint.violation_error_message != constraint.default_violation_error_message
            if own:
                return str(constraint.violation_error_message)
    return _("It contradicts another record (%(name)s).") % {"name": name or "?"}


def mark(row: Row) -> str:
    """Changes whenever the row would do something else."""
    digest = hashlib.sha256()
    digest.update(f"{row.outcome}:{row.found}".encode())
    for name, old, new in row.changes:
        digest.update(f"\x1f{name}\x1e{_digest_text(old)}\x1e{_digest_text(new)}".encode())
    return digest.hexdigest()[:16]


def _digest_text(value: Any) -> str:
    return f"#{value.pk}" if isinstance(value, models.Model) else str(value)

"""What a record looks like as a row of a workbook, declared once for template, import and export."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from cadres.platform.accounts.models import User
from cadres.platform.imports import rules as parsers
from cadres.shared.extensions import Point
from cadres.shared.identity import masked
from cadres.shared.months import month_or_day, month_text
from cadres.shared.pages.edit_conflicts import as_read

CLEAR = frozenset({"清空", "(清空)", "（清空）", "clear", "(clear)"})
SHEET_STEP = 10_000_000  # more than a sheet has lines: what the number of a line grows by from sheet to sheet
CLEARED = object()  # a cell that says: take the stored value away


@dataclass(frozen=True)
class Column:
    """One column. Headers stand in both languages, since a workbook may be in either.

    ``choices`` is a TextChoices (then ``parse`` need not be given) and ``also`` further spellings of its labels.
    ``secret`` values are masked in previews and left out of exports unless asked for. ``clearable`` columns may be
    emptied by a cell that says 清空; an empty cell always leaves alone what is stored. ``finds`` columns only lead to
    the record and are not compared. ``by_month``: a date of which the month is meant.
    """

    name: str
    zh: str
    en: str
    parse: parsers.type_of_parser = parsers.text
    required: bool = False
    help: str | Promise = ""
    choices: Any = None
    also: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    secret: bool = False
    clearable: bool = False
    finds: bool = False
    as_text: bool = False
    by_month: bool = False
    width: int = 14

    @property
    def header(self) -> str:
        return self.en if (translation.get_language() or "").startswith("en") else self.zh

    @property
    def headers(self) -> tuple[str, ...]:
        return (self.zh, self.en, *self.aliases)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Every spelling of the choices, casefolded → value."""
        found: dict[str, str] = {}
        for language in ("zh-hans", "en"):
            with translation.override(language):
                found |= {str(label).casefold(): value for value, label in self.choices.choices}
        return found | {spelling.casefold(): value for spelling, value in self.also.items()}

    def label_of(self, value: str) -> str:
        """The label in the reader's language."""
        return str(dict(self.choices.choices).get(value, value))

    def read(self, value: Any, number_format: str) -> Any:
        """Raises ``parsers.BadCell``."""
        if isinstance(value, str) and value.strip() in CLEAR and self.clearable and not self.required:
            return CLEARED
        parse = parsers.choice(self.labels) if self.choices is not None else self.parse
        return parse(value, number_format)

    def write(self, value: Any) -> Any:
        """A value as an export's cell, so that reading it gives the value again."""
        if value is None or value == "":
            return None
        if self.choices is not None:
            return self.label_of(value)
        if isinstance(value, bool):
            yes, no = ("yes", "no") if (translation.get_language() or "").startswith("en") else ("是", "否")
            return yes if value else no
        if isinstance(value, date):
            return month_text(value) if self.by_month and value.day == 1 else f"{value:%Y-%m-%d}"
        if isinstance(value, int | float | Decimal):
            return value
        return str(value)


@dataclass
class Row:
    """One row of the sheet on its way in. ``line`` counts on from sheet to sheet by ``SHEET_STEP``.

    ``values`` are what its cells say; ``record`` is what it was matched with; ``changes`` are (column, old, new);
    ``faults`` are (column name or "", what is wrong), ``notes`` likewise what was left aside and why. ``defaults``
    are the columns of ``changes`` of which the row itself says nothing.
    """

    line: int
    sheet: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    record: Any = None
    title: str = ""
    key: Any = None
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    defaults: list[str] = field(default_factory=list)
    found: int | str | None = None  # primary key of the record before anything was written

    @property
    def outcome(self) -> str:
        if self.faults:
            return "refused"
        if self.found is None:
            return "new"
        return "changed" if self.changes else "unchanged"

    @property
    def at(self) -> str:
        """Where it stands, for people: its number, in further sheets behind the sheet's name."""
        number = self.line % SHEET_STEP
        return f"{self.sheet} {number}" if self.line > SHEET_STEP else str(number)

    def refuse(self, column: str, message: Any) -> None:
        self.faults.append((column, str(message)))

    def note(self, column: str, message: Any) -> None:
        self.notes.append((column, str(message)))


class Resource:
    """A kind of record that comes from and goes to workbooks. Subclass, declare, implement, add to ``RESOURCES``.

    ``keys`` are the ways in which a row may find its record, name → label; the first is the usual one. The header
    must have all columns of one of ``needed``. ``wants_county``: the user names the county of new records. ``match``
    is given many rows and asks the database once for all. ``personal`` leads from a record to the id of the cadre it
    tells of: such records are given out only by ``cadres.platform.exports``.
    """

    do_not_call_in_templates = True

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    permission: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    keys: ClassVar[dict[str, str | Promise]]
    needed: ClassVar[tuple[tuple[str, ...], ...]]
    note: ClassVar[str | Promise] = ""
    wants_county: ClassVar[bool] = False
    personal: ClassVar[str] = ""
    model: ClassVar[type[models.Model]]

    def __init__(self, user: User, *, key: str = "", county: str = ""):
        self.user, self.by_key, self.county = user, key or next(iter(self.keys)), county

    @classmethod
    def secrets(cls) -> bool:
        """Whether it has columns that are given out only when asked for by name."""
        return any(column.secret for column in cls.columns)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def known(self) -> Iterable[dict[str, Any]]:
        """What is known of rows that are still to be filled in, by column; the template comes with them."""
        return ()

    def match(self, rows: list[Row], *, lock: bool) -> None:
        """Put records in the place of references in ``values``, set ``record``, ``key`` and ``title``; refuse."""
        raise NotImplementedError

    def current(self, record: Any) -> dict[str, Any]:
        """The stored value of each column; also what an export writes."""
        return {column.name: getattr(record, column.name) for column in self.columns}

    def defaults(self, row: Row) -> dict[str, Any]:
        """What a new record gets where its row is silent, by column; shown in the preview like what the row says."""
        return {}

    def after(self, row: Row) -> Any:
        """What a row is written after others by, within and across the sheet's lines; the smallest come first."""
        return 0

    def check(self, row: Row) -> None:
        """Refuse what the record could not be saved with."""

    def write(self, rows: list[Row], *, by: User) -> None:
        """Save new and changed rows by services. Raises what services raise; then none of them is saved."""
        raise NotImplementedError

    def rows(self) -> models.QuerySet:
        """Everything of this kind that the user sees, in a lasting order."""
        raise NotImplementedError

    def records(self) -> Iterator[Any]:
        """``rows`` for an export, a few at a time."""
        return chunked(self.rows())

    def export_value(self, name: str, value: Any) -> Any:
        """A stored value as the parser of its column understands it: a record by what it is found by."""
        return str(value) if isinstance(value, models.Model) else value

    def show(self, name: str, value: Any) -> str:
        """A value in the preview."""
        column = self.column(name)
        if value in (None, ""):
            return "—"
        if column.secret:
            return masked(str(value))
        if column.choices is not None:
            return column.label_of(value)
        if isinstance(value, models.Model):
            return str(value)
        return month_or_day(value) if column.by_month else as_read(value)

    def compare(self, row: Row) -> None:
        """Fill ``changes``: for a new row everything it says or gets unasked, else what differs. An empty cell says
        nothing.
        """
        stored = self.current(row.record) if row.record is not None else {}
        for column in self.columns:
            if column.name not in row.values or (column.finds and row.record is not None):
                continue
            new, old = row.values[column.name], stored.get(column.name)
            if isinstance(new, parsers.MonthDate) and isinstance(old, date) and parsers.same_month(new, old):
                row.values[column.name] = old  # the file knows the day, the sheet only the month
                continue
            if new != old and not (new in (None, "") and old in (None, "")):
                row.changes.append((column.name, old, new))
        if row.record is None:
            for name, value in self.defaults(row).items():
                if row.values.get(name) in (None, ""):
                    row.values[name] = value
                    if value not in (None, ""):
                        row.changes.append((name, None, value))
                        row.defaults.append(name)

    def clean(self, row: Row, record: models.Model, names: Iterable[str]) -> None:
        """Check single fields of an unsaved or changed record as the forms do."""
        skip = {f.name for f in record._meta.fields} - set(names)
        try:
            record.clean_fields(exclude=skip)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    row.refuse(name, message)


RESOURCES: Point[type[Resource]] = Point("imports", key=lambda resource: resource.key)


def offered_to(user: User) -> list[type[Resource]]:
    """Those of the base first, then those of the apps that stand on it."""
    height = {app.label: number for number, app in enumerate(reversed(list(apps.get_app_configs())))}
    offered = [resource for resource in RESOURCES if user.has_perm(resource.permission)]
    return sorted(offered, key=lambda resource: height[resource.model._meta.app_label])


def chunked(queryset: models.QuerySet, prepare: Callable[[list], None] | None = None, size: int = 1000) -> Iterator:
    """Rows by a server-side cursor; ``prepare`` may complete each thousand by one query."""
    batch: list = []
    for record in queryset.iterator(chunk_size=size):
        batch.append(record)
        if len(batch) == size:
            if prepare:
                prepare(batch)
            yield from batch
            batch = []
    if prepare and batch:
        prepare(batch)
    yield from batch

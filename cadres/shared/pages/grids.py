"""Grids (网格录入): what is entered for many in a row, as one table to type, paste and fill in. See docs/grids.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from cadres.shared.numbers import key_of
from cadres.shared.pages.edit_conflicts import rows_state, shown
from cadres.shared.pages.forms import SeenForm
from cadres.shared.phrases import titled

MOST_NEW = 100  # rows that one sending may add
BLANK = "__n__"  # stands for the number of a row that the browser adds


@dataclass(frozen=True)
class GridColumn:
    """A column: its heading, and whether its numbers are summed below."""

    label: str | Promise
    total: bool = False


@dataclass(frozen=True)
class GridRow:
    """A row: whom or what it is about, and its cells in the order of the columns.

    A cell is a bound field, or a text that is only shown.
    """

    label: str
    cells: Sequence[Any]


@dataclass(frozen=True)
class Grid:
    """A table of fields. ``blank`` is the row by which the browser adds more; without it there are no others.

    ``fills``: a value may be repeated down its column; not where each is a judgement on one person. ``repeats``: so
    may the whole first row, ticks and longer texts left out.
    """

    title: str | Promise
    heading: str | Promise
    columns: Sequence[GridColumn]
    rows: Sequence[GridRow]
    blank: GridRow | None = None
    fills: bool = True
    repeats: bool = False

    @property
    def totals(self) -> list[int | None]:
        """The sum of each column that has one, as the fields stand; what is no number counts nothing."""
        if not any(column.total for column in self.columns):
            return []
        return [
            sum(_whole(row.cells[place]) for row in self.rows) if column.total else None
            for place, column in enumerate(self.columns)
        ]

    def fields(self) -> Iterator[forms.BoundField]:
        rows = [*self.rows, *([self.blank] if self.blank else [])]
        return (cell for row in rows for cell in row.cells if isinstance(cell, forms.BoundField))


def _whole(cell: Any) -> int:
    text = str(cell.value() if isinstance(cell, forms.BoundField) else cell)
    return key_of(text) or 0


class GridMixin:
    """For a form with grids: implement ``make_grids()``.

    Fields that stand in none of them are drawn above, those named in ``below`` below.
    """

    below: tuple[str, ...] = ("reason", "checked")
    visible_fields: Any

    def make_grids(self) -> list[Grid]:
        raise NotImplementedError

    @cached_property
    def grids(self) -> list[Grid]:
        return self.make_grids()

    @property
    def fields_above(self) -> list[forms.BoundField]:
        return [field for field in self._loose() if field.name not in self.below]

    @property
    def fields_below(self) -> list[forms.BoundField]:
        return [field for field in self._loose() if field.name in self.below]

    def _loose(self) -> list[forms.BoundField]:
        gridded = {field.html_name for grid in self.grids for field in grid.fields()}
        return [field for field in self.visible_fields() if field.html_name not in gridded]


class RowsForm(GridMixin, SeenForm):
    """Rows of one kind, saved together or not at all; each is judged by ``row_form``, as on its own page.

    ``rows``: key → (label, what is saved or ``None``). A field is called ``<key>-<name>`` for the ``names`` that are
    columns. A row that is not saved and in which nothing stands is none. When the form is valid, ``filled`` has the
    values of the others by their key.
    """

    row_form: type[forms.ModelForm]
    names: tuple[str, ...] = ()
    title: Any = ""
    heading: Any = _("No.")
    repeats = False

    def __init__(self, *args: Any, rows: Mapping[str, tuple[str, Any]], **kwargs: Any):
        self.rows = dict(rows)
        self.saved = {key: part for key, (_label, part) in self.rows.items() if part is not None}
        super().__init__(*args, state=rows_state(self.saved, self.names), **kwargs)
        self.filled: dict[str, dict[str, Any]] = {}
        for key in self.open_rows():
            self.fields |= self.fields_of(key, self.rows[key][0])

    def open_rows(self) -> list[str]:
        """Keys of the rows that may be typed into."""
        return list(self.rows)

    def fields_of(self, key: str, label: str) -> dict[str, forms.Field]:
        form, fields = self.row_form(instance=self.saved.get(key)), {}
        for name in self.names:
            field = copy(form.fields[name])
            field.initial = form.get_initial_for_field(field, name) if key in self.saved else None
            field.required = field.widget.is_required = False  # the row's own form judges, unless the row is blank
            field.label, field.help_text = titled(label, field.label), ""
            fields[f"{key}-{name}"] = field
        return fields

    def clean(self) -> dict[str, Any]:
        """Each row by its own form; what is wrong stands in its cell."""
        data = super().clean() or self.cleaned_data
        for key in self.open_rows():
            if not self.is_passed_over(key) and (values := self._judged(key)) is not None:
                self.filled[key] = values
        return data

    def is_passed_over(self, key: str) -> bool:
        sent = (text for name in self.names for text in self._sent(key, name))
        return key not in self.saved and not any(text.strip() for text in sent)

    def _sent(self, key: str, name: str) -> list[str]:
        data: Any = self.data
        return data.getlist(self.add_prefix(f"{key}-{name}"))

    def _judged(self, key: str) -> dict[str, Any] | None:
        """The row's values by its own form, or nothing where that one objects."""
        sent = QueryDict(mutable=True)
        for name in self.names:
            sent.setlist(name, self._sent(key, name))
        form = self.row_form(sent, instance=copy(self.saved.get(key)))
        for name, errors in form.errors.items():
            place = f"{key}-{name if name in self.names else self.names[0]}"
            self.errors.pop(place, None)  # the same again
            self.cleaned_data.pop(place, None)
            self.add_error(place, list(errors))
        return None if form.errors else {name: form.cleaned_data[name] for name in self.names}

    def columns(self) -> list[GridColumn]:
        return [GridColumn(self.row_form.base_fields[name].label or "") for name in self.names]

    def make_grids(self) -> list[Grid]:
        rows = [GridRow(label, self.cells(key)) for key, (label, _part) in self.rows.items()]
        return [Grid(self.title, self.heading, self.columns(), rows, repeats=self.repeats)] if rows else []

    def cells(self, key: str) -> list[Any]:
        return [self[f"{key}-{name}"] for name in self.names]

    def display_value(self, name: str, value: Any) -> tuple[str, str]:
        key, _dash, column = name.partition("-")
        field = self.row_form._meta.model._meta.get_field(column)
        return titled(self.rows[key][0], field.verbose_name), shown(field, value)


class PartsForm(RowsForm):
    """All rows of one kind that belong to one record: changed, added to ("new1", "new2" …) and taken away from.

    Rows whose keys are ``locked`` are only shown. When it is valid, ``changed`` (key → values), ``added`` and
    ``removed`` say what is to be done.
    """

    blank_rows = 3

    reason = forms.CharField(
        label=_("Reason or paper"),
        required=False,
        max_length=200,
        help_text=_("Shown in the history beside the changes; needed where a row is taken away."),
    )

    def __init__(self, *args: Any, parts: Sequence[Any], locked: Iterable[int] = (), **kwargs: Any):
        self.locked = {str(key) for key in locked}
        data = kwargs.get("data") or (args[0] if args else None) or {}
        keys = [(str(part.pk), part) for part in parts] + [(key, None) for key in self._new_rows(data)]
        rows = {key: (str(place), part) for place, (key, part) in enumerate(keys, 1)}
        super().__init__(*args, rows=rows, **kwargs)
        for key in self.saved.keys() - self.locked:
            self.fields[f"{key}-remove"] = forms.BooleanField(label=_("Take away"), required=False)

    def _new_rows(self, data: Mapping[str, Any]) -> list[str]:
        """Names of the rows to add: those that were sent, and some blank ones."""
        sent = {name.partition("-")[0].removeprefix("new") for name in data if name.startswith("new")}
        numbers = {int(text) for text in sent if text.isascii() and text.isdigit() and len(text) < 5}
        return [f"new{number}" for number in sorted(numbers | {*range(1, self.blank_rows + 1)})][:MOST_NEW]

    def open_rows(self) -> list[str]:
        return [key for key in self.rows if key not in self.locked]

    def is_passed_over(self, key: str) -> bool:
        return super().is_passed_over(key) or bool(self.cleaned_data.get(f"{key}-remove"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.removed and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write down why rows are taken away."))
        return data

    @property
    def changed(self) -> dict[int, dict[str, Any]]:
        return {int(key): values for key, values in self.filled.items() if key in self.saved}

    @property
    def added(self) -> list[dict[str, Any]]:
        return [values for key, values in self.filled.items() if key not in self.saved]

    @property
    def removed(self) -> list[int]:
        return [int(key) for key in self.saved if self.cleaned_data.get(f"{key}-remove")]

    def columns(self) -> list[GridColumn]:
        return [*super().columns(), *([GridColumn(_("Take away"))] if self.saved else [])]

    def make_grids(self) -> list[Grid]:
        (grid,) = super().make_grids()
        blank = forms.Form(auto_id=self.auto_id)
        blank.fields |= self.fields_of(BLANK, "")
        cells = [*(blank[f"{BLANK}-{name}"] for name in self.names), *([""] if self.saved else [])]
        return [replace(grid, blank=GridRow("", cells))]

    def cells(self, key: str) -> list[Any]:
        if key in self.locked:
            return [*(self.display_value(name, self.state[name])[1] for name in self._names_of(key)), ""]
        last = [self[f"{key}-remove"]] if key in self.saved else [""] if self.saved else []
        return [*super().cells(key), *last]

    def _names_of(self, key: str) -> list[str]:
        return [f"{key}-{name}" for name in self.names]


class PerPersonForm(GridMixin, SeenForm):
    """A form with a row of fields for each of several people, named ``<field>_<key>``; all of it is one state.

    ``people``: rows with ``pk`` and ``cadre``; what ``state`` has of them is filled in. Declare ``heading``,
    ``columns`` and ``totals``, those that are summed.
    """

    heading: str | Promise = ""
    columns: tuple[tuple[str, Any], ...] = ()
    totals: tuple[str, ...] = ()

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = people
        for person in people:
            for name, label in self.columns:
                field = self.part(name, titled(person.cadre.name, label))
                field.initial = self.state.get(f"{name}_{person.pk}", field.initial)
                self.fields[f"{name}_{person.pk}"] = field

    def part(self, name: str, label: str) -> forms.Field:
        return forms.IntegerField(label=label, min_value=0, initial=0)

    def make_grids(self) -> list[Grid]:
        columns = [GridColumn(label, total=name in self.totals) for name, label in self.columns]
        rows = [
            GridRow(person.cadre.name, [self[f"{name}_{person.pk}"] for name, _label in self.columns])
            for person in self.people
        ]
        return [Grid(_("For each nominee"), self.heading, columns, rows, fills=False)] if rows else []

    def of(self, person: Any) -> tuple[Any, ...]:
        return tuple(self.cleaned_data[f"{name}_{person.pk}"] for name, _label in self.columns)

    def common(self) -> dict[str, Any]:
        own = {f"{name}_{person.pk}" for person in self.people for name, _label in self.columns}
        return {name: value for name, value in self.values().items() if name not in own}

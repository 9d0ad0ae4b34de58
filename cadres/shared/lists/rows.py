"""The rows of a list as HTML, from one function: whatever is the same in every row is made once."""

from collections.abc import Callable
from contextlib import suppress
from functools import partialmethod
from inspect import getattr_static
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.http import QueryDict
from django.template.base import render_value_in_context
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django_tables2 import A
from django_tables2.columns import Column, ManyToManyColumn
from django_tables2.columns.linkcolumn import BaseLinkColumn
from django_tables2.utils import signature

from cadres.shared.lists.tables import RecordTable
from cadres.shared.ui.markup import escaped

Draw = Callable[[Any], str]  # a bound row → a piece of HTML


def rows_html(table: RecordTable, context: Context) -> SafeString:
    """Every row with its cells, and around them what the list has: the box to pick it, the way to its side panel.

    ``context`` is that of the page: ``bulk_actions``, ``panel_template``, ``request``. A row drawn by a template took
    most of a list's time: 400 cells, each with its label translated and its attributes put together anew.
    """
    draws = [_cell(column, context, first=not place) for place, column in enumerate(table.columns)]
    if context.get("bulk_actions"):
        draws.insert(0, _pick())
    if context.get("panel_template"):
        draws.append(_peek(context["request"].GET, context["panel_icon"]))
    lines = ("".join([draw(row) for draw in draws]) for row in table.rows)
    return mark_safe("".join(f'<tr role="row">{line}</tr>\n' for line in lines))  # each piece was escaped


def _pick() -> Draw:
    label = gettext("Select %(name)s")

    def draw(row: Any) -> str:
        key = escaped(str(row.record.pk))
        named = label % {"name": escaped(str(row.record))}
        return (
            f'<td role="cell" class="pick"><input type="checkbox" name="pick" value="{key}" form="bulk"'
            f' aria-label="{named}"></td>'
        )

    return draw


def _peek(query: QueryDict, icon: str) -> Draw:
    label = gettext("Show %(name)s beside the list")
    before, after = (escaped(part) for part in _around(query, "panel"))

    def draw(row: Any) -> str:
        address = f"{before}{urlencode({'panel': row.record.pk})}{after}"
        named = label % {"name": escaped(str(row.record))}
        return (
            f'<td role="cell" class="peek no-print"><a class="icon-btn" href="{address}" hx-get="{address}"'
            ' hx-target="#panel" hx-swap="innerHTML" hx-push-url="true" hx-indicator="#records-busy"'
            f' aria-label="{named}">{icon}</a></td>'
        )

    return draw


def _around(query: QueryDict, name: str) -> tuple[str, str]:
    """What stands before and after a parameter in an address that has it where it is now, or at its end."""
    names = list(query)
    place = names.index(name) if name in names else len(names)
    before, after = (urlencode([(one, value) for one in part for value in query.getlist(one)])
                     for part in (names[:place], names[place + 1 :]))  # fmt: skip
    return f"?{before}&" if before else "?", f"&{after}" if after else ""


def _cell(column: Any, context: Context, *, first: bool) -> Draw:
    """A cell of the column; its attributes are made anew only where they depend on the record."""
    label = "" if first else f' data-label="{_text(column.header, context)}"'
    start, end = ('<th scope="row" role="rowheader"', "</th>") if first else (f'<td role="cell"{label}', "</td>")
    drawn, by_record = _drawn(column), _depends_on_record(column)
    opening = "" if by_record else f"{start} {column.attrs['td'].as_html()}>"

    def draw(row: Any) -> str:
        cell = drawn(row)
        if not by_record:
            return f"{opening}{_text(cell, context)}{end}"
        column.current_value, column.current_record = cell, row.record
        return f"{start} {column.attrs['td'].as_html()}>{_text(cell, context)}{end}"

    return draw


def _depends_on_record(column: Any) -> bool:
    attrs = {**column._table.attrs, **column.column.attrs}
    return any(callable(value) for value in attrs.get("td", attrs.get("cell", {})).values())


def _drawn(column: Any) -> Draw:
    """What django-tables2 makes of a cell, with the questions asked once that it asks at every cell.

    Columns that link by themselves are left to it.
    """
    accessor = A(column.accessor)
    if column.link or isinstance(column.column, BaseLinkColumn | ManyToManyColumn):
        return lambda row: row.get_cell(column.name)
    value_of, empty, table = _value_of(accessor), column.column.empty_values, column._table

    def plain(row: Any) -> Any:
        value = value_of(row.record)
        return column.default if value in empty else value

    if type(column.column).render is Column.render and not hasattr(table, f"render_{column.name}"):
        return plain
    names, takes_all = signature(column.render)

    def draw(row: Any) -> Any:
        value = value_of(row.record)
        if value in empty:
            return column.default
        given = {
            "value": value,
            "record": row.record,
            "column": column.column,
            "bound_column": column,
            "bound_row": row,
            "table": table,
        }
        return column.render(**(given if takes_all else {name: given[name] for name in names}))

    return draw


def _value_of(accessor: A) -> Callable[[Any], Any]:
    """The value of a record, of a choice its label: translated once for all rows that have the same."""
    labels: dict[type, dict[Any, Any] | None] = {}
    *way, last = accessor.bits
    end = A(last)

    def value(record: Any) -> Any:
        for step in way:
            record = getattr(record, step, None)
        kind = type(record)
        if kind not in labels:
            labels[kind] = {} if _has_labels(kind, last) else None
        known = labels[kind]
        if known is None:
            found = getattr(record, last, end)
            if found is not end and not callable(found):
                return found
            with suppress(Exception):  # as the library has it: a column that is no field and draws itself
                return end.resolve(record)
            return None
        raw = getattr(record, last)
        if raw not in known:
            known[raw] = getattr(record, f"get_{last}_display")()
        return known[raw]

    return value


def _has_labels(kind: type, name: str) -> bool:
    """Whether it is a field with choices whose label the model does not make in a way of its own."""
    if not issubclass(kind, Model):
        return False
    try:
        field = kind._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(getattr(field, "choices", ())) and isinstance(
        getattr_static(kind, f"get_{name}_display"), partialmethod
    )


def _text(value: Any, context: Context) -> str:
    """A value as a template would write it; most are texts, which need no more than that."""
    return escaped(value) if isinstance(value, str) else render_value_in_context(value, context)

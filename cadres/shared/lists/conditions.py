"""Conditions (组合条件) that a list is searched by, combined with and/or in groups, all in the URL. See docs/lists.md.

``age.min.40~sex.is.2~~or~tier.ever.poor~served.never.511923101000`` reads: at least 40 and a woman, and (served in a
poorer township or never in that one). Rows are joined by "~", groups by "~~"; "or" in front of the rows of a group, or
in front of the groups, joins them by or. A row is ``condition.operator.value`` with one more part where it has one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cadres.shared.extensions import Point
from cadres.shared.phrases import quantity

AND, OR = "and", "or"
MOST_ROWS = 20
ESCAPES = (("!", "!e"), (".", "!d"), ("~", "!t"))

Words = str | Promise


@dataclass(frozen=True)
class Condition:
    """One thing a record can be searched by.

    ``value(user)`` and ``detail(user)`` make the form fields that check and draw what is typed; ``where(operator,
    value, detail)`` gives the condition as a ``Q`` of the list's model, of ``Exists`` where it looks at other tables.
    """

    key: str
    label: Words
    operators: Mapping[str, Words]
    value: Callable[[Any], forms.Field]
    where: Callable[[str, Any, Any], Q]
    detail: Callable[[Any], forms.Field] | None = None
    permission: str = ""


@dataclass(frozen=True)
class Row:
    """A condition as it was typed."""

    key: str
    operator: str = ""
    value: str = ""
    detail: str = ""

    def __str__(self) -> str:
        parts = [self.key, self.operator, _escape(self.value), *([_escape(self.detail)] if self.detail else [])]
        return ".".join(parts)


@dataclass(frozen=True)
class Group:
    """Rows that all must hold, or one of which must."""

    join: str = AND
    rows: tuple[Row, ...] = ()

    def __str__(self) -> str:
        return "~".join([*([OR] if self.join == OR else []), *map(str, self.rows)])


@dataclass(frozen=True)
class Wanted:
    """Everything that is asked for; ``str()`` gives it as the URL has it."""

    join: str = AND
    groups: tuple[Group, ...] = ()

    def __str__(self) -> str:
        filled = [str(group) for group in self.groups if group.rows]
        return "~~".join([*([OR] if self.join == OR and filled else []), *filled])

    def __bool__(self) -> bool:
        return any(group.rows for group in self.groups)

    def rows(self) -> Iterator[Row]:
        for group in self.groups:
            yield from group.rows

    def without(self, group: int, row: int | None = None) -> "Wanted":
        """Less one row, or less a whole group."""
        rows = () if row is None else tuple(r for n, r in enumerate(self.groups[group].rows) if n != row)
        groups = [replace(g, rows=rows) if n == group else g for n, g in enumerate(self.groups)]
        return replace(self, groups=tuple(groups))


class ConditionSet(Point[Condition]):
    """The conditions that one list knows; nouns above contribute theirs."""

    def __init__(self, name: str):
        super().__init__(f"conditions of {name}", key=lambda condition: condition.key)

    def offered(self, user: Any) -> list[Condition]:
        return [one for one in self if not one.permission or user.has_perm(one.permission)]

    def open_to(self, user: Any, key: str) -> Condition | None:
        one = self.get(key)
        return one if one and (not one.permission or user.has_perm(one.permission)) else None

    def cleaned(self, row: Row, user: Any) -> tuple[Condition, Any, Any]:
        """The condition of a row with its value and detail as Python has them. Raises ``ValidationError``."""
        condition = self.open_to(user, row.key)
        if condition is None or row.operator not in condition.operators:
            raise ValidationError(_("This condition is not known."))
        value = condition.value(user).clean(row.value)
        return condition, value, condition.detail(user).clean(row.detail) if condition.detail else None

    def where(self, wanted: Wanted, user: Any) -> Q:
        """All that is asked for as one ``Q``. Raises ``ValidationError`` when any of it cannot be understood."""
        if sum(1 for _row in wanted.rows()) > MOST_ROWS:
            raise ValidationError(_("No more than %(most)s conditions, please.") % {"most": MOST_ROWS})
        groups = []
        for group in wanted.groups:
            parts = [self._one(row, user) for row in group.rows]
            if parts:
                groups.append(reduce(or_ if group.join == OR else and_, parts))
        return reduce(or_ if wanted.join == OR else and_, groups) if groups else Q()

    def faults(self, wanted: Wanted, user: Any) -> list[str]:
        """What cannot be understood, as it was typed and why; a program is told so instead of finding nobody."""
        found = []
        for row in wanted.rows():
            try:
                self.cleaned(row, user)
            except ValidationError as error:
                found.append(f"“{row}”: {' '.join(error.messages)}")
        return found

    def _one(self, row: Row, user: Any) -> Q:
        condition, value, detail = self.cleaned(row, user)
        return condition.where(row.operator, value, detail)

    def describe(self, row: Row, user: Any) -> str:
        """A row in words; what cannot be understood is quoted."""
        try:
            condition, value, detail = self.cleaned(row, user)
        except ValidationError:
            return _("“%(text)s” is not understood") % {"text": row}
        field = condition.value(user)
        words = _("%(label)s %(operator)s %(value)s") % {
            "label": condition.label,
            "operator": condition.operators[row.operator],
            "value": _amount(field, value),
        }
        if condition.detail and detail not in (None, ""):
            field = condition.detail(user)
            words += _(" (%(label)s: %(value)s)") % {"label": field.label, "value": _shown(field, detail)}
        return words

    def sentences(self, wanted: Wanted, user: Any) -> Iterator[tuple[str, Wanted]]:
        """What is asked for, cut where "and" joins it, each part with what remains without it."""
        both = [(n, [self.describe(row, user) for row in group.rows]) for n, group in enumerate(wanted.groups)]
        both = [(n, words) for n, words in both if words]
        one_of, all_of = _(" or "), _(" and ")
        if wanted.join == OR and len(both) > 1:
            parts = [(one_of if wanted.groups[n].join == OR else all_of).join(words) for n, words in both]
            yield one_of.join(f"({part})" for part in parts), Wanted()
            return
        for n, words in both:
            if wanted.groups[n].join == OR:
                yield one_of.join(words), wanted.without(n)
            else:
                for place, text in enumerate(words):
                    yield text, wanted.without(n, place)


def read(text: str) -> Wanted:
    """What a URL asks for. Never fails: what makes no sense is found when it is looked up."""
    parts = [part for part in text.split("~~") if part]
    join = AND
    if parts and parts[0] == OR:
        join, parts = OR, parts[1:]
    return Wanted(join, tuple(_read_group(part) for part in parts))


def _read_group(text: str) -> Group:
    rows = [row for row in text.split("~") if row]
    join = AND
    if rows and rows[0] == OR:
        join, rows = OR, rows[1:]
    return Group(join, tuple(_read_row(row) for row in rows))


def _read_row(text: str) -> Row:
    key, operator, value, detail = [*text.split(".", 3), "", "", ""][:4]
    return Row(key, operator, _unescape(value), _unescape(detail))


def _shown(form_field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    labels = {str(key): str(label) for key, label in getattr(form_field, "choices", ())}
    return labels.get(str(value), str(value))


def _amount(field: forms.Field, value: Any) -> str:
    """A number with its unit, which is what the field of a number is called."""
    if not isinstance(field, forms.IntegerField | forms.DecimalField):
        return _shown(field, value)
    return quantity(value, field.label)


def _escape(text: str) -> str:
    for sign, code in ESCAPES:
        text = text.replace(sign, code)
    return text


def _unescape(text: str) -> str:
    for sign, code in reversed(ESCAPES):
        text = text.replace(code, sign)
    return text

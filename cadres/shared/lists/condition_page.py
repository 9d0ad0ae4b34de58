"""The page on which conditions are put together: works by its buttons alone, redraws itself with htmx."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from cadres.shared.lists.conditions import AND, MOST_ROWS, OR, ConditionSet, Group, Row, Wanted, read
from cadres.shared.lists.counting import bounded_count
from cadres.shared.lists.views import ListPage
from cadres.shared.numbers import key_of

MOST_GROUPS = 5
TOLD = 500


@dataclass
class Control:
    """One form control of a row, drawn under the plain name that all rows share."""

    label: str
    html: SafeString
    id: str
    unit: bool = False  # the label follows what is typed
    plain: bool = False  # the label need not be seen


@dataclass
class Line:
    """A row of the page: what it is, its controls, and what is wrong with it."""

    number: int
    group: int
    row: Row
    label: Any
    controls: list[Control]
    has_detail: bool
    errors: list[str]
    fresh: bool


class ConditionBuilder(ListPage):
    """For the conditions of a ``definition``, on whose page the result is shown."""

    request: Any
    title: Any = _("Search by conditions")
    template_name = "components/conditions.html"

    @property
    def conditions(self) -> ConditionSet:
        return self.definition.conditions  # type: ignore[return-value]

    def get(self, request: Any, **_kwargs: Any) -> HttpResponse:
        wanted, fresh = self._acted(self._typed())
        valid, where = True, None
        try:
            where = self.conditions.where(wanted, request.user)
        except ValidationError:
            valid = False
        if "show" in request.GET and valid:
            return self._to_list(wanted)
        count = None
        if valid and wanted:
            count = bounded_count(self.definition.model.objects.visible_to(request.user).filter(where), TOLD)
        lines = self._lines(wanted, fresh)
        new = dict(enumerate(request.GET.getlist("new")))
        groups = [
            {"number": n, "join": group.join, "lines": [line for line in lines if line.group == n], "new": new.get(n)}
            for n, group in enumerate(wanted.groups)
        ]
        context = {
            "title": self.title,
            "wanted": wanted,
            "groups": groups,
            "offered": self.conditions.offered(request.user),
            "may_add": len(lines) < MOST_ROWS,
            "may_group": len(groups) < MOST_GROUPS,
            "valid": valid,
            "count": count,
            "most": TOLD,
            "list": request.GET.get("list", ""),
            "list_address": self._address(wanted),
        }
        return render(request, "components/_conditions.html" if request.htmx else self.template_name, context)

    def _typed(self) -> Wanted:
        """From the controls of the page, or from ``?where=`` when it is opened by a link."""
        get = self.request.GET
        if "join" not in get:
            wanted = read(get.get("where", ""))
            return wanted if wanted.groups else Wanted(AND, (Group(),))
        columns = [get.getlist(name) for name in ("key", "operator", "value", "detail", "group")]
        rows: dict[int, list[Row]] = {}
        for key, operator, value, detail, group in zip(*columns, strict=False):
            if (place := key_of(group)) is not None:
                rows.setdefault(place, []).append(Row(key, operator, value.strip(), detail.strip()))
        joins = get.getlist("join")[:MOST_GROUPS]
        groups = [Group(OR if join == OR else AND, tuple(rows.get(n, ()))) for n, join in enumerate(joins)]
        return Wanted(OR if get.get("top") == OR else AND, tuple(groups))

    def _acted(self, wanted: Wanted) -> tuple[Wanted, int | None]:
        """What the pressed button made of it, and the number of the row that is new."""
        get = self.request.GET
        groups = [list(group.rows) for group in wanted.groups]
        joins = [group.join for group in wanted.groups]
        fresh = None
        if (n := _number(get.get("add"))) is not None and n < len(groups):
            keys = get.getlist("new")
            condition = self.conditions.open_to(self.request.user, keys[n]) if n < len(keys) else None
            if condition and sum(map(len, groups)) < MOST_ROWS:
                groups[n].append(Row(condition.key, next(iter(condition.operators))))
                fresh = sum(map(len, groups[: n + 1])) - 1
        elif (n := _number(get.get("less"))) is not None:
            place = 0
            for rows in groups:
                if place <= n < place + len(rows):
                    del rows[n - place]
                    break
                place += len(rows)
        elif (n := _number(get.get("drop"))) is not None and n < len(groups) > 1:
            del groups[n], joins[n]
        elif "more" in get and len(groups) < MOST_GROUPS:
            groups.append([])
            joins.append(AND)
        made = tuple(Group(join, tuple(rows)) for join, rows in zip(joins, groups, strict=True))
        return Wanted(wanted.join, made), fresh

    def _lines(self, wanted: Wanted, fresh: int | None) -> list[Line]:
        lines: list[Line] = []
        for n, group in enumerate(wanted.groups):
            for row in group.rows:
                lines.append(self._line(len(lines), n, row, fresh=len(lines) == fresh))
        return lines

    def _line(self, number: int, group: int, row: Row, *, fresh: bool) -> Line:
        user = self.request.user
        condition = self.conditions.open_to(user, row.key)
        errors: list[str] = []
        if not fresh:
            try:
                self.conditions.cleaned(row, user)
            except ValidationError as error:
                errors = list(error.messages)
        if condition is None:
            return Line(number, group, row, row.key, [], False, errors, fresh)
        value = condition.value(user)
        how = forms.ChoiceField(label=_("how"), choices=list(condition.operators.items()))
        fields: list[tuple[str, forms.Field, str]] = [("operator", how, row.operator), ("value", value, row.value)]
        if condition.detail:
            fields.append(("detail", condition.detail(user), row.detail))
        controls = []
        for name, field, data in fields:
            attrs = {"id": f"{name}-{number}", **field.widget_attrs(field.widget)}
            if errors:
                attrs |= {"aria-describedby": f"wrong-{number}", "aria-invalid": "true"}
            if fresh and name == "operator":
                attrs["autofocus"] = True
            html = field.widget.render(name, data, attrs)
            amount = isinstance(field, forms.IntegerField | forms.DecimalField)
            unit, plain = amount and name == "value", not amount and name != "detail"
            controls.append(Control(str(field.label or _("value")), html, attrs["id"], unit, plain))
        return Line(number, group, row, condition.label, controls, bool(condition.detail), errors, fresh)

    def _address(self, wanted: Wanted) -> str:
        rest = self.request.GET.get("list", "")
        where = urlencode({"where": str(wanted)}) if wanted else ""
        return f"{reverse(self.definition.key)}?{'&'.join(filter(None, [rest, where])) or 'view=all'}"

    def _to_list(self, wanted: Wanted) -> HttpResponse:
        address = self._address(wanted)
        return HttpResponseClientRedirect(address) if self.request.htmx else HttpResponseRedirect(address)


def _number(text: str | None) -> int | None:
    return key_of(text or "")

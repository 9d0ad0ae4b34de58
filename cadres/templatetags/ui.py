"""What the design system's partials need and Django does not bring. See ``docs/design.md``."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.forms import BoundField, Form
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cadres.platform.accounts.choices import Role
from cadres.registry.appointment_forms.lrmx import texts
from cadres.shared import months
from cadres.shared.charts.text import number_text
from cadres.shared.lists.filter_labels import filter_words
from cadres.shared.lists.rows import rows_html
from cadres.shared.lists.tables import RecordTable
from cadres.shared.names import joined
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.phrases import bracketed, clauses, days_text, of_year, titled
from cadres.shared.ui.icons import PATHS

register = template.Library()

for phrase in (joined, clauses, bracketed, titled, of_year, days_text):
    register.filter(phrase.__name__, phrase)
register.filter("number", number_text)


@register.simple_tag(takes_context=True)
def who_mends(context: Context, url: str) -> dict[str, Any]:
    """Whether the reader may open the page where something is mended, and else who may: the names of the roles."""
    permission = permission_of(url)
    user = getattr(getattr(context, "request", None), "user", None)
    if not permission or user is None or user.has_perm(permission):
        return {"opens": True, "roles": ""}
    roles = [Role(role).label for role, held in PERMISSIONS_OF.items() if permission in held and role != Role.CLIENT]
    return {"opens": False, "roles": joined(roles)}


def permission_of(url: str) -> str:
    """What the page at an address of ours asks for; empty where the address is not one of a guarded page."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return ""
    found = getattr(getattr(match.func, "view_class", None), "permission", "")
    return found if isinstance(found, str) else ""


@register.simple_tag
@cache
def icon(name: str, classes: str = "") -> SafeString:
    """A line drawing of 24 by 24, drawn in the colour of the text; says nothing to a screen reader."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        "{}</svg>",
        classes,
        mark_safe(PATHS[name]),  # our own drawings
    )


@register.simple_tag(takes_context=True)
def sort_state(context: Context, column: str) -> dict[str, str] | None:
    """How the list stands by this column and what its heading leads to; ``None`` when it cannot be sorted by."""
    field = context.get("sorts", {}).get(column)
    if field is None:
        return None
    present = context.get("sort", "")
    rising, falling = present == field, present == f"-{field}"
    return {
        "aria": "ascending" if rising else "descending" if falling else "none",
        "value": f"-{column}" if rising else column,
        "icon": "arrow-up" if rising else "arrow-down" if falling else "sort",
    }


@register.simple_tag(takes_context=True)
def rows(context: Context, table: RecordTable) -> SafeString:
    """The rows of a list, drawn outside of templates; see ``rows_html``."""
    return rows_html(table, context)


@register.simple_tag(takes_context=True)
def chips(context: Context, form: Form) -> list[dict[str, str]]:
    """The conditions a list is filtered by, each with the address of the list without it."""
    request = context["request"]
    if not form.is_bound:
        return []
    found = []
    for label, text, names in filter_words(form, form.data):
        rest = request.GET.copy()
        for name in (*names, "cursor", "export"):
            if name not in rest and name in names:
                rest[name] = ""  # what is usual: without it means all
            else:
                rest.pop(name, None)
        found.append({"label": label, "text": text, "url": f"{request.path}?{rest.urlencode()}"})
    return found


@register.simple_tag(takes_context=True)
def main_menu(context: Context, label: str, *, brand: bool = False) -> SafeString:
    """The menu, drawn once for all who see the same entries on the same page."""
    navigation, path = context["navigation"], context["request"].path
    groups = tuple(
        (str(group.label), tuple((one.url, str(one.label), one.icon, one.current) for one in group.items))
        for group in navigation["groups"]
    )
    here = next((url for _label, items in groups for url, *_rest, current in items if current and url == path), "")
    return _menu(label, groups, here, str(context["site_name"]) if brand else "")


@lru_cache(maxsize=512)
def _menu(label: str, groups: tuple, here: str, brand: str) -> SafeString:
    """``here``: the address of the entry that is the page itself; the texts are in the reader's language."""
    given = {"menu_label": label, "groups": groups, "here": here, "brand": brand}
    return render_to_string("components/_navigation.html", given)


@register.simple_tag
def placeheld(field: BoundField) -> SafeString:
    """The field with its label as the hint inside it."""
    return field.as_widget(attrs={"placeholder": str(field.label)})


@register.filter
def paired(first: Sequence, second: Sequence) -> zip:
    """Two rows of one length side by side."""
    return zip(first, second, strict=True)


@register.filter
def csv(names: str) -> list[str]:
    """Names written with commas, one after the other."""
    return names.split(",")


@register.filter
def getlist(query: QueryDict, name: str) -> list[str]:
    """Every value that a URL has for a name."""
    return query.getlist(name)


@register.simple_tag
def chosen(field: BoundField) -> list[str]:
    """The labels of the choices that are ticked."""
    return [str(option.choice_label) for option in field.subwidgets if option.data["selected"]]


@register.filter
def month_or_day(day: date) -> str:
    """A date of which the month is meant: 2018.05, with the day where another than the first is known."""
    return months.month_or_day(day)


@register.filter
def as_much(text: str) -> str:
    """A date of which as much is kept as is known (1998, 1998-09 or 1998-09-01), as days are written on pages."""
    return months.as_much(text)


@register.filter
def dotted(text: str) -> str:
    """A month of a form as the pages write months: 200406 is 2004.06; other words stay."""
    return texts.dotted(text)

"""Query parameters of the API: what is mistyped is refused by name, with what exists instead."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import MultiWidget
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request

MOST_NAMED = 60  # of what exists; a longer list helps nobody
YES_NO = ("true", "false")
SENT_BY_PAGES = ("unknown", "True", "False", "2", "3")  # what a yes-or-no of the pages has in their addresses


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """A mistyped name must not silently return everything."""
    known = sorted(known)
    if unknown := sorted(set(request.query_params) - set(known)):
        nothing = _("There is no such parameter here.")
        what = _("There are: %s.") % ", ".join(known) if known else _("This address takes none.")
        raise exceptions.ValidationError({name: [f"{nothing} {what}"] for name in unknown})


def refuse_mistyped(request: Request, form: forms.Form) -> None:
    """Refuses every value that the fields of a filter do not understand, under the name that was sent.

    The fields alone would not do: a yes-or-no takes what it does not know for "all", a range tells of one of its ends
    under a name that nobody can send, and of a value given twice the first is passed over.
    """
    faults = {}
    for field_name, field in form.fields.items():
        for name, part, widget in _parts(field_name, field):
            sent = request.query_params.getlist(name)
            if texts := list(_faults(part, widget, request.query_params, name, sent)):
                faults[name] = texts
    if faults:
        raise exceptions.ValidationError(faults)


def parameter_names(form: Any) -> set[str]:
    """Names of a filter form's fields; a range has one for each end."""
    return {name for field_name, field in form.fields.items() for name, _part, _widget in _parts(field_name, field)}


def _parts(name: str, field: Any) -> Iterator[tuple[str, Any, Any]]:
    suffixed = getattr(field.widget, "suffixed", None)
    if suffixed is None or not isinstance(field.widget, MultiWidget):
        yield name, field, field.widget
        return
    ends = zip(field.widget.suffixes, field.fields, field.widget.widgets, strict=True)
    yield from ((suffixed(name, suffix), part, widget) for suffix, part, widget in ends)


def _faults(field: Any, widget: Any, data: Any, name: str, sent: list[str]) -> Iterator[str]:
    several = getattr(widget, "allow_multiple_selected", False)
    if len(sent) > 1 and not several:
        yield _("This parameter takes one value.")
        return
    if isinstance(field, forms.NullBooleanField):
        if sent and sent[0] not in ("", *YES_NO, *SENT_BY_PAGES):
            no, what = _("“%s” is no yes or no.") % sent[0], _("There are: %s.") % ", ".join(YES_NO)
            yield f"{no} {what}"
        return
    try:
        field.clean(widget.value_from_datadict(data, {}, name))
    except ValidationError as error:
        hint = _hint(field)
        yield from (f"{text} {hint}" if hint else text for text in error.messages)


def _hint(field: Any) -> str:
    """What would be understood."""
    if isinstance(field, forms.DateTimeField):
        return _("Write it as %s.") % "2026-01-31T08:30:00+08:00"
    if isinstance(field, forms.DateField):
        return _("Write it as %s.") % "2026-01-31"
    values = [str(value) for value in choice_values(field)]
    if not values:
        return ""
    more = ", …" if len(values) > MOST_NAMED else ""
    return _("There are: %s.") % (", ".join(values[:MOST_NAMED]) + more)


def choice_values(field: Any) -> list[Any]:
    """The values one may choose from; of records, their keys."""
    queryset = getattr(field, "queryset", None)
    if queryset is not None:
        return list(queryset.values_list(field.to_field_name or "pk", flat=True)[: MOST_NAMED + 1])
    return [value for value, _label in getattr(field, "choices", ()) if value not in ("", None)]

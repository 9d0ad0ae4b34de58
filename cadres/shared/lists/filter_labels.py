"""The conditions of a list in words (筛选条件), for its chips and wherever else it is told what was asked for."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.forms import BoundField, Form
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cadres.shared.names import joined


def filter_words(form: Form, query: QueryDict) -> Iterator[tuple[str, str, list[str]]]:
    """Label, words and the names in ``query`` of each field of a filter that is set."""
    for field in form:
        parts = {field.html_name, *(f"{field.html_name}_{end}" for end in getattr(field.field.widget, "suffixes", ()))}
        names = [name for name in query if name in parts]
        text = (
            pgettext("between bounds", "–").join(_spoken(field))
            if form.is_valid()
            else joined(query.getlist(field.html_name))
        )
        if names and text:
            yield str(field.label), text, names


def _spoken(field: BoundField) -> Iterator[str]:
    value = field.form.cleaned_data.get(field.name)
    if value is None or value in ("", [], ()):
        return
    if hasattr(field.field, "spoken"):
        yield field.field.spoken(value)
    elif isinstance(value, slice):
        bounds = [value.start, value.stop]
        if any(bound is not None for bound in bounds):
            yield from (_written(bound) for bound in bounds)
    elif isinstance(value, bool):
        yield _("yes") if value else _("no")
    elif hasattr(field.field, "choices") and not hasattr(value, "_meta") and not hasattr(value, "model"):
        labels = {str(key): str(label) for key, label in _flat(field.field.choices)}
        chosen = value if isinstance(value, list | tuple) else [value]
        yield joined(labels.get(str(one), str(one)) for one in chosen)
    elif hasattr(value, "model"):
        yield joined(value)
    else:
        yield _written(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _written(value: Any) -> str:
    if value is None:
        return ""
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date | datetime) else str(value)

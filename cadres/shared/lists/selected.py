"""Rows of a list that somebody has selected one by one."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

MOST_SELECTED = 200


def selected(request: HttpRequest) -> list[str]:
    return request.POST.getlist("pick")[:MOST_SELECTED]


def rows_of(rows: QuerySet, keys: list[str]) -> QuerySet:
    """Rows by their keys as a form sent them; a key that is none fits no row."""
    to_python = rows.model._meta.pk.to_python
    good = []
    for key in keys:
        try:
            good.append(to_python(key))
        except ValidationError:
            continue
    return rows.filter(pk__in=good)

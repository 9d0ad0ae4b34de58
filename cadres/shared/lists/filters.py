"""Filters (筛选): declared in the noun's ``filters.py``, the same for page, export and API."""

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.forms import HiddenInput


class RecordFilter(filters.FilterSet):
    """Base of every filter of a list. It knows who asks, and nothing of a request."""

    def __init__(self, data: Any = None, queryset: QuerySet | None = None, *, user: Any = None, prefix: Any = None):
        super().__init__(data, queryset, prefix=prefix)
        self.user = user


class RecordNumberFilter(filters.NumberFilter):
    """A record by its number, which an address bears and nobody reads: the conditions say which record it is.

    ``rows(user)`` are those that the user may know of.
    """

    def __init__(self, *args: Any, rows: Callable[[Any], QuerySet], **kwargs: Any):
        self.rows = rows
        super().__init__(*args, min_value=1, max_value=2**63 - 1, widget=HiddenInput, **kwargs)

    @property
    def field(self) -> Any:
        field = super().field
        field.spoken = self._spoken
        return field

    def _spoken(self, number: Any) -> str:
        return str(self.rows(self.parent.user).filter(pk=number).first() or "–")


class ReachFilter(filters.ModelChoiceFilter):
    """A choice among rows within the user's reach: ``queryset(user)``."""

    def get_queryset(self, request: Any) -> QuerySet:
        return self.queryset(self.parent.user)

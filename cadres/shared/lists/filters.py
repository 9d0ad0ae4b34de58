"""Filters (筛选): declared in the noun's ``filters.py``, the same for page, export and API."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet


class RecordFilter(filters.FilterSet):
    """Base of every filter of a list. It knows who asks, and nothing of a request."""

    def __init__(self, data: Any = None, queryset: QuerySet | None = None, *, user: Any = None, prefix: Any = None):
        super().__init__(data, queryset, prefix=prefix)
        self.user = user


class ReachFilter(filters.ModelChoiceFilter):
    """A choice among rows within the user's reach: ``queryset(user)``."""

    def get_queryset(self, request: Any) -> QuerySet:
        return self.queryset(self.parent.user)

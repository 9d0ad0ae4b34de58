"""Filters (筛选): declared in the noun's ``filters.py``, the same for page, export and API."""

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.forms import HiddenInput, IntegerField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from cadres.shared.numbers import keys_of

LARGEST = 2**63 - 1  # what a key can be


class RecordFilter(filters.FilterSet):
    """Base of every filter of a list. It knows who asks, and nothing of a request."""

    def __init__(self, data: Any = None, queryset: QuerySet | None = None, *, user: Any = None, prefix: Any = None):
        super().__init__(data, queryset, prefix=prefix)
        self.user = user


class WholeFilter(filters.NumberFilter):
    """A whole number, of a year or a record; a NumberFilter would take 2025.5 and find nothing without a word."""

    field_class = IntegerField

    def __init__(self, *, label: Any, min_value: int = 0, max_value: int = LARGEST, **kwargs: Any):
        super().__init__(label=label, min_value=min_value, max_value=max_value, **kwargs)
        schema = {"type": "integer", "minimum": min_value, "maximum": max_value, "description": label}
        extend_schema_field(schema)(self)


class RecordNumberFilter(WholeFilter):
    """A record by its number, which an address bears and nobody reads: the conditions say which record it is.

    ``rows(user)`` are those that the user may know of.
    """

    def __init__(self, *, rows: Callable[[Any], QuerySet], **kwargs: Any):
        self.rows = rows
        super().__init__(min_value=1, widget=HiddenInput, **kwargs)

    @property
    def field(self) -> Any:
        field = super().field
        field.spoken = self._spoken
        return field

    def _spoken(self, number: Any) -> str:
        return str(self.rows(self.parent.user).filter(pk=number).first() or "–")


class PickFilter(filters.CharFilter):
    """Rows chosen one by one, by their keys: "1.2.3"; in no form, only in an address and in what is kept of it."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=HiddenInput, label=_("Chosen one by one"), **kwargs)

    @property
    def field(self) -> Any:
        field = super().field
        field.spoken = lambda text: gettext("%(number)d in number") % {"number": len(keys_of(text))}
        return field

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(pk__in=keys_of(value)) if value else qs


class ReachFilter(filters.ModelChoiceFilter):
    """A choice among rows within the user's reach: ``queryset(user)``."""

    def get_queryset(self, request: Any) -> QuerySet:
        return self.queryset(self.parent.user)

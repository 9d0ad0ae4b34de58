"""Filters of the administrators' lists."""

from datetime import date, timedelta

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.shared.dates import midnight
from cadres.shared.lists.filters import RecordFilter
from cadres.shared.pages.forms import DateInput


class RecordedFilter(RecordFilter):
    """Rows by the time they were written, ``when``, and by the user who wrote them."""

    when = "at"

    since = filters.DateFilter(label=_("From day"), method="filter_since", widget=DateInput)
    until = filters.DateFilter(label=_("To day"), method="filter_until", widget=DateInput)
    user = filters.CharFilter(label=_("User name"), method="filter_user")

    def filter_since(self, rows: QuerySet, _name: str, day: date) -> QuerySet:
        return rows.filter(**{f"{self.when}__gte": midnight(day)})

    def filter_until(self, rows: QuerySet, _name: str, day: date) -> QuerySet:
        return rows.filter(**{f"{self.when}__lt": midnight(day + timedelta(days=1))})

    def filter_user(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(username=text.strip())

"""Columns of the base's lists; the same serve page, CSV and XLSX."""

from operator import attrgetter
from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from cadres.shared.lists.addresses import address_of
from cadres.shared.months import month_text
from cadres.shared.ui.markup import escaped

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class LinkColumn(tables.Column):
    """Links to a page by the row's primary key or ``key`` ("tenure__cadre_id"); exported as its text."""

    def __init__(self, url_name: str, key: str = "pk", **kwargs: Any):
        self.url_name = url_name
        self.key_of = attrgetter(key.replace("__", "."))
        super().__init__(**kwargs)

    def render(self, value: Any, record: Any) -> SafeString:
        address = escaped(address_of(self.url_name, self.key_of(record)))
        return mark_safe(f'<a class="link" href="{address}">{escaped(str(value))}</a>')  # each piece was escaped

    def value(self, value: Any) -> Any:
        return value


class DayColumn(tables.Column):
    """A day as on all pages. The library's own column is a template a cell."""

    def render(self, value: Any) -> str:
        return date_format(value, "SHORT_DATE_FORMAT")


class MomentColumn(tables.Column):
    """A moment as on all pages; nothing where there was none, which the library's own column would draw as now."""

    def render(self, value: Any) -> str:
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")


class MonthColumn(tables.Column):
    """A date known to the month."""

    def render(self, value: Any) -> str:
        return month_text(value)

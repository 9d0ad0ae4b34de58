"""Columns of the base's lists; the same serve page, CSV and XLSX."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cadres.shared.months import month_text

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class LinkColumn(tables.Column):
    """Links to a page by the row's primary key (or ``key``); exported as its text."""

    def __init__(self, url_name: str, key: str = "pk", **kwargs: Any):
        self.url_name, self.key = url_name, key
        super().__init__(**kwargs)

    def render(self, value: Any, record: Any) -> SafeString:
        key = tables.A(self.key).resolve(record)
        return format_html('<a class="link" href="{}">{}</a>', reverse(self.url_name, args=[key]), value)

    def value(self, value: Any) -> Any:
        return value


class MonthColumn(tables.Column):
    """A date known to the month."""

    def render(self, value: Any) -> str:
        return month_text(value)

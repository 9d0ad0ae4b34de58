"""How texts stand beside one another in the reader's language: a label and its value, a number and its unit.

Chinese has its own signs (：；（）) and no spaces between sentences, or between a number and its unit. Names one
after the other: ``cadres.shared.names.joined``.
"""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext


def titled(label: Any, text: Any) -> str:
    return gettext("%(what)s: %(value)s") % {"what": label, "value": text}


def bracketed(text: Any) -> str:
    return gettext("(%(text)s)") % {"text": text}


def beside(text: Any, aside: Any) -> str:
    """A text with a remark in brackets behind it."""
    return gettext("%(text)s (%(aside)s)") % {"text": text, "aside": aside}


def clauses(texts: Iterable[Any]) -> str:
    """Parts of one sentence that have commas within."""
    return gettext("; ").join(map(str, texts))


def in_a_row(texts: Iterable[Any]) -> str:
    """Sentences, or parts of a length of time, one after the other; empty ones are left out."""
    pattern = pgettext("in a row", "%(first)s %(second)s")
    told = [text for text in map(str, texts) if text]
    return reduce(lambda first, second: pattern % {"first": first, "second": second}, told) if told else ""


def quantity(number: Any, unit: Any) -> str:
    """A number with its unit, which may be empty."""
    return gettext("%(number)s %(unit)s") % {"number": number, "unit": unit} if str(unit) else str(number)


def of_year(year: int, text: Any) -> str:
    """What a year brought (2025年优秀)."""
    return gettext("%(year)s: %(result)s") % {"year": year, "result": text}


def in_year(text: Any, year: int) -> str:
    """What there is one of in each year (平昌县2026年)."""
    return gettext("%(text)s %(year)s") % {"text": text, "year": year}


def day_text(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def days_text(first: date | None, last: date | None) -> str:
    """A span of days, both among them; one without an end goes on."""
    if first == last:
        return day_text(first)
    if last is None:
        return gettext("from %(first)s") % {"first": day_text(first)}
    return gettext("%(first)s–%(last)s") % {"first": day_text(first), "last": day_text(last)}

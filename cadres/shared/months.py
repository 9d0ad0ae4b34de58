"""Dates known to the month (年月): kept by its first day, read as the month."""

import re
import unicodedata
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format

# One digit of a month or a day only where signs part them; the day 00 is none.
MONTH = re.compile(r"([0-9]{4})(?:([0-9]{2})([0-9]{2})?|[.年/-]([0-9]{1,2})(?:[.月/-]([0-9]{1,2})日?)?月?)")


class MonthField(models.DateField):
    """A date of which the month is meant; its first day stands for it, another day is one that is really known.

    Migrations know it as a plain date: the column is the same, and they import nothing of ours.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


def month_text(day: date | None) -> str:
    """Year and month with a point; empty for nothing.

    >>> month_text(date(1982, 3, 15))
    '1982.03'
    """
    return f"{day.year:04d}.{day.month:02d}" if day else ""


def month_or_day(day: date) -> str:
    """For comparing: the month, the day too where it is known.

    >>> month_or_day(date(1982, 3, 1)), month_or_day(date(1982, 3, 15))
    ('1982.03', '1982.03.15')
    """
    return month_text(day) if day.day == 1 else f"{day:%Y.%m.%d}"


def as_much(text: str) -> str:
    """A date of which as much is kept as is known (1998, 1998-09 or 1998-09-01), as the language writes days."""
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return text
    form = "YEAR_MONTH_FORMAT" if len(rest) == 1 else "SHORT_DATE_FORMAT"
    return date_format(date(year, *rest, *([1] if len(rest) == 1 else [])), form)


def read_month(text: str) -> date | None:
    """The first day of a month written as yyyyMM, yyyy.M or yyyy年M月 (the day is kept when given, 00 is none).

    ``None`` when unreadable.

    >>> read_month("198203"), read_month("2004年6月")
    (datetime.date(1982, 3, 1), datetime.date(2004, 6, 1))
    """
    found = MONTH.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if found is None or not 1900 <= int(found[1]) <= 2100 or found[0][4:] == ".1":
        return None  # .1 is January, or October whose zero a table has dropped
    month, day = found[2] or found[4], found[3] or found[5]
    try:
        return date(int(found[1]), int(month), int(day or 0) or 1)
    except ValueError:
        return None


def same_month_kept(read: date | None, stored: date | None) -> date | None:
    """What is stored after only a month was read: the day that is known of that month stays.

    >>> same_month_kept(date(1982, 3, 1), date(1982, 3, 17)), same_month_kept(None, date(1982, 3, 17))
    (datetime.date(1982, 3, 17), datetime.date(1982, 3, 17))
    """
    if read is None or (stored is not None and (read.year, read.month) == (stored.year, stored.month)):
        return stored
    return read

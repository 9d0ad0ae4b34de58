"""Dates known to the month (年月): kept by its first day, read as the month."""

from datetime import date
from typing import Any

from django.db import models


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
    return f"{day:%Y.%m}" if day else ""


def month_or_day(day: date) -> str:
    """For comparing: the month, the day too where it is known.

    >>> month_or_day(date(1982, 3, 1)), month_or_day(date(1982, 3, 15))
    ('1982.03', '1982.03.15')
    """
    return month_text(day) if day.day == 1 else f"{day:%Y.%m.%d}"

from datetime import date, datetime, time

from django.utils.timezone import make_aware


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise AssertionError(day)


def midnight(day: date) -> datetime:
    """The moment at which the day begins, in local time."""
    return make_aware(datetime.combine(day, time.min))


def whole_years(since: date, until: date) -> int:
    """Completed years between two days; negative spans count as 0."""
    years = until.year - since.year - ((until.month, until.day) < (since.month, since.day))
    return max(years, 0)


def whole_months(since: date, until: date) -> int:
    """Completed months between two days; negative spans count as 0."""
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    return max(months, 0)

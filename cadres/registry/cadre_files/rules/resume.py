"""The résumé (简历) of the appointment form, read into periods and written again. Pure; the text stays as written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import inf

# An end, or 今, stands right behind the dashes: nine spaces there mean that the period is open, whatever follows.
PERIOD = re.compile(
    r"^\s*(\d{4})\s*[.．]?\s*(\d{2})?\s*(?:[-—–－~～〜]+|至)"
    r"(?:[ \t\u3000]?(?:(\d{4})(?:\s?[.．]\s?)?(\d{2})?|今|现在))?[\s\u3000]*(.*)$"
)
TITLE = re.compile(r"[镇乡][^，；]{0,12}?(党委书记|(?<!副)(?:镇长|乡长))(?!助理)")
Month = tuple[int, int]


@dataclass
class Period:
    """One period from ``since`` to ``until`` as (year, month); month 0 when only the year is given; open when None.

    ``gap`` and ``overlap`` are months between it and the period before; an overlap with a period that was never
    closed counts as one month at least.
    """

    since: Month
    until: Month | None
    text: str
    gap: int = 0
    overlap: int = 0
    before: Month | None = None

    @property
    def since_text(self) -> str:
        return month_text(self.since)

    @property
    def until_text(self) -> str:
        return month_text(self.until) if self.until else ""

    @property
    def before_text(self) -> str:
        """End of the period before; empty when it is open."""
        return month_text(self.before) if self.before else ""


@dataclass(frozen=True)
class Held:
    """A tenure as a résumé would tell it: first and last month, ``until`` None while it runs."""

    place: str
    post: str
    since: Month
    until: Month | None


@dataclass(frozen=True)
class Remark:
    """What résumé and tenures tell differently. ``kind``: "uncovered" (no period then), "unnamed" (the periods then
    name another post), "unheld" (the résumé names a township's main post, no tenure of that time is on record).
    """

    kind: str
    text: str
    since: str
    until: str


def month_text(month: Month) -> str:
    return f"{month[0]}.{month[1]:02d}" if month[1] else str(month[0])


def read_resume(text: str) -> tuple[list[Period], list[str]]:
    """The periods, and the lines before the first period that belong to none.

    A line that does not begin with a period continues the one before it.

    >>> read_resume("2016.09--2021.05  某县乙乡乡长")[0][0].until
    (2021, 5)
    """
    periods: list[Period] = []
    loose: list[str] = []
    for line in text.splitlines():
        match = PERIOD.match(line)
        if match:
            year, month, last_year, last_month, what = match.groups()
            until = (int(last_year), int(last_month or 0)) if last_year else None
            periods.append(Period((int(year), int(month or 0)), until, what.strip()))
        elif line.strip() and periods:
            periods[-1].text += f"\n{line.strip()}"
        elif line.strip():
            loose.append(line.strip())
    for before, period in pairwise(periods):
        _compare(before, period)
    return periods, loose


def _compare(before: Period, period: Period) -> None:
    """Years without months say nothing about gaps."""
    period.before = before.until
    if before.until is None:
        period.overlap = 1
    elif before.until[1] and period.since[1]:
        apart = _number(period.since) - _number(before.until)
        period.gap, period.overlap = max(apart, 0), max(-apart, 0)


def _number(month: Month) -> int:
    """Months counted on from year to year; a year alone counts as its first month."""
    return month[0] * 12 + max(month[1], 1)


def write_resume(periods: Iterable[Period], loose: Iterable[str] = ()) -> str:
    """Lines as the appointment form has them: ``yyyy.MM--yyyy.MM  text``, an open period with nine spaces.

    Lines that continue a period follow it as they are; ``loose`` ones come first.

    >>> write_resume(read_resume("2021.05至今 某镇镇长")[0])
    '2021.05--         某镇镇长'
    """
    lines = list(loose)
    for period in periods:
        until = f"{period.until_text}  " if period.until else " " * 9
        lines.append(f"{period.since_text}--{until}{period.text}")
    return "\n".join(lines)


def month_of(day: date) -> Month:
    return day.year, day.month


def remarks(periods: list[Period], tenures: list[Held]) -> Iterator[Remark]:
    """Where résumé and tenures on record do not tell the same. Only words are compared, so a person must look."""
    for held in tenures:
        then = [period for period in periods if _meet(period.since, period.until, held.since, held.until)]
        office = f"{held.place}{held.post}"
        since, until = month_text(held.since), month_text(held.until) if held.until else ""
        if not then:
            yield Remark("uncovered", office, since, until)
        elif not any(_names(period.text, held) for period in then):
            yield Remark("unnamed", office, since, until)
    for period in periods:
        title = TITLE.search(period.text)
        if title and not any(
            _same_title(title[1], held) and _meet(period.since, period.until, held.since, held.until)
            for held in tenures
        ):
            yield Remark("unheld", period.text.split("\n")[0], period.since_text, period.until_text)


def _meet(since: Month, until: Month | None, other_since: Month, other_until: Month | None) -> bool:
    """Whether two spans share time; one that ends in a month meets the next only when it began before that month."""
    last, other_last = (_number(end) if end else inf for end in (until, other_until))
    if _number(since) == last or _number(other_since) == other_last:
        return _number(since) <= other_last and _number(other_since) <= last
    return _number(since) < other_last and _number(other_since) < last


def _names(text: str, held: Held) -> bool:
    return held.place in text and re.search(f"(?<!副){re.escape(held.post)}", text) is not None


def _same_title(title: str, held: Held) -> bool:
    return held.post in title or title in held.post

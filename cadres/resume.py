"""The résumé (简历) of the appointment form, read into periods. Pure; the text itself stays as it was written."""

import re
from dataclasses import dataclass
from itertools import pairwise

PERIOD = re.compile(
    r"^\s*(\d{4})\s*[.．]?\s*(\d{2})?\s*(?:[-—–－~～〜]+|至)\s*(?:(\d{4})\s*[.．]?\s*(\d{2})?)?(?:今|现在)?[\s\u3000]*(.*)$"
)


@dataclass
class Period:
    """One period from ``since`` to ``until`` as (year, month); month 0 when only the year is given; open when None.

    ``gap`` and ``overlap`` compare it with the period before.
    """

    since: tuple[int, int]
    until: tuple[int, int] | None
    text: str
    gap: bool = False
    overlap: bool = False

    @property
    def since_text(self) -> str:
        return month_text(self.since)

    @property
    def until_text(self) -> str:
        return month_text(self.until) if self.until else ""


def month_text(month: tuple[int, int]) -> str:
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
        if before.until is None:
            period.overlap = True
        elif all((before.until[1], period.since[1])):
            period.gap, period.overlap = period.since > before.until, period.since < before.until
    return periods, loose

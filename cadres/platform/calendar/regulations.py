"""What the law says of holidays: which days are free in every year, and where the yearly notice may move days.

``全国年节及纪念日放假办法`` as revised in 1999, 2007, 2013 and 2024. The State Council's office arranges each year's
days around them by a notice of the autumn before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate, TermUtils
from django.utils.translation import gettext_lazy as _

from cadres.platform.calendar.choices import Holiday
from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.judging import Judged, end_of
from cadres.shared.regulations.laws import HOLIDAYS, YEARLY_NOTICE

STATUTORY, NOTICE = "calendar.statutory", "calendar.notice"

RULES = (
    Rule(
        key=STATUTORY,
        title=_("The statutory holidays are free"),
        source=HOLIDAYS.article("2", read_in="2024"),
        acts_in=_("calendar of a year"),
    ),
    Rule(
        key=NOTICE,
        title=_("The days of a year are those of its notice"),
        source=YEARLY_NOTICE,
        acts_in=_("calendar of a year"),
    ),
)

CALENDAR = Judged(
    key="cadres.calendar",
    title=_("Calendar of a year"),
    says=_("the last day of the year"),
    why=_("Each year has the holidays of its own edition and notice."),
    day=end_of,
)

FIRST_YEAR, LAST_YEAR = 1949, 2099  # as far as the lunar calendar is tabulated and tested
QINGMING_TERM = 6  # of the 24 solar terms of a year, counted from 0


@dataclass(frozen=True)
class Edition:
    """One wording of the Measures. ``spring`` counts from New Year's day of the lunar calendar: -1 is the eve."""

    first_year: int
    spring: tuple[int, int]
    labour: int
    minor: bool  # Qingming, Dragon Boat and Mid-Autumn


EDITIONS = (
    Edition(2025, spring=(-1, 2), labour=2, minor=True),
    Edition(2014, spring=(0, 2), labour=1, minor=True),
    Edition(2008, spring=(-1, 1), labour=1, minor=True),
    Edition(FIRST_YEAR, spring=(0, 2), labour=3, minor=False),
)


@dataclass(frozen=True)
class Window:
    """How many days before and after a holiday's own days the notice has ever moved a day (2004 to 2026).

    ``rest``: working days made free. ``work``: days of a weekend made working days.
    """

    rest: tuple[int, int]
    work: tuple[int, int]


SHORT = Window(rest=(2, 2), work=(5, 5))
LONG = Window(rest=(2, 5), work=(8, 10))
WINDOWS = {
    holiday: LONG if holiday in (Holiday.SPRING, Holiday.LABOUR, Holiday.NATIONAL) else SHORT for holiday in Holiday
}


def edition_of(year: int) -> Edition:
    return next(one for one in EDITIONS if year >= one.first_year)


def holidays_of(year: int) -> Iterator[tuple[Holiday, list[date]]]:
    """Each statutory holiday of the year with its own days, by the edition of that year."""
    edition = edition_of(year)
    lunar_new_year = LunarDate(year, 1, 1).to_solar_date()
    first, last = edition.spring
    yield Holiday.NEW_YEAR, [date(year, 1, 1)]
    yield Holiday.SPRING, [lunar_new_year + timedelta(days=number) for number in range(first, last + 1)]
    yield Holiday.LABOUR, [date(year, 5, number) for number in range(1, edition.labour + 1)]
    yield Holiday.NATIONAL, [date(year, 10, number) for number in (1, 2, 3)]
    if edition.minor:
        yield Holiday.QINGMING, [TermUtils.nth_term_day(year, QINGMING_TERM)]
        yield Holiday.DRAGON_BOAT, [LunarDate(year, 5, 5).to_solar_date()]
        yield Holiday.MID_AUTUMN, [LunarDate(year, 8, 15).to_solar_date()]


# As the State Council's notices and the package of past years write them.
NAMES = {
    Holiday.NEW_YEAR: "元旦",
    Holiday.SPRING: "春节",
    Holiday.QINGMING: "清明",
    Holiday.LABOUR: "劳动节",
    Holiday.DRAGON_BOAT: "端午",
    Holiday.MID_AUTUMN: "中秋",
    Holiday.NATIONAL: "国庆节",
}

"""The next year's calendar among what is to be done: one query, whatever the day."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.calendar.choices import Stage
from cadres.platform.calendar.models import CalendarYear
from cadres.platform.calendar.services import APPROVE, PROPOSE
from cadres.shared.pages.todo import Due, DueList, TodoList

NOVEMBER, DECEMBER = 11, 12


def calendars(user: User, today: date) -> DueList:
    """Missing calendars for who enters them, drafts for who approves; gone by itself when the year is in force."""
    proposes, approves = user.has_perm(PROPOSE), user.has_perm(APPROVE)
    there = CalendarYear.objects.visible_to(user).exclude(stage=Stage.REPLACED)
    rows = list(there.filter(year__gte=today.year - 1).order_by("year"))
    wanted = years_wanted(today)
    items = []
    if proposes:
        entered = {row.year for row in rows}
        items = [
            Due(
                _("The holidays of %(year)d are not entered") % {"year": year},
                reverse("cadres:calendar_year", args=[year]),
                on=date(year - 1, DECEMBER, 1),
                late=today >= date(year - 1, DECEMBER, 1),
            )
            for year in wanted
            if year not in entered
        ]
    if approves:
        items += [
            Due(
                _("The holidays of %(year)d wait for your approval") % {"year": row.year},
                row.get_absolute_url(),
                on=date(row.year - 1, DECEMBER, 1),
                late=row.year in wanted and today >= date(row.year - 1, DECEMBER, 1),
            )
            for row in rows
            if row.stage == Stage.DRAFT and row.set_by_id != user.pk
        ]
    return DueList(_("Working days"), items, reverse("cadres:calendar_list"))


def years_wanted(today: date) -> tuple[int, ...]:
    """The running year, and from November, when the State Council's notice comes, the next one."""
    return (today.year, today.year + 1) if today.month >= NOVEMBER else (today.year,)


TODO_LISTS = (TodoList("calendar.years", "cadres.view_calendar", calendars, place=40),)

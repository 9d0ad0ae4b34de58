"""How training stands (培训进展) on the first page: hours of the main leaders this year, and open needs."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.models import Cadre
from cadres.shared.charts.bars import layout_bars
from cadres.shared.charts.base import About, Series
from cadres.shared.lists.conditions import Row
from cadres.shared.pages.overview import Card, Findings, list_of
from training.enrolments.rules import enough_hours
from training.enrolments.services.hours import law_of_year
from training.hours.conditions import HOURS
from training.needs.choices import Reason
from training.needs.models import Need

A_TENTH = Decimal("0.1")  # hours are kept by tenths
LEADERS, NEEDS = "cadres:cadre_list", "training:need_list"


def training(user: Any, today: date) -> Findings | None:
    """Counted by the condition that the list of cadres is searched by."""
    enough = enough_hours(law_of_year(today.year))
    asked = (("min", enough), ("max", enough - A_TENTH))
    leaders = Cadre.objects.visible_to(user).main_leaders()
    hours_of = leaders.aggregate(
        **{operator: Count("pk", filter=HOURS.where(operator, hours, today.year)) for operator, hours in asked}
    )
    needs = Need.objects.visible_to(user).open().order_by().values("reason")
    counted = needs.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    open_needs = {row["reason"]: row for row in counted}
    if not any(hours_of.values()) and not open_needs:
        return None
    return Findings([_hours_chart(hours_of, asked, today), _needs_chart(open_needs)])


def _hours_chart(counted: dict[str, int], asked: Any, today: date) -> Any:
    links = [
        list_of(LEADERS, leads="main", where=str(Row("training", operator, f"{hours:f}", str(today.year))))
        for operator, hours in asked
    ]
    about = About(
        "hours",
        _("Hours of %(year)d, secretaries and heads") % {"year": today.year},
        first=_("Hours of the year"),
    )
    people = Series(_("People"), [counted[operator] for operator, _hours in asked], links)
    return layout_bars(about, [_("Reached"), _("Not reached yet")], [people])


def _needs_chart(found: dict[str, Any]) -> Any:
    def series(name: Any, key: str, state: str) -> Series:
        numbers = [found.get(reason, {}).get(key, 0) for reason in Reason]
        return Series(name, numbers, [list_of(NEEDS, state=state, reason=reason.value) for reason in Reason])

    about = About("needs", _("Open training needs"), first=_("Reason"))
    both = [series(_("All"), "n", "open"), series(_("Overdue"), "late", "late")]
    return layout_bars(about, [reason.label for reason in Reason], both)


CARD = Card("training", gettext_lazy("Training"), "training.view_need", NEEDS, training, place=210)

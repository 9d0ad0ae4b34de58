"""What cadres can be searched by that only training knows."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.conditions import Condition
from training.enrolments.models import Attendance


def _hours(operator: str, hours: Any, year: int | None) -> Q:
    """Hours attended in the calendar year, counted as ``hours_in_year`` does; none at all are 0."""
    year = year or localdate().year
    zone = get_current_timezone()
    first, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    sums = (
        Attendance.objects.that_counts()
        .filter(enrolment__cadre=OuterRef("pk"), session__starts_at__gte=first, session__starts_at__lt=end)
        .order_by()
        .values("enrolment__cadre")
        .annotate(n=Sum("hours"))
    )
    if operator == "max":
        return ~Q(Exists(sums.filter(n__gt=hours)))
    return Q(Exists(sums.filter(n__gte=hours)))


HOURS = Condition(
    "training",
    _("Hours of training in a year"),
    {"min": _("at least"), "max": _("at most")},
    lambda _user: forms.DecimalField(label=_("hours"), min_value=1, max_value=2000, max_digits=6, decimal_places=1),
    _hours,
    detail=lambda _user: forms.IntegerField(label=_("year"), min_value=1990, max_value=2100, required=False),
    permission="training.view_enrolment",
)

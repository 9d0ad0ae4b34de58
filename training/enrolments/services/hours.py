"""Hours of training in a year (年度学时)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum
from django.utils.timezone import get_current_timezone

from cadres.platform.rule_settings.facts import Rulebook
from training.enrolments.models import Attendance
from training.enrolments.rules import Progress, progress
from training.programmes.regulations import HOURS


def law_of_year(year: int) -> Rulebook:
    """What a year asks for. It is fixed by law: there is no county's setting to read."""
    return Rulebook(on=HOURS.on(year))


def hours_in_year(cadre_ids: Iterable[int], year: int) -> dict[int, Decimal]:
    """Hours each of the cadres attended in the calendar year; 0 for who has none. One query."""
    wanted = list(cadre_ids)
    zone = get_current_timezone()
    first, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    sums = (
        Attendance.objects.that_counts()
        .filter(enrolment__cadre_id__in=wanted, session__starts_at__gte=first, session__starts_at__lt=end)
        .order_by()
        .values("enrolment__cadre_id")
        .annotate(n=Sum("hours"))
        .values_list("enrolment__cadre_id", "n")
    )
    return dict.fromkeys(wanted, Decimal(0)) | dict(sums)


def progress_of(cadre_id: int, year: int) -> Progress:
    """One cadre's hours of the year beside what the law asks for. One query."""
    return progress(hours_in_year([cadre_id], year)[cadre_id], law_of_year(year))

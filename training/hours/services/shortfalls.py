from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from cadres.models import Tenure, User
from cadres.platform.log.services import record_step
from cadres.shared.recusal import as_part_of_a_whole
from training.enrolments.rules import progress
from training.enrolments.services.hours import hours_in_year, law_of_year
from training.needs.choices import Reason
from training.needs.models import Need
from training.programmes.workflow import CALL_UP


@transaction.atomic
def find_hours_short(*, by: User) -> int:
    """A need for each main leader within reach whose hours of this year are not reached; returns how many are new.

    Set-based; again finds nothing twice. Due on the last day of the year.
    """
    if not by.has_perm(CALL_UP):
        raise PermissionDenied
    today = localdate()
    due_on = date(today.year, 12, 31)
    tenures = Tenure.objects.visible_to(by).main().held_on(today)
    leaders = set(tenures.order_by().values_list("cadre_id", flat=True))
    hours, law = hours_in_year(leaders, today.year), law_of_year(today.year)
    short = sorted(pk for pk in leaders if not progress(hours[pk], law).met)
    known = set(
        Need.objects.filter(cadre_id__in=short, reason=Reason.HOURS, due_on=due_on).values_list("cadre_id", flat=True)
    )
    rows = [Need(cadre_id=pk, reason=Reason.HOURS, due_on=due_on) for pk in short if pk not in known]
    made = Need.objects.bulk_create(rows)
    with as_part_of_a_whole():
        for need in made:
            record_step(need, "find", by=by, facts={"hours": hours[need.cadre_id], "year": today.year})
    return len(made)

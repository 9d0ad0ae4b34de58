from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.facts import with_progress
from assessment.cycles.models import Cycle
from cadres.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of

EXPECTED = F("townships") * F("indicators")


def values_missing(user: User, today: date) -> DueList:
    rows = with_progress(Cycle.objects.visible_to(user).collecting()).filter(entered__lt=EXPECTED)

    def item(cycle: Cycle) -> Due:
        missing = cycle.townships * cycle.indicators - cycle.entered
        label = _("%(cycle)s: %(missing)d values missing") % {"cycle": cycle, "missing": missing}
        late = cycle.due_on is not None and cycle.due_on < today
        return Due(label, cycle.get_absolute_url(), cycle.due_on, late)

    ordered = rows.select_related("division").order_by(F("due_on").asc(nulls_last=True), "pk")
    return first_of(_("Indicator values to enter"), ordered, item, _cycles("collecting"), user=user)


def ready_to_score(user: User, _today: date) -> DueList:
    rows = with_progress(Cycle.objects.visible_to(user).collecting()).filter(entered__gt=0, entered__gte=EXPECTED)
    return first_of(
        _("Cycles ready to score"),
        rows.select_related("division").order_by("pk"),
        lambda cycle: Due(str(cycle), reverse("assessment:cycle_move", args=[cycle.pk, "score"])),
        _cycles("collecting"),
        user=user,
    )


def to_confirm(user: User, _today: date) -> DueList:
    rows = Cycle.objects.visible_to(user).filter(stage=CycleStage.SCORED)
    return first_of(
        _("Scores to confirm"),
        rows.select_related("division").order_by("pk"),
        lambda cycle: Due(str(cycle), reverse("assessment:cycle_move", args=[cycle.pk, "confirm"])),
        _cycles("scored"),
        user=user,
    )


def _cycles(stage: str) -> str:
    return f"{reverse('assessment:cycle_list')}?stage={stage}"


TODO_LISTS = (
    TodoList("cycles.values", "assessment.enter_value", values_missing, place=310),
    TodoList("cycles.score", "assessment.enter_value", ready_to_score, place=320),
    TodoList("cycles.confirm", "assessment.confirm_grade", to_confirm, place=330),
)

"""What is due in the assessment."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.facts import with_progress
from assessment.cycles.models import Cycle
from assessment.scores.models import Score
from cadres.models import User
from cadres.shared.pages.todo import Due, DueList

SHOWN = 5
EXPECTED = F("townships") * F("indicators")


def due_lists(user: User, today: date) -> list[DueList]:
    lists = []
    if user.has_perm("assessment.enter_value"):
        lists += [_values_missing(user, today), _ready_to_score(user)]
    if user.has_perm("assessment.confirm_grade"):
        lists += [_scores_to_confirm(user), _grades_to_confirm(user)]
    return [found for found in lists if found.items]


def _values_missing(user: User, today: date) -> DueList:
    rows = with_progress(Cycle.objects.visible_to(user).collecting()).filter(entered__lt=EXPECTED)

    def item(cycle: Cycle) -> Due:
        missing = cycle.townships * cycle.indicators - cycle.entered
        label = _("%(cycle)s: %(missing)d values missing") % {"cycle": cycle, "missing": missing}
        late = cycle.due_on is not None and cycle.due_on < today
        return Due(label, cycle.get_absolute_url(), cycle.due_on, late)

    ordered = rows.select_related("division").order_by(F("due_on").asc(nulls_last=True), "pk")
    return _list(_("Indicator values to enter"), ordered, item, "assessment:cycle_list", "stage=collecting")


def _ready_to_score(user: User) -> DueList:
    rows = with_progress(Cycle.objects.visible_to(user).collecting()).filter(entered__gt=0, entered__gte=EXPECTED)
    return _list(
        _("Cycles ready to score"),
        rows.select_related("division").order_by("pk"),
        lambda cycle: Due(str(cycle), reverse("assessment:cycle_move", args=[cycle.pk, "score"])),
        "assessment:cycle_list",
        "stage=collecting",
    )


def _scores_to_confirm(user: User) -> DueList:
    rows = Cycle.objects.visible_to(user).filter(stage=CycleStage.SCORED)
    return _list(
        _("Scores to confirm"),
        rows.select_related("division").order_by("pk"),
        lambda cycle: Due(str(cycle), reverse("assessment:cycle_move", args=[cycle.pk, "confirm"])),
        "assessment:cycle_list",
        "stage=scored",
    )


def _grades_to_confirm(user: User) -> DueList:
    rows = Score.objects.visible_to(user).awaiting_grade().for_list().order_by("pk")

    def item(score: Score) -> Due:
        label = _("%(name)s, %(township)s, %(year)s") % {
            "name": score.tenure.cadre.name,
            "township": score.division.name,
            "year": score.cycle.year,
        }
        return Due(label, reverse("assessment:score_grade", args=[score.pk]))

    return _list(_("Grades to confirm"), rows, item, "assessment:score_list", "graded=false")


def _list(title: str, rows: Any, item: Callable[[Any], Due], url_name: str, query: str) -> DueList:
    found = list(rows[: SHOWN + 1])
    url = f"{reverse(url_name)}?{query}"
    return DueList(title, [item(row) for row in found[:SHOWN]], url, len(found) > SHOWN)

"""How the assessment of the latest year stands (考核进展) on the first page: values, scores, grades."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from assessment.cycles.facts import with_progress
from assessment.cycles.models import Cycle
from assessment.scores.choices import NoScore
from assessment.scores.models import Score
from cadres.shared.charts.bars import Shares, layout_bars, layout_shares
from cadres.shared.charts.base import About, Chart, Series
from cadres.shared.pages.overview import Card, Findings, list_of

SCORES, CYCLES = "assessment:score_list", "assessment:cycle_list"


def assessment(user: Any, _today: date) -> Findings | None:
    """Of the latest year that has a cycle, or else scores: a remit of townships reaches no cycle of its county."""
    cycles = Cycle.objects.visible_to(user)
    newest = cycles.order_by("-year").values("year")[:1]
    running = list(with_progress(cycles.filter(year=newest)).select_related("division").order_by("division"))
    scores = Score.objects.visible_to(user).order_by()
    latest = running[0].year if running else scores.aggregate(year=Max("cycle__year"))["year"]
    if latest is None:
        return None
    found = scores.filter(cycle__year=latest).aggregate(
        graded=Count("pk", filter=~Q(grade="")),
        waiting=Count("pk", filter=Q(no_score="", grade="")),
        none=Count("pk", filter=~Q(no_score="")),
    )
    charts: list[Chart] = [_values(running, latest)] if running else []
    return Findings([*charts, _grades(found, latest)])


def _values(cycles: list[Any], year: int) -> Chart:
    """The page of a cycle tells township by township which values are in."""
    expected = [cycle.townships * cycle.indicators for cycle in cycles]
    entered = Series(_("Entered"), [cycle.entered for cycle in cycles], [cycle.get_absolute_url() for cycle in cycles])
    missing = [max(whole - cycle.entered, 0) for cycle, whole in zip(cycles, expected, strict=True)]
    about = About("values", _("Indicator values of %(year)d") % {"year": year}, first=_("County"))
    to_come = Series(_("Missing"), missing, [cycle.get_absolute_url() for cycle in cycles])
    return layout_shares(about, [cycle.division.name for cycle in cycles], Shares(entered, expected, beside=[to_come]))


def _grades(found: dict[str, int], year: int) -> Chart:
    rows = (
        (pgettext("leaders", "Graded"), found["graded"], {"graded": "true"}),
        (pgettext("leaders", "Scored, not graded yet"), found["waiting"], {"graded": "false"}),
        (pgettext("leaders", "Without score"), found["none"], {"no_score": NoScore.values}),
    )
    links = [list_of(SCORES, year=year, **asked) for _label, _number, asked in rows]
    about = About("grades", _("Scores and grades of %(year)d") % {"year": year}, first=_("Stage"))
    leaders = Series(_("Leaders"), [number for _label, number, _asked in rows], links)
    return layout_bars(about, [label for label, _number, _asked in rows], [leaders])


CARD = Card("assessment", gettext_lazy("Assessment"), "assessment.view_score", CYCLES, assessment, place=310)

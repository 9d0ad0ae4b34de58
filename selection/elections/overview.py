"""Public elections under way (公推直选进展), stage by stage, on the first page."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.shared.charts.bars import layout_bars
from cadres.shared.charts.base import About, Series
from cadres.shared.pages.overview import Card, Figure, Findings, list_of
from selection.elections.choices import OPEN
from selection.elections.models import Election
from selection.vacancies.choices import VacancyStage
from selection.vacancies.models import Vacancy

LIST = "selection:election_list"


def elections(user: Any, _today: date) -> Findings | None:
    rows = Election.objects.visible_to(user).open().order_by().values("stage")
    found = dict(rows.annotate(n=Count("pk")).values_list("stage", "n"))
    vacancies = Vacancy.objects.visible_to(user).open().count()
    if not found and not vacancies:
        return None
    numbers = Series(
        _("Elections"), [found.get(stage, 0) for stage in OPEN], [list_of(LIST, stage=stage.value) for stage in OPEN]
    )
    about = About("elections", _("Elections under way, by stage"), first=_("Stage"))
    figure = Figure(_("Open vacancies"), vacancies, list_of("selection:vacancy_list", stage=VacancyStage.OPEN.value))
    return Findings([layout_bars(about, [stage.label for stage in OPEN], [numbers])], [figure])


CARD = Card(
    "elections",
    gettext_lazy("Public elections"),
    "selection.view_election",
    LIST,
    elections,
    place=110,
    at_work=True,
)

from django.utils.translation import gettext_lazy as _

from cadres.registry.file_page.conditions import CADRES, OWN
from cadres.registry.file_page.milestones import sanctions, yearly_results
from cadres.shared.charts.milestones import KINDS, MarkKind


def register() -> None:
    CADRES.add(*OWN)
    KINDS.add(
        MarkKind("results", _("Yearly results"), "cadres.view_cadre", yearly_results),
        MarkKind("sanctions", _("Discipline"), "cadres.view_cadre", sanctions),
    )

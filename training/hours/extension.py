from django.utils.translation import gettext_lazy as _

from cadres.registry.file_page.conditions import CADRES
from cadres.registry.rosters.points import COLUMNS
from cadres.shared.charts.milestones import KINDS, MilestoneKind
from cadres.shared.pages.overview import OVERVIEW
from cadres.shared.pages.panels import PANELS, Panel
from training.hours.conditions import HOURS
from training.hours.overview import CARD
from training.hours.panels import HOURS_COLUMN, load, marks


def register() -> None:
    CADRES.add(HOURS)
    COLUMNS.add(HOURS_COLUMN)
    OVERVIEW.add(CARD)
    KINDS.add(MilestoneKind("training", _("Training"), "training.view_enrolment", marks))
    PANELS.add(Panel("training", _("Training"), "training.view_enrolment", "training/hours/panel.html", load))

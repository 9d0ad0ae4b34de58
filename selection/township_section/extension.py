from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.panels import TOWNSHIP_PANELS, Panel
from selection.township_section.panels import township


def register() -> None:
    TOWNSHIP_PANELS.add(
        Panel(
            "selection",
            _("Vacancies, elections and what falls due"),
            "selection.view_vacancy",
            "selection/township_section/township_panel.html",
            township,
        )
    )

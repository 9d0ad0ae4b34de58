from django.utils.translation import gettext_lazy as _

from cadres.platform.imports import jobs
from cadres.platform.jobs.points import KINDS
from cadres.shared.pages.menu import MENU, MenuEntry


def register() -> None:
    KINDS.add(jobs.preview, jobs.apply, jobs.export)
    MENU.add(
        MenuEntry(
            "base", _("Workbooks in and out"), "cadres:import_home", "cadres.import_records", "download", place=90
        )
    )

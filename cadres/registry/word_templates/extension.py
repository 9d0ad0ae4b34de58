from django.utils.translation import gettext_lazy as _

from cadres.platform.exports.points import SOURCES
from cadres.registry.word_templates.export_sources import FormsSource
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("cadres.WordTemplate", "a form without names"))
    SOURCES.add(FormsSource)
    MENU.add(
        MenuEntry(
            "administration", _("Word template"), "cadres:word_template_list", "cadres.view_template", "file", place=14
        )
    )

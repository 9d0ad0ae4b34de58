from django.utils.translation import gettext_lazy as _

from cadres.platform.exports.points import SOURCES
from cadres.registry.word_templates.export_sources import FormsSource
from cadres.shared.pages.menu import MENU, MenuEntry


def register() -> None:
    SOURCES.add(FormsSource)
    MENU.add(
        MenuEntry(
            "administration", _("Word template"), "cadres:word_template_list", "cadres.view_template", "file", place=14
        )
    )

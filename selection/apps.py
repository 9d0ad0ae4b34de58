from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cadres.shared.extensions import load


class SelectionConfig(AppConfig):
    name = "selection"
    verbose_name = _("Selection")

    def ready(self) -> None:
        load(self)

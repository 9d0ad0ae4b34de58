from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cadres.shared.extensions import load


class CadresConfig(AppConfig):
    name = "cadres"
    verbose_name = _("Cadres")

    def ready(self) -> None:
        load(self)

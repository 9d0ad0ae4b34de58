"""Incentives (激励): spiritual, political and material awards."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cadres.shared.extensions import load


class IncentivesConfig(AppConfig):
    name = "incentives"
    verbose_name = _("Incentives")

    def ready(self) -> None:
        load(self)

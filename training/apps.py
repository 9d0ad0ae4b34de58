from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cadres.shared.extensions import load


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self) -> None:
        load(self)

"""Assessment (考核): indicators, values, starting points, scores and grades."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cadres.shared.extensions import load


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        load(self)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        from assessment.regulations import RULES  # noqa: PLC0415 -- after the registry of apps is filled
        from cadres.shared import lawbook  # noqa: PLC0415

        lawbook.register(RULES)

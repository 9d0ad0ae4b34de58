"""Assessment (考核): indicators, values, starting points, scores and grades."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        """Tell the kernel our rules, notices and section of the file."""
        from assessment.cycles.import_resources import Values  # noqa: PLC0415
        from assessment.scores.panels import load  # noqa: PLC0415 -- apps must be loaded first
        from assessment.systems.regulations import RULES  # noqa: PLC0415
        from cadres.platform.imports.points import register  # noqa: PLC0415
        from cadres.platform.merging import points as merging  # noqa: PLC0415
        from cadres.platform.notices import points as notices  # noqa: PLC0415
        from cadres.shared.pages import panels  # noqa: PLC0415
        from cadres.shared.regulations import catalogue as lawbook  # noqa: PLC0415

        # Starting points and scores are frozen with their tenure; a tenure that has them is never taken away.
        merging.register(
            "cadres.tenure",
            merging.leave("assessment.Baseline", "tenure"),
            merging.leave("assessment.Score", "tenure"),
        )
        lawbook.register(RULES)
        register(Values)
        notices.register("assessment.grade_confirmed", _("Your assessment of %(year)s is confirmed."))
        panels.register(
            panels.Panel("assessment", _("Assessment"), "assessment.view_score", "assessment/scores/panel.html", load)
        )

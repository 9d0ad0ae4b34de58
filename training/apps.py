from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Tell the kernel our rules, notices and section of the file."""
        from cadres.platform.notices import points as notices  # noqa: PLC0415
        from cadres.registry.file_page.conditions import CADRES  # noqa: PLC0415 -- apps must be loaded first
        from cadres.registry.rosters import points as roster_columns  # noqa: PLC0415
        from cadres.shared.charts import milestones as marks  # noqa: PLC0415
        from cadres.shared.pages import panels  # noqa: PLC0415
        from cadres.shared.regulations import catalogue as lawbook  # noqa: PLC0415
        from training.enrolments.merge_policies import register_parts  # noqa: PLC0415
        from training.enrolments.notices import TEXTS  # noqa: PLC0415
        from training.hours import panels as own  # noqa: PLC0415
        from training.hours.conditions import HOURS  # noqa: PLC0415
        from training.hours.panels import HOURS_COLUMN  # noqa: PLC0415
        from training.programmes.regulations import RULES  # noqa: PLC0415

        register_parts()
        lawbook.register(RULES)
        roster_columns.register((HOURS_COLUMN,))
        CADRES.register(HOURS)
        for kind, text in TEXTS.items():
            notices.register(kind, text)
        marks.register(marks.MarkKind("training", _("Training"), "training.view_enrolment", own.marks))
        panels.register(
            panels.Panel("training", _("Training"), "training.view_enrolment", "training/hours/panel.html", own.load)
        )

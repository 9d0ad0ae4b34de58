from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Tell the kernel our rules, notices and section of the file."""
        from cadres.conditions import CADRES  # noqa: PLC0415 -- apps must be loaded first
        from cadres.shared import lawbook, marks, notices, panels, roster_columns  # noqa: PLC0415
        from training import panels as own  # noqa: PLC0415
        from training.conditions import HOURS  # noqa: PLC0415
        from training.merging import register_parts  # noqa: PLC0415
        from training.messages import TEXTS  # noqa: PLC0415
        from training.panels import HOURS_COLUMN  # noqa: PLC0415
        from training.regulations import RULES  # noqa: PLC0415

        register_parts()
        lawbook.register(RULES)
        roster_columns.register((HOURS_COLUMN,))
        CADRES.register(HOURS)
        for kind, text in TEXTS.items():
            notices.register(kind, text)
        marks.register(marks.MarkKind("training", _("Training"), "training.view_enrolment", own.marks))
        panels.register(
            panels.Panel("training", _("Training"), "training.view_enrolment", "training/panel.html", own.load)
        )

"""Incentives (激励): spiritual, political and material awards."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncentivesConfig(AppConfig):
    name = "incentives"
    verbose_name = _("Incentives")

    def ready(self) -> None:
        """Tell the kernel our rules, notices and section of the file."""
        from cadres.platform.notices import points as notices  # noqa: PLC0415 -- apps must be loaded first
        from cadres.shared.charts import milestones as marks  # noqa: PLC0415 -- apps must be loaded first
        from cadres.shared.pages import panels  # noqa: PLC0415 -- apps must be loaded first
        from cadres.shared.regulations import catalogue as lawbook  # noqa: PLC0415 -- apps must be loaded first
        from incentives.awards.merge_policies import register_parts  # noqa: PLC0415
        from incentives.awards.panels import load, marks_of  # noqa: PLC0415
        from incentives.awards.regulations import RULES  # noqa: PLC0415

        register_parts()
        lawbook.register(RULES)
        for kind, text in NOTICES.items():
            notices.register(kind, text)
        marks.register(marks.MarkKind("honours", _("Honours"), "incentives.view_award", marks_of))
        panels.register(
            panels.Panel("honours", _("Honours"), "incentives.view_award", "incentives/awards/panel.html", load)
        )


NOTICES = {
    "incentives.award_proposed": _("An award for %(name)s for %(year)s awaits your approval."),
    "incentives.award_approved": _("The award for %(name)s for %(year)s is approved. Grant it."),
    "incentives.award_refused": _("The award for %(name)s for %(year)s was refused: %(reason)s"),
    "incentives.award_granted": _("You were granted an award for %(year)s."),
    "incentives.cadre_recommended": _("%(name)s is recommended for promotion or a higher rank."),
}

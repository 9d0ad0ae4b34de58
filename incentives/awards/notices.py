"""Texts of the notices about awards."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind("incentives.award_proposed", _("An award for %(name)s for %(year)s awaits your approval.")),
    NoticeKind("incentives.award_approved", _("The award for %(name)s for %(year)s is approved. Grant it.")),
    NoticeKind(
        "incentives.award_refused", _("The award for %(name)s for %(year)s was refused: %(reason)s"), message=True
    ),
    NoticeKind("incentives.award_granted", _("You were granted an award for %(year)s."), message=True),
    NoticeKind(
        "incentives.cadre_recommended", _("%(name)s is recommended for promotion or a higher rank."), message=True
    ),
)

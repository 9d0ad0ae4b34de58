"""Closed lists of incentives."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Family(TextChoices):
    """What an award works by (激励类别): honour, prospects or money."""

    SPIRITUAL = "spiritual", _("Honour")
    POLITICAL = "political", _("Prospects")
    MATERIAL = "material", _("Money")


class AwardKind(TextChoices):
    """Kind of award (奖励种类). The first five are those of the Civil Servants Law, Art 53."""

    COMMENDATION = "commendation", _("Commendation")
    MERIT_3 = "merit_3", _("Third-class merit")
    MERIT_2 = "merit_2", _("Second-class merit")
    MERIT_1 = "merit_1", _("First-class merit")
    TITLE = "title", _("Title of honour")
    PROMOTION = "promotion", _("Recommended for promotion")
    RANK = "rank", _("Recommended for a higher rank")
    SUBSIDY = "subsidy", _("Hardship subsidy of the year")
    BONUS = "bonus", _("Bonus of the year")
    HEAVY = "heavy", _("Heavy reward for a significant contribution")


HONOURS = (AwardKind.COMMENDATION, AwardKind.MERIT_3, AwardKind.MERIT_2, AwardKind.MERIT_1, AwardKind.TITLE)
PROSPECTS = (AwardKind.PROMOTION, AwardKind.RANK)
MONEY = (AwardKind.SUBSIDY, AwardKind.BONUS, AwardKind.HEAVY)

KINDS_OF = {Family.SPIRITUAL: HONOURS, Family.POLITICAL: PROSPECTS, Family.MATERIAL: MONEY}


class AwardStage(TextChoices):
    """Where an award stands (办理阶段)."""

    PROPOSED = "proposed", pgettext_lazy("award", "Proposed")
    APPROVED = "approved", _("Approved")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("award", "Withdrawn")


OPEN = (AwardStage.PROPOSED, AwardStage.APPROVED)
LIVE = (*OPEN, AwardStage.GRANTED)

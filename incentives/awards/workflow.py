"""How an award moves on (奖励程序): proposed by one, approved by another, granted with its document."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.workflow import Move
from incentives.awards import rules
from incentives.awards.choices import OPEN, AwardStage

MOVES = (
    Move(
        "approve",
        _("Approve"),
        (AwardStage.PROPOSED,),
        AwardStage.APPROVED,
        "incentives.approve_award",
        (rules.another_person_decides, *rules.ON_PROPOSAL),
    ),
    Move(
        "refuse",
        _("Refuse"),
        (AwardStage.PROPOSED,),
        AwardStage.REFUSED,
        "incentives.approve_award",
        (rules.another_person_decides, rules.not_about_oneself),
        needs_reason=True,
        danger=True,
    ),
    Move(
        "grant",
        _("Grant"),
        (AwardStage.APPROVED,),
        AwardStage.GRANTED,
        "incentives.propose_award",
        (rules.not_about_oneself, rules.no_sanction_in_effect),
    ),
    Move(
        "withdraw",
        _("Withdraw"),
        OPEN,
        AwardStage.WITHDRAWN,
        "incentives.propose_award",
        needs_reason=True,
        danger=True,
    ),
)

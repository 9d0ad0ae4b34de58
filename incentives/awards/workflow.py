"""How an award moves on (奖励程序): proposed by one, approved by another, granted with its document."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.shared.workflow import DECISION_FORM, Move, Taking, actor, today
from incentives.awards import rules
from incentives.awards.choices import OPEN, AwardStage

EFFECTS = "incentives.awards.services.awards"


def granted_on(taking: Taking) -> date:
    return taking.given.get("granted_on") or taking.today


MOVES = (
    Move(
        "approve",
        _("Approve"),
        (AwardStage.PROPOSED,),
        AwardStage.APPROVED,
        "incentives.approve_award",
        (rules.another_person_decides, *rules.ON_PROPOSAL),
        form=DECISION_FORM,
        writes={"approved_by": actor, "approved_on": today},
        effect=f"{EFFECTS}.approved",
        follows=_(
            "It may be granted then, and who proposed it is told. Nothing is paid and nothing stands in the file "
            "before that."
        ),
    ),
    Move(
        "refuse",
        pgettext_lazy("award", "Refuse"),
        (AwardStage.PROPOSED,),
        AwardStage.REFUSED,
        "incentives.approve_award",
        (rules.another_person_decides,),
        needs_reason=True,
        danger=True,
        effect=f"{EFFECTS}.refused",
        follows=_("The award ends here. Who proposed it is told the reason; it may be proposed again."),
    ),
    Move(
        "grant",
        _("Grant"),
        (AwardStage.APPROVED,),
        AwardStage.GRANTED,
        "incentives.propose_award",
        (rules.no_sanction_in_effect,),
        form="incentives.awards.forms.GrantForm",
        inputs=("granted_on", "document"),
        writes={"granted_on": granted_on},
        effect=f"{EFFECTS}.granted",
        follows=_("The award stands in the file of the cadre, who is told. A recommendation appoints nobody."),
    ),
    Move(
        "withdraw",
        pgettext_lazy("award", "Withdraw"),
        OPEN,
        AwardStage.WITHDRAWN,
        "incentives.propose_award",
        needs_reason=True,
        danger=True,
        effect=f"{EFFECTS}.withdrawn",
        follows=_("The award ends here; it may be proposed again."),
    ),
)

"""How a class and a call-up move on (班次与调训的程序)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.shared.workflow import Move, Taking, nothing, now, reason
from training.enrolments import rules
from training.enrolments.choices import EXPECTED, EnrolmentStage
from training.programmes.workflow import RUN

LEAVE = "training.grant_leave"

ANSWER = "training.answer_call"

EFFECTS = "training.enrolments.services.enrolments"


def attended(taking: Taking) -> Decimal:
    return taking.facts.attended


CHANGED = {"updated_at": now}  # the calendar of the leader tells by it what is new
RESULT = {**CHANGED, "hours": attended}
FREES_SEAT = {**CHANGED, "seat": nothing}

ENROLMENT_MOVES = (
    Move(
        "confirm",
        pgettext_lazy("answer to a call-up", "Confirm"),
        (EnrolmentStage.CALLED,),
        EnrolmentStage.CONFIRMED,
        ANSWER,
        (rules.is_own, rules.class_is_on),
        writes=CHANGED,
        effect=f"{EFFECTS}.answered",
    ),
    Move(
        "ask_leave",
        _("Ask for leave"),
        (EnrolmentStage.CALLED, EnrolmentStage.CONFIRMED),
        EnrolmentStage.LEAVE_ASKED,
        ANSWER,
        (rules.is_own, rules.class_is_on, rules.asked_in_time),
        needs_reason=True,
        form="training.enrolments.forms.LeaveForm",
        writes={**CHANGED, "leave_reason": reason},
        effect=f"{EFFECTS}.leave_asked",
    ),
    Move(
        "grant_leave",
        _("Grant leave"),
        (EnrolmentStage.LEAVE_ASKED,),
        EnrolmentStage.LEAVE_GRANTED,
        LEAVE,
        (rules.class_is_on,),
        writes=FREES_SEAT,
        effect=f"{EFFECTS}.leave_granted",
        others=("ask_leave",),
        follows=_("The seat becomes free and the leader is told. What he lacked in training stays to be done."),
    ),
    Move(
        "refuse_leave",
        _("Refuse leave"),
        (EnrolmentStage.LEAVE_ASKED,),
        EnrolmentStage.LEAVE_REFUSED,
        LEAVE,
        (rules.class_is_on,),
        needs_reason=True,
        writes=CHANGED,
        effect=f"{EFFECTS}.leave_refused",
        others=("ask_leave",),
        follows=_("The leader is told the reason and is expected in the class."),
    ),
    Move(
        "attend",
        _("Attended"),
        EXPECTED,
        EnrolmentStage.ATTENDED,
        RUN,
        (rules.class_is_closed, rules.was_there, rules.missed_little),
        writes=RESULT,
    ),
    Move(
        "miss",
        _("Did not come"),
        EXPECTED,
        EnrolmentStage.ABSENT,
        RUN,
        (rules.class_is_closed, rules.was_never_there),
        writes=RESULT,
    ),
    Move(
        "expel",
        _("Withdraw for absence"),
        EXPECTED,
        EnrolmentStage.WITHDRAWN,
        RUN,
        (rules.missed_too_many,),
        writes={**RESULT, **FREES_SEAT},
    ),
    Move(
        "withdraw",
        _("Take off the roll"),
        EXPECTED,
        EnrolmentStage.WITHDRAWN,
        RUN,
        needs_reason=True,
        danger=True,
        writes=FREES_SEAT,
        effect=f"{EFFECTS}.taken_off",
    ),
)

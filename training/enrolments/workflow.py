"""How a class and a call-up move on (班次与调训的程序)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.shared.workflow import Move
from training.enrolments import rules
from training.enrolments.choices import EXPECTED, EnrolmentStage
from training.programmes.workflow import RUN

LEAVE = "training.grant_leave"

ANSWER = "training.answer_call"

ENROLMENT_MOVES = (
    Move(
        "confirm",
        pgettext_lazy("answer to a call-up", "Confirm"),
        (EnrolmentStage.CALLED,),
        EnrolmentStage.CONFIRMED,
        ANSWER,
        (rules.is_own, rules.class_is_on),
    ),
    Move(
        "ask_leave",
        _("Ask for leave"),
        (EnrolmentStage.CALLED, EnrolmentStage.CONFIRMED),
        EnrolmentStage.LEAVE_ASKED,
        ANSWER,
        (rules.is_own, rules.class_is_on, rules.asked_in_time),
        needs_reason=True,
    ),
    Move(
        "grant_leave",
        _("Grant leave"),
        (EnrolmentStage.LEAVE_ASKED,),
        EnrolmentStage.LEAVE_GRANTED,
        LEAVE,
        (rules.not_about_oneself, rules.class_is_on),
    ),
    Move(
        "refuse_leave",
        _("Refuse leave"),
        (EnrolmentStage.LEAVE_ASKED,),
        EnrolmentStage.LEAVE_REFUSED,
        LEAVE,
        (rules.not_about_oneself, rules.class_is_on),
        needs_reason=True,
    ),
    Move(
        "attend",
        _("Attended"),
        EXPECTED,
        EnrolmentStage.ATTENDED,
        RUN,
        (rules.class_is_closed, rules.was_there, rules.missed_little),
    ),
    Move(
        "miss",
        _("Did not come"),
        EXPECTED,
        EnrolmentStage.ABSENT,
        RUN,
        (rules.class_is_closed, rules.was_never_there),
    ),
    Move("expel", _("Withdraw for absence"), EXPECTED, EnrolmentStage.WITHDRAWN, RUN, (rules.missed_too_many,)),
    Move(
        "withdraw",
        _("Take off the roll"),
        EXPECTED,
        EnrolmentStage.WITHDRAWN,
        RUN,
        needs_reason=True,
        danger=True,
    ),
)

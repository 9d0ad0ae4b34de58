"""How stages are shown on the pages."""

from django.utils.translation import gettext_lazy as _

from training.classes.choices import ClassStage
from training.enrolments.choices import EnrolmentStage

CLASS_TONES = {
    ClassStage.OPEN: "info",
    ClassStage.RUNNING: "good",
    ClassStage.CANCELLED: "bad",
}
ENROLMENT_TONES = {
    EnrolmentStage.CALLED: "warn",
    EnrolmentStage.CONFIRMED: "good",
    EnrolmentStage.LEAVE_ASKED: "warn",
    EnrolmentStage.LEAVE_REFUSED: "warn",
    EnrolmentStage.ATTENDED: "good",
    EnrolmentStage.ABSENT: "bad",
    EnrolmentStage.WITHDRAWN: "bad",
}
LABELS = {
    "make": _("Made"),
    "change": _("Changed"),
    "cancel": _("Cancelled"),
    "call_up": _("Called up"),
    "attendance": _("Attendance recorded"),
}


def toned(enrolments: list) -> list:
    for enrolment in enrolments:
        enrolment.tone = ENROLMENT_TONES.get(enrolment.stage, "neutral")
    return enrolments

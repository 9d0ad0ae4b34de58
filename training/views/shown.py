"""How stages and steps are shown on the pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.models import Step
from cadres.shared.workflow import Workflow
from training.choices import ClassStage, EnrolmentStage

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


def steps_of(record: Any, workflow: Workflow | None = None) -> list[Step]:
    """The record of a thing, each step by its name for people."""
    steps = list(Step.objects.of(record))
    for step in steps:
        known = workflow is not None and step.move in workflow
        step.label = workflow[step.move].label if known else LABELS.get(step.move, step.move)
    return steps


def toned(enrolments: list) -> list:
    for enrolment in enrolments:
        enrolment.tone = ENROLMENT_TONES.get(enrolment.stage, "neutral")
    return enrolments

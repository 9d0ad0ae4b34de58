"""How training needs and call-ups fare when two files or tenures are merged. See docs/merging.md."""

from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.merging.points import Resolution, Resolved, into, move
from cadres.shared.errors import Objection
from training.classes.choices import ClassStage
from training.enrolments.choices import RELEASED
from training.needs.choices import Reason


def _one_call_up(ours: Any, theirs: Any) -> Resolved:
    """One seat for one person: what was released or is over stays on record as it was."""
    over = ours.training_class.stage in (ClassStage.CLOSED, ClassStage.CANCELLED)
    if theirs.stage in RELEASED or (over and ours.stage not in RELEASED):
        return Resolution.BOTH
    values = {"training_class": ours.training_class}
    if ours.stage in RELEASED:
        text = _("The other file is the one on the roll of %(training_class)s. Let that file stay.")
    else:
        text = _("Both files are called up to %(training_class)s. Take one off the roll first.")
    return Objection("called-twice", text % values)


def _induction(row: Any) -> Any:
    return True if row.reason == Reason.INDUCTION else None


def _inductions(ours: Any, theirs: Any) -> Resolved:
    return Resolution.THEIRS if theirs.settled_by_id and not ours.settled_by_id else Resolution.OURS


RELATIONS = (
    *into(
        "cadres.cadre",
        move("training.Need", "cadre", show=lambda row: f"{row.get_reason_display()} {row.get_topic_display()}"),
        move(
            "training.Enrolment",
            "cadre",
            key=lambda row: row.training_class_id,
            resolve=_one_call_up,
            show=lambda row: f"{row.training_class} · {row.get_stage_display()}",
            related=("training_class__programme",),
        ),
    ),
    *into("cadres.tenure", move("training.Need", "tenure", key=_induction, resolve=_inductions)),
    *into("training.need", move("training.Enrolment", "need")),
)

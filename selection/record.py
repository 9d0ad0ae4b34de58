"""The record of a procedure as pages show it: steps with their names in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.models import Step
from selection.elections.workflow import MOVES as ELECTION_MOVES
from selection.vacancies.workflow import MOVES as VACANCY_MOVES

LABELS: dict[str, Any] = {
    **{move.name: move.label for move in (*VACANCY_MOVES, *ELECTION_MOVES)},
    "open": _("Opened"),
    "plan": _("Plan changed"),
    "register": _("Nominee registered"),
    "waive": _("Exception granted"),
    "record_recommendation": _("Recommendation recorded"),
    "record_inspection": _("Inspection recorded"),
    "enter_vote": _("Vote entered"),
    "receive_complaint": _("Objection received"),
    "settle_complaint": _("Objection settled"),
}


def steps_of(record: Any) -> list[Step]:
    """The steps of a record, oldest first, each with its ``label``."""
    steps = list(Step.objects.of(record))
    nominee_left = _("Nominee withdrawn")
    for step in steps:
        withdrawn = step.move == "withdraw" and step.subject.startswith("selection.election:")
        step.label = nominee_left if withdrawn else LABELS.get(step.move, step.move)  # type: ignore[attr-defined]
    return steps

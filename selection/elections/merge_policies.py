"""How nominations, vacancies and watches fare when two files, tenures or posts are merged. See docs/merging.md."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.merging.points import Resolution, Resolved, Rows, into, move
from cadres.shared.errors import Objection
from selection.elections.choices import CLOSED
from selection.vacancies.choices import VacancyStage


def _one_nominee(ours: Any, theirs: Any) -> Resolved:
    """Who stood twice in an election that is over, or has stepped back, stays on record as he was."""
    if ours.election.stage in CLOSED or theirs.withdrawn_on:
        return Resolution.BOTH
    if ours.withdrawn_on:
        text = _("The other file is the one that stands in the election %(election)s. Let that file stay.")
    else:
        text = _("Both files stand in the election %(election)s. Withdraw one of the two nominees first.")
    return Objection("nominated-twice", text % {"election": ours.election})


def _one_vacancy(_stays: Any, _goes: Any, ours: Rows, theirs: Rows) -> Iterator[Objection]:
    seats = {row.seat for row in ours if row.stage == VacancyStage.OPEN}
    for row in theirs:
        if row.stage == VacancyStage.OPEN and row.seat in seats:
            text = _("Seat %(seat)d has an open vacancy in both. Withdraw one of them first.")
            yield Objection("vacancy-twice", text % {"seat": row.seat})


RELATIONS = (
    *into(
        "cadres.cadre",
        move(
            "selection.Nominee",
            "cadre",
            key=lambda row: row.election_id,
            resolve=_one_nominee,
            show=lambda row: f"{row.election} · {row.get_path_display()}",
            related=("election__vacancy__post__organization",),
        ),
    ),
    *into(
        "cadres.tenure",
        move("selection.Watch", "tenure", key=lambda row: (row.kind, row.due_on)),
        move("selection.Vacancy", "leaving"),
    ),
    *into("cadres.post", move("selection.Vacancy", "post", check=_one_vacancy, show=lambda row: str(row.pk))),
)

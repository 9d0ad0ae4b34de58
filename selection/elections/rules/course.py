"""What is missing in the course of an election (全程纪实): every step taken, judged once more by its conditions."""

from collections.abc import Mapping
from dataclasses import replace

from cadres.shared.errors import Objection
from cadres.shared.workflow import Move
from selection.elections.choices import Stage
from selection.elections.rules import procedure
from selection.elections.rules.dossier import Facts

NOBODY = 0  # who took the step is judged when it is taken, not afterwards
# What only the day of the step could say: it has passed since, and the file has gone on.
OF_THE_DAY = frozenset(
    {
        procedure.another_person_confirms,
        procedure.another_person_recognizes,
        procedure.another_leader_appoints,
        procedure.notice_began_on_paper,
        procedure.the_recommended_may_stand,
        procedure.the_chosen_is_fit,
        procedure.still_may_stand,
        procedure.terms_are_served_out,
        procedure.one_shoulder_only_in_pilot,
    }
)


def missing(facts: Facts, stage: Stage, moves: tuple[Move, ...]) -> Mapping[Stage, list[Objection]]:
    """By the stage that a step completes: what its conditions find wanting in what is on record today."""
    known = replace(facts, actor=NOBODY)
    order = [one for one in Stage if one != Stage.ELECTED or facts.electorate or stage == Stage.ELECTED]
    reached = order.index(stage) if stage != Stage.ABANDONED else 0
    found: dict[Stage, list[Objection]] = {}
    for move in moves:
        done = not move.danger and move.target in order and order.index(Stage(move.target)) <= reached
        if done and move.name != "recognize":
            guards = [guard for guard in move.guards if guard not in OF_THE_DAY]
            completes = Stage(max(move.sources, key=lambda one: order.index(Stage(one)) if one in order else -1))
            found.setdefault(completes, []).extend(one for guard in guards for one in guard(known))
    return found

"""Every write of a public election."""

from selection.elections.services.evidence import (
    ballot_state,
    enter_vote,
    inspections_state,
    receive_complaint,
    recommendation_state,
    record_inspection,
    record_inspections,
    record_recommendation,
    settle_complaint,
)
from selection.elections.services.nominees import grant_waiver, register_nominee, register_nominees, withdraw_nominee
from selection.elections.services.procedure import WORKFLOW, next_move, open_election, plan_election, take

__all__ = [
    "WORKFLOW",
    "ballot_state",
    "enter_vote",
    "grant_waiver",
    "inspections_state",
    "next_move",
    "open_election",
    "plan_election",
    "receive_complaint",
    "recommendation_state",
    "record_inspection",
    "record_inspections",
    "record_recommendation",
    "register_nominee",
    "register_nominees",
    "settle_complaint",
    "take",
    "withdraw_nominee",
]

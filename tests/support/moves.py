"""Who takes a move, and what it is given."""

from selection.elections.choices import LeaveReason
from tests.support.cadres import LeaderFactory
from tests.support.selection import days_ago

APPOINT = {"document": "县委任 5", "leave_reason": LeaveReason.PROMOTED}


def entitled(move, *accounts):
    """The first of the accounts whose role may take the move, so that a new move needs no word in a test."""
    for account in accounts:
        if account.has_perm(move.permission):
            return account
    raise LookupError(f"none of these accounts holds {move.permission}; config/roles.py says which role does")


def who(move, election):
    """Somebody entitled to the move."""
    return election.opened_by if move.permission == "selection.run_election" else LeaderFactory()


def inputs_of(name):
    return {
        "announce": {"announced_on": days_ago(42)},
        "put_in_force": {"on": days_ago(0)},
        "publish": {"notice_from": days_ago(20)},
        "appoint": {**APPOINT, "talk_on": days_ago(5), "starts_on": days_ago(20)},
    }.get(name, {})

"""Quorum, majority and who is chosen: computed, never typed. Integer arithmetic only."""

from collections.abc import Iterable

from selection.elections.regulations import Edition
from selection.elections.rules.dossier import Candidate, Meeting


def quorum(due: int, part: tuple[int, int]) -> int:
    """Least number present: at least this part of those due.

    >>> [quorum(due, (2, 3)) for due in (7, 9, 11)]
    [5, 6, 8]
    """
    above, below = part
    return -(-due * above // below)


def needed(due: int, part: tuple[int, int]) -> int:
    """Least number of votes: more than this part of those due.

    >>> [needed(due, (1, 2)) for due in (7, 9, 11)]
    [4, 5, 6]
    """
    above, below = part
    return due * above // below + 1


def has_quorum(meeting: Meeting, edition: Edition) -> bool:
    above, below = edition.quorum
    return meeting.present * below >= meeting.due * above


def passes(yes: int, due: int, edition: Edition) -> bool:
    above, below = edition.majority
    return yes * below > due * above


def outcome(candidates: Iterable[Candidate], meeting: Meeting, edition: Edition) -> Candidate | None:
    """Who has been chosen: the one with most votes of those that pass; nobody when the first two are equal."""
    passed = [
        (c.tally.yes, c) for c in candidates if c.tally is not None and passes(c.tally.yes, meeting.due, edition)
    ]
    most = max((yes for yes, _one in passed), default=0)
    best = [one for yes, one in passed if yes == most]
    return best[0] if len(best) == 1 else None

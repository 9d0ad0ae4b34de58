"""Votes, quorum and outcome to the very number. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selection.elections.rules import voting
from selection.elections.rules.dossier import Tally
from tests.support.dossiers import EDITION, ballot, candidate


@pytest.mark.parametrize(("due", "quorum", "needed"), [(7, 5, 4), (9, 6, 5), (11, 8, 6)])
def test_worked_vote_numbers(due, quorum, needed):
    assert voting.quorum(due, EDITION.quorum) == quorum
    assert voting.needed(due, EDITION.majority) == needed


def test_three_of_five_present_of_seven_fails():
    meeting = ballot(due=7, present=5)
    assert voting.has_quorum(meeting, EDITION)
    assert voting.outcome([candidate(tally=Tally(3, 1, 1))], meeting, EDITION) is None
    assert voting.outcome([candidate(tally=Tally(4, 1, 0))], meeting, EDITION) is not None


@given(due=st.integers(1, 300), present=st.integers(0, 300), yes=st.integers(0, 300))
def test_quorum_and_majority_are_exact(due, present, yes):
    meeting = ballot(due=due, present=present)
    assert voting.has_quorum(meeting, EDITION) == (present * 3 >= due * 2)
    assert voting.has_quorum(meeting, EDITION) == (present >= voting.quorum(due, EDITION.quorum))
    assert voting.passes(yes, due, EDITION) == (yes * 2 > due)
    assert voting.passes(yes, due, EDITION) == (yes >= voting.needed(due, EDITION.majority))


@given(st.lists(st.integers(0, 7), min_size=1, max_size=5))
def test_outcome_is_the_one_with_most_votes_of_those_that_pass(votes):
    people = [candidate(pk=number, tally=Tally(yes, 7 - yes, 0)) for number, yes in enumerate(votes)]
    chosen = voting.outcome(people, ballot(), EDITION)
    best = max(votes)
    if best >= 4 and votes.count(best) == 1:
        assert chosen.tally.yes == best
    else:
        assert chosen is None

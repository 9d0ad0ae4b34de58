"""Votes, quorum and outcome to the very number. No database."""

from dataclasses import replace

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


@pytest.mark.parametrize(("yes", "passed"), [(3, False), (4, False), (5, True)])
def test_half_of_eight_is_no_majority(yes, passed):
    assert voting.passes(yes, 8, EDITION) is passed
    assert voting.needed(8, EDITION.majority) == 5
    chosen = voting.outcome([candidate(tally=Tally(yes, 8 - yes, 0))], ballot(due=8, present=8), EDITION)
    assert (chosen is not None) is passed


@pytest.mark.parametrize(("yes", "passed"), [(5, False), (6, False), (7, True)])
def test_more_than_two_thirds_of_nine(yes, passed):
    assert voting.passes(yes, 9, replace(EDITION, majority=(2, 3))) is passed
    assert voting.needed(9, (2, 3)) == 7


@pytest.mark.parametrize(("due", "needed"), [(3, 3), (4, 3), (8, 6), (9, 7), (10, 7)])
def test_least_votes_above_two_thirds(due, needed):
    assert voting.needed(due, (2, 3)) == needed


@pytest.mark.parametrize(("due", "least"), [(3, 2), (4, 3), (8, 6), (9, 6), (10, 7)])
def test_two_thirds_present_at_least(due, least):
    assert voting.quorum(due, EDITION.quorum) == least
    assert not voting.has_quorum(ballot(due=due, present=least - 1), EDITION)
    assert voting.has_quorum(ballot(due=due, present=least), EDITION)
    assert voting.has_quorum(ballot(due=due, present=due), EDITION)


@pytest.mark.parametrize(
    ("votes", "chosen"),
    [
        ((), None),
        ((None, None), None),
        ((None, 4), 1),
        ((4, None), 0),
        ((3,), None),
        ((4,), 0),
        ((5, 4), 0),
        ((4, 5), 1),
        ((4, 4), None),
        ((6, 4, 6), None),
        ((4, 4, 5), 2),
        ((5, 4, 4), 0),
        ((3, 7, 3), 1),
    ],
)
def test_who_is_chosen_of_several(votes, chosen):
    people = [
        candidate(pk=number, tally=None if yes is None else Tally(yes, 7 - yes, 0)) for number, yes in enumerate(votes)
    ]
    found = voting.outcome(people, ballot(), EDITION)
    assert (None if found is None else found.pk) == chosen

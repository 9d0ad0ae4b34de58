"""The committee's vote: its day, its quorum, its majority and whom it chose. No database."""

from dataclasses import replace
from datetime import date

import pytest

from selection.elections.rules import procedure
from selection.elections.rules.dossier import Meeting, Tally
from tests.support.dossiers import EXAMINED, TOWNSHIP, ballot, candidate, codes, facts
from tests.support.objections import messages

VOTED = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        (date(2025, 10, 31), ["recommendation-expired"]),
        (VOTED.replace(year=2025), []),
        (VOTED, []),
    ],
)
def test_the_recommendation_counts_to_the_day(held_on, expected):
    known = facts(recommendation=Meeting(held_on=held_on, due=9, present=9), ballot=ballot())
    assert codes(procedure.recommendation_still_counts(known)) == expected
    assert codes(procedure.recommendation_still_counts(replace(known, recommendation=None))) == []
    assert codes(procedure.recommendation_still_counts(replace(known, ballot=None))) == []


def test_the_clerk_reads_until_when_the_recommendation_counted():
    known = facts(recommendation=Meeting(held_on=date(2025, 9, 30), due=9, present=9), ballot=ballot())
    (said,) = messages(procedure.recommendation_still_counts(known))
    assert "valid until 30 Sep 2026." in said


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"secret": False}, ["not-secret"]),
        ({"due": 9, "present": 5}, ["decision-quorum"]),
        ({"due": 9, "present": 6}, []),
        ({"held_on": date(2026, 10, 24)}, ["vote-before-inspection"]),
        ({"held_on": date(2026, 10, 25)}, []),
        ({"held_on": date(2026, 10, 26)}, []),
    ],
)
def test_the_vote(change, expected):
    known = facts(candidates=(candidate(examination=EXAMINED),), ballot=replace(ballot(), **change))
    assert codes(procedure.committee_has_voted(known)) == expected


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        ((), []),
        ((None,), []),
        ((VOTED, date(2026, 10, 1)), []),
        ((VOTED, date(2026, 11, 2)), ["vote-before-inspection"]),
        ((date(2026, 11, 2), VOTED), ["vote-before-inspection"]),
        ((None, date(2026, 11, 2)), ["vote-before-inspection"]),
    ],
)
def test_the_vote_follows_the_last_inspection(ended, expected):
    people = tuple(
        candidate(pk=number, examination=None if day is None else replace(EXAMINED, ended_on=day))
        for number, day in enumerate(ended)
    )
    gone = candidate(pk=9, withdrawn=True, examination=replace(EXAMINED, ended_on=date(2026, 11, 3)))
    assert codes(procedure.committee_has_voted(facts(candidates=(*people, gone), ballot=ballot()))) == expected


@pytest.mark.parametrize(("due", "present", "needed"), [(9, 5, 6), (10, 6, 7), (11, 1, 8)])
def test_too_few_members_says_how_many_are_needed(due, present, needed):
    (said,) = messages(procedure.committee_has_voted(facts(ballot=ballot(due=due, present=present))))
    assert f"Present {present} of {due}; {needed} are needed" in said


@pytest.mark.parametrize(
    ("due", "votes", "best"),
    [
        (7, (4,), None),
        (7, (3, 4), None),
        (7, (), 0),
        (7, (None,), 0),
        (7, (3,), 3),
        (7, (1, 3, 2), 3),
        (7, (None, 2), 2),
        (8, (4,), 4),
        (8, (5,), None),
        (7, (4, 4), 4),
    ],
)
def test_one_alone_has_the_majority_of_those_due(due, votes, best):
    people = tuple(
        candidate(pk=number, tally=None if yes is None else Tally(yes, due - yes, 0))
        for number, yes in enumerate(votes)
    )
    known = facts(candidates=people, ballot=ballot(due=due, present=due))

    assert codes(procedure.somebody_has_the_majority(known)) == ([] if best is None else ["no-majority"])
    needed = {7: 4, 8: 5}[due]
    said = f"best result {best}, {needed} of {due} members due are needed."
    assert [said in one for one in messages(procedure.somebody_has_the_majority(known))] == [True] * (best is not None)
    assert codes(procedure.somebody_has_the_majority(replace(known, ballot=None))) == []


CHOSEN = {"name": "张", "tally": Tally(7, 0, 0), "growth_place": TOWNSHIP}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"examination": EXAMINED, "growth_place": ""}, []),
        ({"examination": EXAMINED}, ["grew-up-there"]),
        ({"examination": replace(EXAMINED, fit=False), "growth_place": ""}, ["found-unfit"]),
        ({"growth_place": ""}, ["found-unfit"]),
        ({}, ["found-unfit", "grew-up-there"]),
        ({"tally": Tally(3, 4, 0)}, []),  # not chosen
        ({"tally": None}, []),
        ({"withdrawn": True}, []),
        ({"examinee": False}, []),
    ],
)
def test_the_chosen_was_found_fit_and_may_stand(change, expected):
    known = facts(candidates=(candidate(**{**CHOSEN, **change}),), ballot=ballot())
    assert codes(procedure.the_chosen_is_fit(known)) == expected
    assert all(said.startswith("张") for said in messages(procedure.the_chosen_is_fit(known)))
    assert codes(procedure.the_chosen_is_fit(replace(known, ballot=None))) == []


def test_only_the_chosen_is_judged_after_the_vote():
    loser = candidate(pk=2, name="李", tally=Tally(0, 7, 0), growth_place=TOWNSHIP)
    known = facts(candidates=(loser, candidate(**CHOSEN)), ballot=ballot())
    said = messages(procedure.the_chosen_is_fit(known))
    assert [one[:1] for one in said] == ["张", "张"]


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (None, []),
        (ballot(), ["same-hands"]),
        (replace(ballot(), entered_by=2), []),
        (replace(ballot(), entered_by=None), []),
    ],
)
def test_who_entered_the_vote_does_not_confirm_it(meeting, expected):
    assert codes(procedure.another_person_confirms(facts(ballot=meeting, actor=1))) == expected

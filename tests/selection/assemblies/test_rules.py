"""Quorum, nomination, candidates and count of an electing assembly to the very number. No database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.platform.divisions.choices import TownshipKind
from cadres.shared.errors import Objection
from cadres.shared.regulations.catalogue import RULES
from selection.assemblies import rules
from selection.assemblies.choices import Nominator, Outcome
from selection.assemblies.rules import Ballot, Facts, Standing, Votes
from selection.elections.choices import Electorate
from tests.support.dossiers import TODAY, Book
from tests.support.objections import codes, messages


class OfAll(Book):
    """A county that counts all members with a vote as base."""

    def shown(self, key):
        return 1 if key == "party.win_base" else super().shown(key)


def standing(pk=1, **changes):
    return Standing(**{"pk": pk, "cadre": pk, "name": f"候选人{pk}", "nominated_by": Nominator.PRESIDIUM, **changes})


def ballot(*votes, issued=40, returned=40, invalid=0, others=0):
    counted = {number: Votes(*three) for number, three in enumerate(votes, start=1)}
    return Ballot(1, issued, returned, invalid, others, counted)


def facts(**changes):
    return Facts(
        **{
            "today": TODAY,
            "book": Book(),
            "electorate": Electorate.CONGRESS,
            "held_on": TODAY,
            "due": 45,
            "present": 40,
            "candidates": (standing(),),
            "chosen": 1,
            "papers": ("tally",),
            **changes,
        }
    )


def members(**changes):
    both = (standing(1, nominated_by=Nominator.COMMITTEE), standing(2, nominated_by=Nominator.COMMITTEE))
    return facts(**{"electorate": Electorate.MEMBERS, "due": 63, "present": 51, "candidates": both, **changes})


# --- quorum and base ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("due", "quorum", "needed"), [(45, 30, 23), (44, 30, 23), (46, 31, 24), (1, 1, 1)])
def test_worked_numbers_of_a_congress(due, quorum, needed):
    known = facts(due=due)
    assert (known.quorum, known.needed) == (quorum, needed)


@pytest.mark.parametrize(("due", "quorum"), [(63, 51), (87, 70), (120, 96)])
def test_worked_quorums_of_members(due, quorum):
    assert members(due=due).quorum == quorum


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        (None, ["present-missing"]),
        (29, ["assembly-quorum"]),
        (30, []),
        (31, []),
        (45, []),
        (46, ["more-present-than-due"]),
    ],
)
def test_who_is_present(present, expected):
    assert codes(rules.enough_are_present(facts(present=present))) == expected


def test_too_few_says_how_many_are_needed():
    (said,) = messages(rules.enough_are_present(members(present=50)))
    assert "Present 50 of 63; 51 are needed" in said


@pytest.mark.parametrize(("book", "base", "needed"), [(Book(), 51, 26), (OfAll(), 63, 32)])
def test_the_base_of_members_is_the_countys(book, base, needed):
    known = members(book=book)
    assert (known.base, known.needed) == (base, needed)


def test_a_congress_counts_all_deputies_whatever_the_county_sets():
    assert facts(book=OfAll()).needed == facts().needed == 23


@pytest.mark.parametrize(("yes", "depends"), [(25, False), (26, True), (31, True), (32, False)])
def test_where_the_two_bases_differ_both_are_said(yes, depends):
    known = members(ballots=(ballot((yes, 0, 0), (3, 0, 0), issued=51, returned=51),))
    assert known.depends_on_base is depends
    assert codes(rules.the_base_is_the_countys(known)) == (["depends-on-base"] if depends else [])
    if depends:
        assert "26 votes would be needed, of those due 32" in messages(rules.the_base_is_the_countys(known))[0]


# --- candidates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("signed", "expected"), [(9, ["too-few-deputies"]), (10, []), (11, [])])
def test_ten_deputies_nominate(signed, expected):
    names = tuple(f"代表{number}" for number in range(signed))
    one = standing(nominated_by=Nominator.DEPUTIES, signatures=names)
    assert codes(rules.nominations_are_lawful(facts(candidates=(one,)))) == expected


def test_a_deputy_counts_once():
    names = (*(f"代表{number}" for number in range(9)), " 代表8", "")
    one = standing(nominated_by=Nominator.DEPUTIES, signatures=names)
    assert codes(rules.nominations_are_lawful(facts(candidates=(one,)))) == ["too-few-deputies"]


def test_nobody_nominated():
    gone = standing(withdrawn=True)
    assert codes(rules.nominations_are_lawful(facts(candidates=(gone,)))) == ["nobody-nominated"]


@pytest.mark.parametrize(
    ("number", "by_election", "expected"),
    [
        (1, True, []),
        (1, False, ["single-candidate"]),
        (2, True, []),
        (2, False, []),
        (3, True, ["too-many-formal"]),
        (3, False, ["too-many-formal"]),
    ],
)
def test_how_many_stand_before_a_congress(number, by_election, expected):
    people = tuple(standing(pk) for pk in range(1, number + 1))
    written = standing(9, nominated_by=Nominator.WRITTEN_IN)
    gone = standing(8, withdrawn=True)
    known = facts(candidates=(*people, written, gone), by_election=by_election)
    assert codes(rules.as_many_stand_as_may(known)) == expected


@pytest.mark.parametrize(("number", "expected"), [(1, ["too-few-formal"]), (2, []), (3, [])])
def test_a_direct_vote_needs_a_choice(number, expected):
    people = tuple(standing(pk, nominated_by=Nominator.COMMITTEE) for pk in range(1, number + 1))
    assert codes(rules.as_many_stand_as_may(members(candidates=people))) == expected


@pytest.mark.parametrize(("chosen", "expected"), [(1, []), (2, ["not-nominated"]), (None, ["not-nominated"])])
def test_whom_the_committee_recommends_stands(chosen, expected):
    assert codes(rules.whom_the_committee_recommends_stands(facts(chosen=chosen))) == expected
    assert codes(rules.whom_the_committee_recommends_stands(members(chosen=None))) == []


@pytest.mark.parametrize(
    ("kind", "group", "own", "expected"),
    [
        (TownshipKind.ETHNIC, "", "回族", []),
        (TownshipKind.ETHNIC, "", "汉族", ["not-of-the-group"]),
        (TownshipKind.ETHNIC, "", "", ["not-of-the-group"]),
        (TownshipKind.ETHNIC, "回族", "回族", []),
        (TownshipKind.ETHNIC, "回族", "苗族", ["not-of-the-group"]),
        (TownshipKind.TOWN, "", "汉族", []),
    ],
)
def test_the_head_of_an_ethnic_township(kind, group, own, expected):
    known = facts(candidates=(standing(ethnic_group=own),), division_kind=kind, ethnic_group=group)
    assert codes(rules.the_head_is_of_the_group(known)) == expected
    assert codes(rules.the_head_is_of_the_group(replace(known, electorate=Electorate.MEMBERS))) == []


@pytest.mark.parametrize(("day", "expected"), [(22, []), (23, []), (24, ["not-yet"])])
def test_the_day_of_the_assembly(day, expected):
    assert codes(rules.the_day_has_come(facts(held_on=date(2026, 11, day)))) == expected


def test_what_the_election_has_against_it_is_said():
    known = facts(against=(Objection("notice-running", "公示"),))
    assert codes(rules.the_election_has_come_so_far(known)) == ["notice-running"]


# --- the count ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "outcome", "who"),
    [
        (ballot((22, 10, 8)), Outcome.NOBODY, ()),
        (ballot((23, 10, 7)), Outcome.ELECTED, (1,)),
        (ballot((24, 10, 6)), Outcome.ELECTED, (1,)),
        (ballot((16, 0, 0), (24, 0, 0)), Outcome.ELECTED, (2,)),
        (ballot((20, 0, 0), (20, 0, 0)), Outcome.TIED, (1, 2)),
        (ballot((5, 0, 0), (5, 0, 0), (4, 0, 0)), Outcome.TIED, (1, 2)),
        (ballot((0, 40, 0), (0, 40, 0)), Outcome.NOBODY, ()),
        (ballot((30, 0, 0), issued=39, returned=40), Outcome.VOID, ()),
        (ballot((30, 0, 0), issued=40, returned=40), Outcome.ELECTED, (1,)),
        (ballot(), Outcome.NOBODY, ()),
    ],
)
def test_what_a_ballot_brings(one, outcome, who):
    assert rules.count(one, 23) == (outcome, who)


@given(st.lists(st.integers(0, 45), min_size=1, max_size=4), st.integers(1, 45))
def test_who_is_elected_has_most_and_enough_and_alone(votes, needed):
    outcome, who = rules.count(ballot(*((yes, 0, 0) for yes in votes), issued=999, returned=999), needed)
    best = max(votes)
    if outcome == Outcome.ELECTED:
        assert [votes[number - 1] for number in who] == [best]
        assert votes.count(best) == 1
        assert best >= needed
    else:
        assert who == () or (best > 0 and len(who) == votes.count(best) > 1)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (ballot((30, 5, 5)), []),
        (ballot((30, 5, 6)), ["more-votes-than-papers"]),
        (ballot((30, 5, 4), invalid=1), []),
        (ballot((30, 5, 5), invalid=1), ["more-votes-than-papers"]),
        (ballot((20, 20, 0), (20, 20, 0)), []),
        (ballot((20, 20, 0), (21, 19, 0)), ["more-names-than-seats"]),
        (ballot((20, 20, 0), (19, 21, 0), others=1), []),
        (ballot((20, 20, 0), (19, 21, 0), others=2), ["more-names-than-seats"]),
        (ballot((1, 0, 0), issued=41, returned=41), ["too-many-issued"]),
        (ballot((0, 0, 0), returned=3, invalid=3), []),
        (
            ballot((0, 0, 0), returned=3, invalid=4),
            ["too-many-invalid", "more-votes-than-papers", "more-names-than-seats"],
        ),
        (ballot((60, 0, 0), issued=39, returned=40), []),
        (ballot(), ["no-candidate"]),
    ],
)
def test_what_cannot_be_is_refused_when_it_is_entered(one, expected):
    assert codes(rules.against_the_papers(one, 40)) == expected


@pytest.mark.parametrize(
    ("ballots", "expected"),
    [
        ((), ["not-voted"]),
        ((ballot((22, 0, 0)),), ["nobody-elected"]),
        ((ballot((20, 0, 0), (20, 0, 0)),), ["nobody-elected"]),
        ((ballot((30, 0, 0), issued=3, returned=4),), ["ballots-void"]),
        ((ballot((23, 0, 0)),), []),
        ((ballot((22, 0, 0)), ballot((23, 0, 0))), []),
        ((ballot((23, 0, 0)), ballot((22, 0, 0))), ["nobody-elected"]),
    ],
)
def test_the_last_ballot_counts(ballots, expected):
    known = facts(ballots=ballots, candidates=(standing(1), standing(2)))
    assert codes(rules.somebody_is_elected(known)) == expected
    assert (known.elected is not None) is (expected == [])


def test_a_refusal_shows_its_arithmetic():
    (said,) = messages(rules.somebody_is_elected(facts(ballots=(ballot((22, 18, 0)),))))
    assert "Best result 22; more than half of 45 is 23" in said


@pytest.mark.parametrize(("returned", "expected"), [(38, ["fewer-than-present"]), (40, []), (41, [])])
def test_fewer_papers_than_people_are_told(returned, expected):
    known = facts(ballots=(ballot((30, 0, 0), issued=41, returned=returned),))
    assert codes(rules.everybody_present_has_voted(known)) == expected


def test_the_tally_is_attached():
    assert codes(rules.the_tally_is_attached(facts())) == []
    assert codes(rules.the_tally_is_attached(facts(papers=("approval",)))) == ["tally-missing"]


def test_every_objection_names_a_rule_that_is_in_force():
    found = [
        *rules.enough_are_present(facts(present=1)),
        *rules.enough_are_present(members(present=1)),
        *rules.nominations_are_lawful(facts(candidates=())),
        *rules.as_many_stand_as_may(members(candidates=())),
        *rules.somebody_is_elected(facts()),
        *rules.somebody_is_elected(members()),
        *rules.the_tally_is_attached(facts(papers=())),
    ]
    assert {one.rule for one in found} <= set(RULES.keys())
    assert all(one.article for one in found)

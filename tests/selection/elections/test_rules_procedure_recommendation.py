"""The announcement and the recommendation, at, before and after their days and numbers. No database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cadres.platform.rule_settings.facts import Rulebook
from cadres.platform.rule_settings.models import LocalRule
from selection.elections.rules import procedure
from selection.elections.rules.dossier import Meeting
from tests.support.dossiers import TODAY, TOWNSHIP, candidate, codes, facts
from tests.support.objections import messages

HELD = Meeting(held_on=date(2026, 10, 9), due=9, present=6, talks_on=date(2026, 10, 9), talks_people=1)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 8)  # of registration


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"announcement": ""}, ["announcement-missing"]),
        ({"announcement": " \n"}, ["announcement-missing"]),
        ({"conditions": " \n"}, ["conditions-missing"]),
        ({"announcement": "", "conditions": ""}, ["announcement-missing", "conditions-missing"]),
        ({"registration_from": None}, ["registration-dates-missing"]),
        ({"registration_to": None}, ["registration-dates-missing"]),
        ({"registration_from": None, "registration_to": None}, ["registration-dates-missing"]),
        ({"registration_from": None, "announced_on": None}, ["registration-dates-missing"]),
        ({"announced_on": None}, []),
        ({"announced_on": date(2026, 9, 30)}, []),
        ({"announced_on": FIRST}, []),
        ({"announced_on": date(2026, 10, 2)}, ["announced-too-late"]),
        ({"announced_on": TODAY, "registration_from": TODAY}, []),
        ({"announced_on": date(2026, 11, 24), "registration_from": date(2026, 11, 24)}, ["announced-in-future"]),
        ({"announced_on": date(2026, 11, 24)}, ["announced-too-late", "announced-in-future"]),
    ],
)
def test_the_announcement_and_its_day(change, expected):
    known = facts()
    assert codes(procedure.announcement_is_complete(replace(known, plan=replace(known.plan, **change)))) == expected


@pytest.mark.parametrize(
    ("direct", "paper", "expected"),
    [
        (False, "", []),
        (False, "2026-3", []),
        (True, "", ["approval-missing"]),
        (True, " \n", ["approval-missing"]),
        (True, "2026-3", []),
    ],
)
def test_only_a_direct_vote_needs_the_approval(direct, paper, expected):
    known = facts()
    plan = replace(known.plan, direct_vote=direct, approval_document=paper)
    assert codes(procedure.direct_vote_is_approved(replace(known, plan=plan))) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"present": 5}, ["recommendation-quorum"]),
        ({"present": 9}, []),
        ({"due": 10}, ["recommendation-quorum"]),
        ({"talks_on": None}, ["talks-missing"]),
        ({"talks_people": 0}, ["talks-missing"]),
        ({"talks_on": None, "talks_people": 0}, ["talks-missing"]),
        ({"held_on": date(2026, 10, 7)}, ["meeting-before-close"]),
        ({"held_on": LAST}, ["meeting-before-close"]),
        ({"present": 0, "held_on": LAST}, ["recommendation-quorum", "meeting-before-close"]),
    ],
)
def test_the_recommendation_meeting(change, expected):
    assert codes(procedure.recommendation_is_held(facts(recommendation=replace(HELD, **change)))) == expected


def test_a_meeting_is_not_early_where_registration_has_no_last_day():
    known = facts(recommendation=HELD)
    endless = replace(known, plan=replace(known.plan, registration_to=None))
    assert codes(procedure.recommendation_is_held(endless)) == []


@pytest.mark.parametrize(("due", "present", "needed"), [(9, 5, 6), (10, 6, 7), (11, 0, 8)])
def test_a_meeting_too_small_says_how_many_are_needed(due, present, needed):
    meeting = replace(HELD, due=due, present=present)
    (said,) = messages(procedure.recommendation_is_held(facts(recommendation=meeting)))
    assert f"Present {present} of {due}; {needed} are needed" in said


def _of_the_county(surplus: int) -> Rulebook:
    setting = LocalRule(key="recommend.surplus", division_id=TOWNSHIP, value=Decimal(surplus), action="override")
    return Rulebook({"recommend.surplus": setting}, on=TODAY)


@pytest.mark.parametrize(
    ("surplus", "running", "withdrawn", "needed"),
    [
        (1, 0, 0, 2),
        (1, 1, 0, 2),
        (1, 1, 1, 2),
        (1, 2, 0, None),
        (1, 3, 1, None),
        (3, 3, 0, 4),
        (3, 3, 2, 4),
        (3, 4, 0, None),
    ],
)
def test_more_names_than_the_one_seat(surplus, running, withdrawn, needed):
    people = tuple(candidate(pk=number, withdrawn=number >= running) for number in range(running + withdrawn))
    known = facts(candidates=people, book=_of_the_county(surplus))

    assert codes(procedure.more_names_than_seats(known)) == (["too-few-names"] if needed else [])
    said = f"{running} registered; more than the seats are needed: {needed}."
    assert messages(procedure.more_names_than_seats(known)) == ([said] if needed else [])


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ((), ["nobody-chosen"]),
        ((0,), []),
        ((None,), ["votes-missing"]),
        ((5, 3), []),
        ((5, None), ["votes-missing"]),
        ((None, None), ["votes-missing", "votes-missing"]),
    ],
)
def test_who_goes_to_the_inspection_has_votes_on_record(votes, expected):
    people = tuple(candidate(pk=number, meeting_votes=one) for number, one in enumerate(votes))
    others = (candidate(pk=8, examinee=False), candidate(pk=9, withdrawn=True))
    assert codes(procedure.somebody_is_recommended(facts(candidates=people + others))) == expected


def test_the_clerk_reads_whose_votes_are_missing():
    people = (candidate(pk=1, name="张", meeting_votes=1), candidate(pk=2, name="李"))
    (said,) = messages(procedure.somebody_is_recommended(facts(candidates=people)))
    assert said.startswith("李:")


def test_only_those_who_go_to_the_inspection_must_be_eligible():
    native = {"growth_place": TOWNSHIP}
    people = (
        candidate(pk=1, name="张", **native),
        candidate(pk=2),
        candidate(pk=3, name="李", **native),
        candidate(pk=4, examinee=False, **native),
        candidate(pk=5, withdrawn=True, **native),
    )
    known = facts(candidates=people)
    assert codes(procedure.the_recommended_may_stand(known)) == ["grew-up-there", "grew-up-there"]
    assert [said[:1] for said in messages(procedure.the_recommended_may_stand(known))] == ["张", "李"]
    assert codes(procedure.the_recommended_may_stand(replace(known, candidates=people[1:2]))) == []


@pytest.mark.parametrize(
    ("sent", "left", "expected"),
    [
        ((0, 0), (50, 3), ["fewer-votes"]),
        ((49, 3), (50, 3), ["fewer-votes"]),
        ((50, 3), (50, 3), []),
        ((51, 3), (50, 3), []),
        ((49, 4), (50, 3), []),
        ((None, 3), (50, 3), []),
        ((0, 0), (None, None), []),
    ],
)
def test_fewer_votes_than_somebody_left_out_are_said(sent, left, expected):
    people = (
        candidate(pk=1, meeting_votes=sent[0], talk_votes=sent[1]),
        candidate(pk=2, name="其二", meeting_votes=left[0], talk_votes=left[1], examinee=False),
    )
    assert codes(procedure.votes_are_borne_in_mind(facts(candidates=people))) == expected


def test_who_withdrew_is_left_out_by_nobody_and_the_reader_learns_who_has_most():
    people = (
        candidate(pk=1, meeting_votes=0, talk_votes=0),
        candidate(pk=2, name="其二", meeting_votes=30, talk_votes=1, examinee=False),
        candidate(pk=3, name="其三", meeting_votes=50, talk_votes=1, examinee=False),
        candidate(pk=4, name="其四", meeting_votes=60, talk_votes=1, examinee=False, withdrawn=True),
    )
    (found,) = procedure.votes_are_borne_in_mind(facts(candidates=people))
    assert found.rule == "recommend.votes_borne_in_mind"
    assert found.message == "测试 (0 votes in the meeting) goes to the inspection, 其三 (50) does not."

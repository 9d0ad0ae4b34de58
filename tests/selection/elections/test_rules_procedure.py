"""On which rule each objection rests, and whether it blocks or a leader may set it aside. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cadres.registry.posts.choices import PostKind
from cadres.shared.regulations.decide import split_by_action
from selection.elections.rules import procedure
from selection.elections.rules.dossier import Appointment, Examination, Meeting, Tally
from tests.support.dossiers import EDITION, EXAMINED, OTHER, TODAY, ballot, candidate, codes, facts, held

TOMORROW = TODAY + timedelta(days=1)
BEFORE = date(2026, 10, 1)
NOTHING = Examination(TODAY, TODAY, (), dict.fromkeys(EDITION.musts, (None, "")), "", "", False, "")
CHOSEN = {"candidates": (candidate(tally=Tally(7, 0, 0)),), "ballot": ballot()}


def _plan(**changes):
    return {"plan": replace(facts().plan, **changes)}


def _appointment(**changes):
    return {"appointment": Appointment(**changes)}


def _leaving(**changes):
    post = held(date(2023, 1, 1), post=2, **changes)
    return {"candidates": (candidate(held=(post,)),), "winner": 1}


@pytest.mark.parametrize(
    ("guard", "change", "expected"),
    [
        (
            procedure.announcement_is_complete,
            _plan(announcement="", conditions="", announced_on=TOMORROW),
            {
                "announcement-missing": "",
                "conditions-missing": "",
                "announced-too-late": "",
                "announced-in-future": "",
            },
        ),
        (procedure.announcement_is_complete, _plan(registration_to=None), {"registration-dates-missing": ""}),
        (procedure.direct_vote_is_approved, _plan(direct_vote=True), {"approval-missing": "open.approval"}),
        (procedure.recommendation_is_held, {}, {"recommendation-missing": "recommend.held"}),
        (
            procedure.recommendation_is_held,
            {"recommendation": Meeting(BEFORE, due=9, present=5)},
            {
                "talks-missing": "recommend.held",
                "recommendation-quorum": "recommend.quorum",
                "meeting-before-close": "",
            },
        ),
        (procedure.more_names_than_seats, {}, {"too-few-names": "recommend.surplus"}),
        (procedure.somebody_is_recommended, {"candidates": ()}, {"nobody-chosen": "recommend.held"}),
        (procedure.somebody_is_recommended, {}, {"votes-missing": "recommend.held"}),
        (procedure.everybody_is_inspected, {}, {"inspection-missing": "procedure.order"}),
        (
            procedure.everybody_is_inspected,
            {
                "candidates": (candidate(examination=NOTHING),),
                "recommendation": Meeting(TOMORROW, due=9, present=9),
            },
            {
                "team-too-small": "inspect.team",
                **{f"must-{key}": "inspect.musts" for key in EDITION.musts},
                "two-signatures": "inspect.signatures",
                "inspected-early": "procedure.order",
            },
        ),
        (
            procedure.somebody_is_fit,
            {"candidates": (candidate(examination=replace(EXAMINED, fit=False)),)},
            {"nobody-fit": ""},
        ),
        (
            procedure.recommendation_still_counts,
            {"recommendation": Meeting(date(2025, 1, 1), due=9, present=9), "ballot": ballot()},
            {"recommendation-expired": "recommend.valid"},
        ),
        (procedure.committee_has_voted, {}, {"vote-missing": "decision.majority"}),
        (
            procedure.committee_has_voted,
            {
                "candidates": (candidate(examination=replace(EXAMINED, ended_on=TODAY)),),
                "ballot": ballot(present=0, secret=False),
            },
            {
                "not-secret": "decision.vote",
                "decision-quorum": "decision.quorum",
                "vote-before-inspection": "procedure.order",
            },
        ),
        (procedure.somebody_has_the_majority, {"ballot": ballot()}, {"no-majority": "decision.majority"}),
        (procedure.the_chosen_is_fit, CHOSEN, {"found-unfit": ""}),
        (procedure.another_person_confirms, {"ballot": ballot(), "actor": 1}, {"same-hands": ""}),
        (procedure.notice_follows_decision, {}, {"notice-day-missing": "procedure.order"}),
        (
            procedure.notice_follows_decision,
            {"ballot": ballot(), **_appointment(notice_from=BEFORE)},
            {"notice-before-decision": "procedure.order"},
        ),
        (procedure.notice_is_over, {}, {"notice-running": "notice.days"}),
        (
            procedure.notice_days_are_known,
            _appointment(notice_until=TODAY, notice_certain=False),
            {"notice-uncertain": "notice.certain"},
        ),
        (
            procedure.complaints_are_settled,
            _appointment(complaints_unsettled=1, complaints_upheld=1),
            {"complaint-open": "", "complaint-upheld": ""},
        ),
        (procedure.talk_is_held, {}, {"talk-missing": "appoint.talk"}),
        (procedure.talk_is_held, _appointment(talk_on=TOMORROW), {"talk-in-future": ""}),
        (procedure.start_is_lawful, {}, {"start-missing": "appoint.start"}),
        (
            procedure.start_is_lawful,
            {"ballot": ballot(), **_appointment(starts_on=BEFORE)},
            {"start-before-decision": "appoint.start"},
        ),
        (procedure.start_is_lawful, _appointment(starts_on=TOMORROW), {"start-in-future": ""}),
        (procedure.another_leader_appoints, {"actor": 1}, {"opened-by-same": ""}),
        (
            procedure.terms_are_served_out,
            {**_leaving(division=OTHER, term_ends=TOMORROW), **_appointment(starts_on=TODAY)},
            {"term-not-served": "term.stable"},
        ),
        (
            procedure.one_shoulder_only_in_pilot,
            {**_leaving(kind=PostKind.HEAD), **_appointment(keeps_other_post=True)},
            {"one-shoulder": "pilot.one_shoulder"},
        ),
    ],
)
def test_each_objection_names_its_rule(guard, change, expected):
    known = facts(**change)

    found = list(guard(known))

    assert codes(found) == list(expected)
    assert {one.code: one.rule for one in found} == expected
    split = split_by_action(found, known.book.action)
    overridable = [code for code, rule in expected.items() if rule in {"recommend.surplus", "term.stable"}]
    assert codes(split.overridable) == overridable
    assert codes(split.blocking) == [code for code in expected if code not in overridable]

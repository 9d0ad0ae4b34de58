"""The inspection: complete, lacking something, and on its days. No database."""

from dataclasses import replace
from datetime import date

import pytest

from selection.elections.rules import procedure
from selection.elections.rules.dossier import Meeting
from tests.support.dossiers import EDITION, EXAMINED, TODAY, candidate, codes, facts
from tests.support.objections import messages

BEGAN = date(2026, 10, 20)
RECOMMENDED = Meeting(held_on=date(2026, 10, 9), due=9, present=6)
GAP = (None, "")


def _known(**changes):
    one = candidate(name="张", examination=replace(EXAMINED, **changes))
    return facts(candidates=(one,), recommendation=RECOMMENDED)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"team": ("李", "王", "周")}, []),
        ({"team": ("李", "", " ", "王")}, []),
        ({"team": ()}, ["team-too-small"]),
        ({"team": ("李", "李")}, ["team-too-small"]),
        ({"team": ("李", " ")}, ["team-too-small"]),
        ({"team": ("李", "", " ")}, ["team-too-small"]),
        ({"signed_by_secretary": ""}, ["two-signatures"]),
        ({"signed_by_secretary": " "}, ["two-signatures"]),
        ({"signed_by_discipline": " "}, ["two-signatures"]),
        ({"signed_by_secretary": "", "signed_by_discipline": ""}, ["two-signatures"]),
        ({"signed_by_secretary": " 钱"}, ["two-signatures"]),
        ({"signed_by_discipline": "赵 "}, ["two-signatures"]),
        *(
            ({"musts": {**EXAMINED.musts, key: gap}}, [f"must-{key}"])
            for key in EDITION.musts
            for gap in ((None, "1"), (BEGAN, ""), (BEGAN, " "))
        ),
        ({"musts": dict.fromkeys(EDITION.musts, GAP)}, [f"must-{key}" for key in EDITION.musts]),
        ({"musts": dict.fromkeys(EDITION.musts, (BEGAN, "")), "scanned": frozenset(EDITION.musts)}, []),
        ({"fit": False}, []),
    ],
)
def test_an_inspection_complete_or_not(change, expected):
    assert codes(procedure.everybody_is_inspected(_known(**change))) == expected


@pytest.mark.parametrize(
    ("day", "scanned", "expected"),
    [
        (TODAY, set(), ["must-file"]),
        (TODAY, {"report"}, ["must-file"]),
        (TODAY, {"file"}, []),
        (None, {"file"}, ["must-file"]),
    ],
)
def test_a_scan_counts_as_the_paper_of_a_must(day, scanned, expected):
    examined = replace(EXAMINED, musts={**EXAMINED.musts, "file": (day, "")}, scanned=frozenset(scanned))

    found = procedure.everybody_is_inspected(facts(candidates=(candidate(examination=examined),)))

    assert codes(found) == expected


def test_only_the_checks_of_the_edition_are_asked_for():
    known = _known(musts={"file": (BEGAN, "1"), "petitions": GAP})
    assert codes(procedure.everybody_is_inspected(replace(known, edition=replace(EDITION, musts=("file",))))) == []
    both = replace(known, edition=replace(EDITION, musts=("file", "petitions")))
    assert codes(procedure.everybody_is_inspected(both)) == ["must-petitions"]


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        (date(2026, 10, 19), []),
        (BEGAN, []),
        (date(2026, 10, 21), ["inspected-early"]),
    ],
)
def test_no_inspection_before_the_recommendation(held_on, expected):
    known = replace(_known(), recommendation=replace(RECOMMENDED, held_on=held_on))
    assert codes(procedure.everybody_is_inspected(known)) == expected
    assert codes(procedure.everybody_is_inspected(replace(known, recommendation=None))) == []


def test_each_of_several_is_inspected():
    people = (
        candidate(pk=1, name="张", examination=EXAMINED),
        candidate(pk=2, name="李"),
        candidate(pk=3, name="王", examination=replace(EXAMINED, team=())),
        candidate(pk=4, examinee=False),
        candidate(pk=5, withdrawn=True),
    )
    known = facts(candidates=people)
    assert codes(procedure.everybody_is_inspected(known)) == ["inspection-missing", "team-too-small"]
    assert [said[:2] for said in messages(procedure.everybody_is_inspected(known))] == ["李:", "王:"]


def test_the_clerk_reads_whose_inspection_lacks_what():
    lacking = {"team": (), "musts": dict.fromkeys(EDITION.musts, GAP), "signed_by_secretary": ""}
    early = replace(_known(**lacking), recommendation=replace(RECOMMENDED, held_on=date(2026, 10, 21)))

    said = messages(procedure.everybody_is_inspected(early))

    assert all(one.startswith("张:") for one in said)
    assert "at least 2 persons" in said[0]
    named = ("personnel file", "personal-matters report", "discipline and supervision", "petitions")
    assert [part in one for part, one in zip(named, said[1:5], strict=True)] == [True] * 4
    assert "integrity opinion" in said[5]
    assert "before the recommendation" in said[6]


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        ((), []),
        ((None,), []),
        ((False,), ["nobody-fit"]),
        ((False, False), ["nobody-fit"]),
        ((None, False), []),
        ((True,), []),
        ((False, True), []),
        ((None, True), []),
    ],
)
def test_that_nobody_is_fit_is_said_when_all_are_inspected(fit, expected):
    people = tuple(
        candidate(pk=number, examination=None if one is None else replace(EXAMINED, fit=one))
        for number, one in enumerate(fit)
    )
    gone = candidate(pk=9, examination=EXAMINED, withdrawn=True)
    assert codes(procedure.somebody_is_fit(facts(candidates=(*people, gone)))) == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (date(2019, 5, 5), ["old-file"]),
        (date(2026, 4, 24), ["old-file"]),
        (date(2026, 4, 25), []),  # six months to the day before the inspection ended
        (date(2026, 4, 26), []),
    ],
)
def test_a_check_is_no_older_than_the_county_allows(done, expected):
    found = replace(EXAMINED, musts={**EXAMINED.musts, "file": (done, "1")})
    assert codes(procedure.everybody_is_inspected(facts(candidates=(candidate(examination=found),)))) == expected


def test_the_clerk_reads_which_check_is_too_old():
    found = replace(EXAMINED, musts={**EXAMINED.musts, "petitions": (date(2019, 5, 5), "1")})
    (objection,) = procedure.everybody_is_inspected(facts(candidates=(candidate(examination=found),)))
    assert objection.rule == "inspect.checks_valid"
    assert objection.message == (
        "测试: check of petitions dates from 5 May 2019, more than 6 months before the inspection ended."
    )

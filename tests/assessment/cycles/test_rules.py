"""What stands against the moves of a cycle: nothing entered, values missing, nobody scored, grades open."""

from datetime import date

import pytest

from assessment.cycles.rules import (
    CycleFacts,
    everybody_is_graded,
    has_values,
    somebody_is_scored,
    values_are_complete,
)
from assessment.systems.rules import Edition
from cadres.platform.rule_settings.facts import Rulebook
from tests.support.objections import codes, messages


def cycle(**changes) -> CycleFacts:
    complete = {"expected": 10, "entered": 10, "scored": 5, "ungraded": 0}
    return CycleFacts(book=Rulebook(on=date(2026, 12, 31)), edition=Edition("x"), **{**complete, **changes})


@pytest.mark.parametrize(
    ("guard", "changes", "found"),
    [
        (has_values, {"entered": 0}, ["no-values"]),
        (has_values, {"entered": 1}, []),
        (values_are_complete, {"entered": 0}, []),
        (values_are_complete, {"entered": 1}, ["values-missing"]),
        (values_are_complete, {"entered": 9}, ["values-missing"]),
        (values_are_complete, {"entered": 10}, []),
        (values_are_complete, {"entered": 11}, []),
        (somebody_is_scored, {"scored": 0}, ["nobody-scored"]),
        (somebody_is_scored, {"scored": 1}, []),
        (everybody_is_graded, {"ungraded": 0}, []),
        (everybody_is_graded, {"ungraded": 1}, ["ungraded"]),
    ],
)
def test_what_stands_against_a_move(guard, changes, found):
    assert codes(guard(cycle(**changes))) == found


@pytest.mark.parametrize(
    ("guard", "changes", "told"),
    [
        (values_are_complete, {"entered": 9}, "1 value is missing"),
        (values_are_complete, {"entered": 7}, "3 values are missing"),
        (everybody_is_graded, {"ungraded": 1}, "1 leader has no confirmed grade"),
        (everybody_is_graded, {"ungraded": 2}, "2 leaders have no confirmed grade"),
    ],
)
def test_a_refusal_says_how_many(guard, changes, told):
    assert [text[: len(told)] for text in messages(guard(cycle(**changes)))] == [told]


def test_missing_values_rest_on_their_rule():
    assert [one.rule for one in values_are_complete(cycle(entered=9))] == ["assess.missing_values"]

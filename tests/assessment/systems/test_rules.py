"""What stands against a system of indicators: its weights, its codes, its days."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.systems.rules import (
    SystemFacts,
    codes_keep_their_meaning,
    ends_after_its_beginning,
    follows_the_running_system,
    weights_add_up,
)
from tests.support.objections import codes, messages

INCOME, WATER = ("yuan", "higher"), ("%", "higher")
DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("weights", "found"),
    [
        ("99.99", ["weights-not-100"]),
        ("100", []),
        ("100.00", []),
        ("100.01", ["weights-not-100"]),
        ("101", ["weights-not-100"]),
    ],
)
def test_weights_add_up_to_a_hundred(weights, found):
    facts = SystemFacts(None, Decimal(weights))
    assert codes(weights_add_up(facts)) == found
    assert [weights in text for text in messages(weights_add_up(facts))] == [True] * len(found)


@pytest.mark.parametrize(
    ("earlier", "changed"),
    [
        ({}, []),
        ({"other": ("tons", "lower")}, []),
        ({"income": INCOME, "water": WATER}, []),
        ({"income": INCOME, "water": ("tons", "higher")}, ["water"]),
        ({"water": WATER, "income": ("yuan", "lower")}, ["income"]),
        ({"water": INCOME, "income": WATER}, ["income", "water"]),
    ],
)
def test_a_code_keeps_its_unit_and_its_direction(earlier, changed):
    facts = SystemFacts(None, Decimal(100), meanings={"water": WATER, "income": INCOME}, earlier=earlier)
    assert codes(codes_keep_their_meaning(facts)) == ["code-changed-meaning"] * len(changed)
    assert [text.split()[1] for text in messages(codes_keep_their_meaning(facts))] == changed


@pytest.mark.parametrize(
    ("guard", "bound", "free"),
    [(follows_the_running_system, "running_since", "began"), (ends_after_its_beginning, "began", "running_since")],
)
@pytest.mark.parametrize(
    ("on", "since", "found"),
    [
        (date(2025, 12, 31), DAY, ["ends-before-start"]),
        (DAY, DAY, []),
        (date(2026, 1, 2), DAY, []),
        (None, DAY, []),
        (DAY, None, []),
        (None, None, []),
    ],
)
def test_a_day_lies_not_before_the_beginning_that_binds_it(guard, bound, free, on, since, found):
    facts = SystemFacts(None, Decimal(100), on=on, **{bound: since, free: date(2027, 1, 1)})
    assert codes(guard(facts)) == found

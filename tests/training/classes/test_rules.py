"""Guards of a class, on the day before, on and after each bound. No database."""

from datetime import date

import pytest

from cadres.platform.rule_settings.facts import Rulebook
from tests.support.objections import codes
from training.classes import rules

FIRST, LAST = date(2026, 12, 7), date(2026, 12, 9)


def facts(**changes) -> rules.ClassFacts:
    valid = {"today": FIRST, "starts_on": FIRST, "ends_on": LAST, "sessions": 1, "unmarked": 0}
    values = {**valid, **changes}
    return rules.ClassFacts(book=Rulebook(on=values["today"]), **values)


@pytest.mark.parametrize(
    ("guard", "change", "expected"),
    [
        (rules.has_sessions, {"sessions": 0}, ["no-sessions"]),
        (rules.has_sessions, {"sessions": 1}, []),
        (rules.still_to_come, {"today": date(2026, 12, 8)}, []),
        (rules.still_to_come, {"today": LAST}, []),
        (rules.still_to_come, {"today": date(2026, 12, 10)}, ["class-past"]),
        (rules.has_begun, {"today": date(2026, 12, 6)}, ["not-begun"]),
        (rules.has_begun, {"today": FIRST}, []),
        (rules.has_begun, {"today": date(2026, 12, 8)}, []),
        (rules.is_over, {"today": date(2026, 12, 8)}, ["not-over"]),
        (rules.is_over, {"today": LAST}, []),
        (rules.is_over, {"today": date(2026, 12, 10)}, []),
        (rules.all_marked, {"unmarked": 0}, []),
        (rules.all_marked, {"unmarked": 1}, ["attendance-missing"]),
    ],
)
def test_what_stands_against_a_move_of_a_class(guard, change, expected):
    assert codes(guard(facts(**change))) == expected

"""Which paper counts where papers disagree."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.verifications.rules import Told, earliest_paper, verification_state

days = st.none() | st.dates(date(1960, 1, 1), date(2020, 1, 1))


@given(st.lists(st.builds(Told, st.sampled_from(["", "1981-12-01", "1982-03-01"]), st.just("x"), days)))
def test_the_earliest_dated_paper_that_says_something_counts(told):
    first = earliest_paper(told)

    dated = [one for one in told if one.on and one.value]
    assert (first is None) == (not dated)
    assert first is None or first.on == min(one.on for one in dated)


def test_the_first_of_several_papers_of_the_earliest_day_counts():
    day, later = date(1990, 5, 1), date(1990, 5, 2)
    told = [
        Told("", "without a value", date(1980, 1, 1)),
        Told("1982-03-01", "undated", None),
        Told("1982-03-01", "later", later),
        Told("1982-02-01", "first", day),
        Told("1981-12-01", "second", day),
    ]

    assert earliest_paper(told) == told[3]
    assert earliest_paper(told[:2]) is None


@pytest.mark.parametrize(
    ("found", "doubtful", "state"),
    [
        ("1982-03-01", False, "agrees"),
        ("1981-12-01", False, "differs"),
        ("", False, "differs"),
        ("1982-03-01", True, "doubtful"),
        ("1981-12-01", True, "doubtful"),
    ],
)
def test_what_follows_from_the_papers(found, doubtful, state):
    assert verification_state("1982-03-01", found, doubtful=doubtful) == state

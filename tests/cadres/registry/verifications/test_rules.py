"""Which paper counts where papers disagree."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.verifications.rules import Told, earliest_paper

pytestmark = pytest.mark.django_db

days = st.none() | st.dates(date(1960, 1, 1), date(2020, 1, 1))


@given(st.lists(st.builds(Told, st.sampled_from(["", "1981-12-01", "1982-03-01"]), st.just("x"), days)))
def test_the_earliest_dated_paper_that_says_something_counts(told):
    first = earliest_paper(told)

    dated = [one for one in told if one.on and one.value]
    assert (first is None) == (not dated)
    assert first is None or first.on == min(one.on for one in dated)

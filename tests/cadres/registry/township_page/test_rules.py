"""The structure of a leading group: who is counted as what."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.cadre_files.choices import Sex
from cadres.registry.township_page.rules import Person, breakdowns, education_of, origin_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["大专", "省委党校研究生"], "Postgraduate"),
        (["大学", "大专"], "Undergraduate"),
        (["大学专科"], "Junior college"),
        (["中专"], "Secondary school or below"),
        ([""], "not on record"),
    ],
)
def test_highest_education(levels, expected):
    assert str(education_of(levels)) == expected


@pytest.mark.parametrize(
    ("place", "county", "expected"),
    [
        ("四川平昌", "平昌县", "Local"),
        ("四川巴中", "平昌县", "From elsewhere"),
        ("", "平昌县", "not on record"),
        ("四川北川", "北川羌族自治县", "From elsewhere"),
        ("某省某县", "某县", "Local"),
    ],
)
def test_origin(place, county, expected):
    assert str(origin_of(place, county)) == expected


people_of = st.builds(
    Person,
    st.dates(date(1960, 1, 1), date(2005, 1, 1)),
    st.sampled_from(Sex.values),
    st.just(("大学",)),
    st.just("四川平昌"),
    st.dates(date(2000, 1, 1), TODAY),
)


@given(st.lists(people_of, max_size=12))
def test_everybody_is_counted_once_in_every_breakdown(people):
    for chart in breakdowns(people, people, county="平昌县", on=TODAY):
        assert sum(bar.number for bar in chart.bars) == len(people)
        assert all(bar.compare is None or bar.compare == bar.share for bar in chart.bars)

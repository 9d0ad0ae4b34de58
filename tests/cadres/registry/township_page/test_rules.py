"""The structure of a leading group: who is counted as what."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.cadre_files.choices import Sex
from cadres.registry.township_page.rules import Bar, Person, average_age, breakdowns, education_of, origin_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["大专", "省委党校研究生"], "Postgraduate"),
        (["大学", "大专"], "Undergraduate"),
        (["大学专科"], "Junior college"),
        (["中专"], "Secondary school or below"),
        (["高中", "博士"], "Postgraduate"),
        (["中专", "大专"], "Junior college"),
        ([""], "not on record"),
        ([], "not on record"),
    ],
)
def test_highest_education(levels, expected):
    assert str(education_of(levels)) == expected


@pytest.mark.parametrize(
    ("place", "county", "expected"),
    [
        ("四川平昌", "平昌县", "Local"),
        ("四川巴中", "平昌县", "From elsewhere"),
        ("四川平武", "平昌县", "From elsewhere"),
        ("", "平昌县", "not on record"),
        ("四川北川", "北川羌族自治县", "From elsewhere"),
        ("某省某县", "某县", "Local"),
        ("某省某市", "某县", "From elsewhere"),
        ("四川广安", "广安市", "Local"),
        ("四川乐山", "乐山", "Local"),
        ("四川成都", "乐山", "From elsewhere"),
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


def person(born=date(1985, 11, 23), sex=Sex.MALE, levels=("大学",), place="四川平昌", since=date(2020, 1, 1)):
    return Person(born, sex, levels, place, since)


def chart(key, people, others=()):
    charts = {chart.key: chart for chart in breakdowns(people, others, county="平昌县", on=TODAY)}
    return [(str(bar.label), bar.number, bar.share, bar.compare) for bar in charts[key].bars]


def counted(key, one):
    return [label for label, number, _share, _compare in chart(key, [one]) if number]


@pytest.mark.parametrize(
    ("born", "label"),
    [
        (date(1990, 11, 24), "35 or younger"),
        (date(1990, 11, 23), "36–40"),
        (date(1985, 11, 24), "36–40"),
        (date(1985, 11, 23), "41–45"),
        (date(1980, 11, 24), "41–45"),
        (date(1980, 11, 23), "46–50"),
        (date(1975, 11, 24), "46–50"),
        (date(1975, 11, 23), "51–55"),
        (date(1970, 11, 24), "51–55"),
        (date(1970, 11, 23), "56 or older"),
        (date(1970, 11, 22), "56 or older"),
    ],
)
def test_age_turns_on_the_birthday(born, label):
    assert counted("age", person(born=born)) == [label]


@pytest.mark.parametrize(
    ("since", "label"),
    [
        (date(2025, 11, 24), "under 1 year"),
        (date(2025, 11, 23), "1 to under 3 years"),
        (date(2023, 11, 24), "1 to under 3 years"),
        (date(2023, 11, 23), "3 to under 5 years"),
        (date(2021, 11, 24), "3 to under 5 years"),
        (date(2021, 11, 23), "5 to under 8 years"),
        (date(2018, 11, 24), "5 to under 8 years"),
        (date(2018, 11, 23), "8 years or more"),
        (date(2018, 11, 22), "8 years or more"),
    ],
)
def test_time_in_post_turns_on_the_day_it_began(since, label):
    assert counted("time", person(since=since)) == [label]


def test_the_five_breakdowns_in_their_order():
    charts = breakdowns([person()], [], county="平昌县", on=TODAY)

    assert [(chart.key, str(chart.title)) for chart in charts] == [
        ("age", "Age"),
        ("sex", "Sex"),
        ("education", "Education"),
        ("origin", "Origin"),
        ("time", "Time in post"),
    ]
    assert all(isinstance(bar, Bar) for chart in charts for bar in chart.bars)


def test_shares_stand_beside_those_of_the_others():
    people = [person(levels=("研究生",)), person(), person(), person(levels=("中专",))]
    others = [person(levels=("大专",)), person(levels=())]

    assert chart("education", people, others) == [
        ("Postgraduate", 1, 25.0, 0.0),
        ("Undergraduate", 2, 50.0, 0.0),
        ("Junior college", 0, 0.0, 50.0),
        ("Secondary school or below", 1, 25.0, 0.0),
        ("not on record", 0, 0.0, 50.0),
    ]


def test_what_is_not_on_record_is_shown_where_somebody_lacks_it():
    assert chart("origin", [person()]) == [("Local", 1, 100.0, None), ("From elsewhere", 0, 0.0, None)]
    assert chart("origin", [person(place="")])[-1] == ("not on record", 1, 100.0, None)
    assert chart("origin", [], [person(place="四川巴中")]) == [
        ("Local", 0, 0.0, 0.0),
        ("From elsewhere", 0, 0.0, 100.0),
    ]


def test_average_age_in_completed_years():
    people = [person(born=date(1990, 11, 24)), person(born=date(1985, 11, 23))]

    assert average_age(people, TODAY) == 38
    assert average_age([], TODAY) is None

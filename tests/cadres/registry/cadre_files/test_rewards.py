"""Rewards and punishments on the form: what was typed stays, and what it does not tell is added once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.cadre_files.rules.rewards import Line, composed, untold

KNOWN = ("嘉奖", "三等功", "二等功", "称号", "党内警告", "严重警告", "记过", "记大过")


def commendation(year, on=None):
    on = on or date(year + 1, 3, 1)
    return Line(on, f"{on.year}年{on.month}月，{year}年度嘉奖（县委奖〔{on.year}〕1号）", ("嘉奖",), year)


def merit(year):
    return Line(date(year + 1, 3, 1), f"{year + 1}年3月，{year}年度记三等功", ("三等功",), year)


def warning(on=date(2021, 3, 5)):
    return Line(on, f"{on.year}年{on.month}月，受党内警告处分（县纪委）", ("党内警告",))


def years_untold(typed, *lines):
    return [line.year or line.on.year for line in untold(typed, lines, KNOWN)]


@pytest.mark.parametrize(
    "typed",
    [
        "2024年度嘉奖",
        "2024 年度获嘉奖一次。",
        "2025年3月，受县委、县政府嘉奖。",
        "2025.03被县委嘉奖",
        "2024年，因防汛救灾表现突出，获嘉奖",
        "2025年被县委嘉奖",
        "嘉奖（2024年度）",
        "2022、2023、2024年度嘉奖",
        "2022—2024年连续三年获嘉奖",
        "2020年度记三等功；2024年度嘉奖",
        "2024年度记三等功、嘉奖",
    ],
)
def test_what_was_typed_tells_of_the_award(typed):
    assert untold(typed, [commendation(2024)], KNOWN) == []
    assert composed(typed, [commendation(2024)], KNOWN) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "2023年度嘉奖",
        "2024年度记三等功",
        "多次获嘉奖",
        "2023年嘉奖，2024年记三等功",
        "2024年4月获嘉奖，为另一事项",
        "2024年度考核优秀；2023年度嘉奖",
        "2019—2023年连续五年获嘉奖",
    ],
)
def test_another_year_or_another_award_tells_nothing_of_it(typed):
    assert years_untold(typed, commendation(2024)) == [2024]
    assert composed(typed, [commendation(2024)], KNOWN).startswith(typed)


def test_each_mention_stands_for_one_award():
    assert years_untold("2025年嘉奖", commendation(2024), commendation(2025)) == [2025]
    assert years_untold("2024年度嘉奖；2025年度嘉奖", commendation(2024), commendation(2025)) == []
    same_day = date(2026, 3, 1)
    assert years_untold("2026年3月嘉奖", commendation(2024, same_day), commendation(2025, same_day)) == [2025]
    assert years_untold("2025年度嘉奖", commendation(2024, same_day), commendation(2025, same_day)) == [2024]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2021年3月受党内警告处分", True),
        ("2021年受党内警告处分", True),
        ("2021年3月受党内严重警告处分", False),
        ("2020年受党内警告处分", False),
        ("2021年4月受党内警告处分", False),
    ],
)
def test_a_sanction_is_known_by_its_name_and_its_day(typed, told):
    assert (untold(typed, [warning()], KNOWN) == []) == told


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("", "2021年3月，受党内警告处分（县纪委）；2024年3月，2023年度记三等功。"),
        ("无", "2021年3月，受党内警告处分（县纪委）；2024年3月，2023年度记三等功。"),
        (
            "2015年优秀共产党员。",
            "2015年优秀共产党员。2021年3月，受党内警告处分（县纪委）；2024年3月，2023年度记三等功。",
        ),
        (
            "2015年优秀共产党员；",
            "2015年优秀共产党员；2021年3月，受党内警告处分（县纪委）；2024年3月，2023年度记三等功。",
        ),
        (
            "2015年优秀共产党员\n2016年先进个人",
            "2015年优秀共产党员\n2016年先进个人\n2021年3月，受党内警告处分（县纪委）；2024年3月，2023年度记三等功。",
        ),
    ],
)
def test_the_earliest_is_added_first_behind_what_was_typed(typed, whole):
    assert composed(typed, [merit(2023), warning()], KNOWN) == whole


@pytest.mark.parametrize("typed", ["", "无", " 无。 ", "2015年优秀\n", "没有句号", "，；"])
def test_without_records_the_text_is_the_very_text(typed):
    assert composed(typed, [], KNOWN) == typed


LINES = st.lists(
    st.one_of(
        st.builds(commendation, st.integers(1995, 2025), st.none() | st.dates(date(1996, 1, 1), date(2030, 12, 31))),
        st.builds(merit, st.integers(1995, 2025)),
        st.builds(warning, st.dates(date(1995, 1, 1), date(2026, 1, 1))),
    ),
    max_size=6,
    unique_by=lambda line: line.text,
)


@given(st.text(alphabet="2019嘉奖年度记三等功，；。、\n无A", max_size=40), LINES)
def test_nothing_is_added_twice_and_what_was_typed_stays(typed, lines):
    once = composed(typed, lines, KNOWN)

    assert composed(once, lines, KNOWN) == once
    if lines and typed.strip().rstrip("。") not in {"", "无", "暂无"}:
        assert once.startswith(typed.rstrip().rstrip("；;，,"))

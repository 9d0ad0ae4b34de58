"""The résumé: read into periods, written again, laid beside the tenures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.cadre_files.rules.resume import PERIOD, Held, Period, month_of, read_resume, remarks, write_resume

months = st.tuples(st.integers(1950, 2049), st.integers(0, 12))

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")) | st.sampled_from("今现在08年—.至"),
    max_size=20,
).map(str.strip)

more_lines = st.lists(words.filter(lambda line: line and not PERIOD.match(line)), max_size=2)

periods = st.lists(
    st.builds(
        lambda since, until, first, more: Period(since, until, "\n".join([first, *more])),
        months,
        st.none() | months,
        words,
        more_lines,
    ),
    max_size=5,
)


def told(found: list[Period]) -> list[tuple]:
    return [(period.since, period.until, period.text) for period in found]


@given(periods=periods, loose=more_lines)
def test_what_is_written_is_read_again(periods, loose):
    text = write_resume(periods, loose)

    found, before = read_resume(text)

    assert (told(found), before) == (told(periods), loose)
    assert write_resume(found, before) == text


def test_lines_are_written_as_the_form_has_them():
    text = (
        "1999年参军\n2004.8至2010.01 某镇科员\n"
        "2004.08 - 2010.01 某镇科员\n（其间：在县委党校学习）\n2010.01—今　某镇镇长"
    )

    found, loose = read_resume(text)

    assert write_resume(found, loose) == (
        "1999年参军\n2004.8至2010.01 某镇科员\n"
        "2004.08--2010.01  某镇科员\n（其间：在县委党校学习）\n2010.01--         某镇镇长"
    )


@pytest.mark.parametrize(
    ("text", "gap", "overlap"),
    [
        ("2004.08--2010.01  甲\n2010.01--  乙", 0, 0),
        ("2004.08--2010.01  甲\n2010.05--  乙", 4, 0),
        ("2004.08--2010.01  甲\n2009.11--  乙", 0, 2),
        ("2004.08--  甲\n2009.11--  乙", 0, 1),
        ("2004--2010  甲\n2012--  乙", 0, 0),
    ],
)
def test_gaps_and_overlaps_are_told_in_months(text, gap, overlap):
    second = read_resume(text)[0][1]

    assert (second.gap, second.overlap) == (gap, overlap)


def test_a_gap_names_its_months():
    second = read_resume("2004.08--2010.01  甲\n2010.05--  乙")[0][1]

    assert (second.before_text, second.since_text) == ("2010.01", "2010.05")


HEAD = Held("甲镇", "镇长", month_of(date(2021, 5, 10)), None)


@pytest.mark.parametrize(
    ("text", "tenures", "kinds"),
    [
        ("2021.05--  某县甲镇党委副书记、镇长", [HEAD], []),
        ("2016.09--2021.05  某县甲镇党委副书记", [HEAD], ["uncovered"]),
        ("2021.05--  某县乙局局长", [HEAD], ["unnamed"]),
        ("2011.03--2016.09  某县乙乡乡长\n2021.05--  某县甲镇镇长", [HEAD], ["unheld"]),
        ("2011.03--2016.09  某县甲镇党委书记", [], ["unheld"]),
        ("2011.03--2016.09  某县某局科员\n2016.09--  某县甲镇副镇长", [], []),
    ],
)
def test_resume_and_tenures_are_laid_side_by_side(text, tenures, kinds):
    assert [remark.kind for remark in remarks(read_resume(text)[0], tenures)] == kinds


def test_posts_that_meet_in_a_month_do_not_overlap():
    ended = Held("乙乡", "乡长", (2016, 9), (2021, 5))

    assert not list(remarks(read_resume("2016.09--2021.05  乙乡乡长\n2021.05--  甲镇镇长")[0], [ended, HEAD]))


def test_a_resume_is_read_in_periods():
    periods, loose = read_resume(
        "前言\n2004.09--2008.07  某大学学习\n2012.03－2016.09　某县甲镇副镇长\n（其间：2013.03--2013.07县委党校）\n"
        "201608至202105 某县乙乡乡长\n2021.05--         某县丙镇书记"
    )

    assert loose == ["前言"]
    assert [(p.since_text, p.until_text) for p in periods] == [
        ("2004.09", "2008.07"),
        ("2012.03", "2016.09"),
        ("2016.08", "2021.05"),
        ("2021.05", ""),
    ]
    assert [(p.gap, p.overlap) for p in periods] == [(0, 0), (44, 0), (0, 1), (0, 0)]
    assert "县委党校" in periods[1].text


@given(st.text(max_size=200))
def test_any_resume_is_read_without_error_and_loses_no_word(text):
    periods, loose = read_resume(text)

    if not periods:
        assert loose == [line.strip() for line in text.splitlines() if line.strip()]

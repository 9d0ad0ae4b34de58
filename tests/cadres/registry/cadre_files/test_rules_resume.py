"""The résumé: read into periods, written again, laid beside the tenures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.registry.cadre_files.rules.resume import (
    PERIOD,
    Held,
    Period,
    Remark,
    month_of,
    month_text,
    read_resume,
    remarks,
    write_resume,
)

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
        ("2004.08--2010.01  甲\n2010.02--  乙", 1, 0),
        ("2004.08--2010.01  甲\n2009.12--  乙", 0, 1),
        ("2004--2010  甲\n2012--  乙", 0, 0),
        ("2004--2010  甲\n2012.03--  乙", 0, 0),
        ("2004--2010.05  甲\n2012--  乙", 0, 0),
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


@pytest.mark.parametrize(
    ("text", "held", "kinds"),
    [
        # the same words in the time of the post, another place, another post, a deputy
        ("2021.05--  某县甲镇镇长", HEAD, []),
        ("2021.05--  某县甲镇党委委员", HEAD, ["unnamed"]),
        ("2021.05--  某县乙镇镇长", HEAD, ["unnamed"]),
        ("2021.05--  某县甲镇副镇长", HEAD, ["unnamed"]),
        # a title in longer or shorter words
        ("2021.05--  甲镇党委书记", Held("甲镇", "书记", (2021, 5), None), []),
        ("2021.05--  甲镇党委书记", Held("甲镇", "党委书记", (2021, 5), None), []),
        ("2021.05--  甲镇党委书记", Held("甲镇", "镇党委书记", (2021, 5), None), []),
        ("2021.05--  甲镇党委书记", Held("甲镇", "人大主席", (2021, 5), None), ["unnamed", "unheld"]),
        # the right title at another time
        ("2011.03--2016.09  甲镇镇长\n2021.05--  甲镇镇长", HEAD, ["unheld"]),
        ("2011.03--2016.09  甲镇镇长", Held("甲镇", "镇长", (2017, 1), (2018, 1)), ["uncovered", "unheld"]),
        ("2019.01--2020.01  甲镇镇长", Held("甲镇", "镇长", (2017, 1), (2018, 1)), ["uncovered", "unheld"]),
        # no title of a township's main post
        ("2011.03--2016.09  甲镇镇长助理", Held("甲镇", "镇长助理", (2011, 3), (2016, 9)), []),
    ],
)
def test_a_post_is_told_by_place_title_and_time(text, held, kinds):
    assert [remark.kind for remark in remarks(read_resume(text)[0], [held])] == kinds


@pytest.mark.parametrize(
    ("text", "since", "until", "meets"),
    [
        ("2016.09--2021.05", (2021, 4), None, True),
        ("2016.09--2021.05", (2021, 5), None, False),
        ("2016.09--2021.05", (2021, 6), None, False),
        ("2016.09--2021.05", (2015, 1), (2016, 8), False),
        ("2016.09--2021.05", (2015, 1), (2016, 9), False),
        ("2016.09--2021.05", (2015, 1), (2016, 10), True),
        # one month alone shares it with whatever touches it
        ("2016.09--2021.05", (2016, 8), (2016, 8), False),
        ("2016.09--2021.05", (2016, 9), (2016, 9), True),
        ("2016.09--2021.05", (2021, 5), (2021, 5), True),
        ("2016.09--2021.05", (2021, 6), (2021, 6), False),
        ("2018.05--2018.05", (2018, 5), (2019, 1), True),
        ("2018.05--2018.05", (2018, 6), (2019, 1), False),
        ("2018.05--2018.05", (2017, 1), (2018, 5), True),
        ("2018.05--2018.05", (2017, 1), (2018, 4), False),
        ("2018.05--", (2018, 4), (2018, 5), False),
        ("2018.05--", (2018, 4), (2018, 6), True),
        # a year alone begins in January
        ("2018--2020", (2017, 1), (2018, 1), False),
        ("2018--2020", (2017, 1), (2018, 2), True),
    ],
)
def test_when_a_period_and_a_post_share_time(text, since, until, meets):
    found = remarks(read_resume(f"{text}  甲镇科员")[0], [Held("甲镇", "科员", since, until)])

    assert [remark.kind for remark in found] == ([] if meets else ["uncovered"])


def test_a_remark_names_post_and_months():
    text = "2011.03--2016.09  某县 甲镇党委书记\n（其间：学习）\n2019--  乙局局长"
    tenures = [Held("丙乡", "乡长", (2017, 1), (2018, 12)), HEAD, Held("丁乡", "乡长", (2020, 0), (2021, 6))]

    assert list(remarks(read_resume(text)[0], tenures)) == [
        Remark("uncovered", "丙乡乡长", "2017.01", "2018.12"),
        Remark("unnamed", "甲镇镇长", "2021.05", ""),
        Remark("unnamed", "丁乡乡长", "2020", "2021.06"),
        Remark("unheld", "某县 甲镇党委书记", "2011.03", "2016.09"),
    ]


@pytest.mark.parametrize(("month", "text"), [((2019, 0), "2019"), ((2019, 1), "2019.01"), ((2019, 12), "2019.12")])
def test_a_month_is_written_as_far_as_it_is_known(month, text):
    assert month_text(month) == text


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

"""What each chart says and counts, with fixed numbers."""

from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from cadres.shared.charts.bars import Shares, layout_bars, layout_shares
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.heat import layout_heat
from cadres.shared.charts.intervals import Interval, layout_intervals
from cadres.shared.charts.lanes import Span, layout_lanes
from cadres.shared.charts.lines import layout_lines
from cadres.shared.charts.milestones import Milestone
from cadres.shared.charts.stacked import layout_stacked
from cadres.shared.charts.steps import Curve, Level, layout_steps
from cadres.shared.charts.text import fit, number_text
from cadres.shared.charts.waterfall import Change, layout_waterfall
from tests.cadres.shared.charts.samples import samples

TODAY = date(2026, 11, 23)
ABOUT = About("key", "Title")
EMPTY = {
    "lines": lambda: layout_lines(ABOUT, [], []),
    "lines without values": lambda: layout_lines(ABOUT, [2024, 2025], [Series("a", [None, None])]),
    "bars": lambda: layout_bars(ABOUT, [], [Series("a", [])]),
    "upright bars": lambda: layout_bars(ABOUT, [], [], upright=True),
    "shares": lambda: layout_shares(ABOUT, ["a"], Shares(Series("n", [None]), [100])),
    "stacked": lambda: layout_stacked(ABOUT, ["a"], [Series("n", [None])]),
    "upright stacked": lambda: layout_stacked(ABOUT, [], [], upright=True),
    "intervals": lambda: layout_intervals(ABOUT, [Interval("a", None)], name="n"),
    "steps": lambda: layout_steps(ABOUT, [Curve("a", [])], along="Months"),
    "lanes": lambda: layout_lanes(ABOUT, [], TODAY),
    "heat": lambda: layout_heat(ABOUT, [], []),
    "waterfall": lambda: layout_waterfall(ABOUT, [], name="n"),
}


def drawn(chart, **context):
    return render_to_string(
        "components/charts/chart.html", {"chart": chart, **context}, request=RequestFactory().get("/", {"q": "x"})
    )


def texts_of(chart):
    return [[cell.text for cell in row] for row in chart.table.rows]


@pytest.mark.parametrize("name", EMPTY)
def test_without_data_a_chart_says_so_and_draws_nothing(name):
    chart = EMPTY[name]()
    assert chart.is_empty
    page = drawn(chart, csv=True)
    assert "No data." in page
    assert "<svg" not in page
    assert "<a " not in page


@pytest.mark.parametrize("chart", samples(), ids=lambda chart: chart.key)
def test_every_kind_is_drawn_without_styles_and_scripts_and_offers_its_file(chart):
    page = drawn(chart, csv=True)

    assert not chart.is_empty
    assert chart.summary in page
    assert "style=" not in page
    assert "<script" not in page
    assert f"?q=x&amp;chart={chart.key}&amp;format=csv" in page
    assert chart.shows_numbers or all(name in page for name in chart.table.headers)
    assert all(cell.text in page for row in chart.table.rows for cell in row)
    for entry in chart.legend:
        assert entry.glyph or entry.texture or entry.tone in (0, 1, 3)  # plain boxes: the first series, rise and total


def test_a_gap_breaks_the_line_and_is_said():
    chart = layout_lines(ABOUT, [2021, 2022, 2023, 2024, 2025], [Series("甲镇", [1, 2, None, 4, 1200])])

    assert [len(trace.points) for trace in chart.wide.traces] == [2, 2]
    assert len(chart.wide.dots) == 4
    said = "甲镇: lowest 1 (2021), highest 1,200 (2025), last 1,200 (2025). No value: 2023."
    assert chart.summary == said
    assert texts_of(chart)[2] == ["2023", "—"]


def test_years_and_days_stand_at_their_true_distances():
    years = layout_lines(ABOUT, [2020, 2021, 2024], [Series("a", [1, 1, 1])]).wide
    days = layout_lines(ABOUT, [date(2024, 1, 31), date(2024, 3, 1)], [Series("a", [1, 2])]).wide
    names = layout_lines(ABOUT, ["一", "二"], [Series("a", [1, 2])]).wide

    first, second, last = (dot.x for dot in years.dots)
    assert last - second == pytest.approx(3 * (second - first), abs=0.2)
    assert [label.text for label in days.labels if label.anchor == "middle"] == ["2024.02", "2024.03"]
    assert [label.text for label in names.labels if label.anchor == "middle"] == ["一", "二"]


def test_the_scale_begins_at_zero_unless_asked_otherwise():
    def ticks(**how):
        chart = layout_lines(ABOUT, [1, 2], [Series("a", [96, 98])], **how)
        return [label.text for label in chart.wide.labels if label.anchor == "end"]

    assert ticks() == ["0", "20", "40", "60", "80", "100"]
    assert ticks(from_zero=False) == ["96", "97", "98"]


def test_bars_lie_on_both_sides_of_zero():
    chart = layout_bars(About("key", "T", unit="人"), ["甲", "乙", "丙"], [Series("净增", [10, -10, None])])

    (up,), (down,), missing = (row.bars for row in chart.rows)
    assert (up.x, up.width, down.x, down.width, missing) == (50.0, 50.0, 0.0, 50.0, ())
    assert chart.zero == 50.0
    assert chart.columns == ("净增",)
    assert chart.table.headers == ("Item", "净增 (人)")
    assert chart.rows[1].texts == ("−10",)
    assert chart.summary == "净增: largest 甲 (10), smallest 乙 (−10). No value: 丙."


def test_equal_bars_are_said_in_one_word_and_many_series_move_to_the_table():
    four = [Series(f"s{number}", [1, 1]) for number in range(4)]
    chart = layout_bars(ABOUT, ["甲", "乙"], four)

    assert "s0: 1 everywhere." in chart.summary
    assert not chart.shows_numbers
    assert "<details" in drawn(chart)
    assert "<details" not in drawn(layout_bars(ABOUT, ["甲", "乙"], four[:3]))
    with pytest.raises(ValueError, match="7 series"):
        layout_bars(ABOUT, ["甲", "乙"], [Series(str(number), [1, 1]) for number in range(7)])
    with pytest.raises(ValueError, match="1 values for 2 labels"):
        layout_bars(ABOUT, ["甲", "乙"], [Series("s", [1])])


def test_sixty_upright_bars_leave_labels_out_and_keep_every_bar():
    labels = [f"第{number}乡镇" for number in range(60)]
    chart = layout_bars(ABOUT, labels, [Series("n", list(range(60)))], upright=True)

    assert len(chart.narrow.boxes) == 60
    shown = [label for label in chart.narrow.labels if label.anchor == "middle"]
    assert 3 <= len(shown) < 12
    assert [row[0].text for row in chart.table.rows] == labels


def test_shares_fill_their_own_whole():
    shares = Shares(
        Series("Points", [Decimal("7.5"), None, 12]),
        [10, 5, 10],
        compare=Series("County", [5, 1, None]),
        beside=[Series("Possible", [10, 5, 10])],
        missing="left out",
    )
    chart = layout_shares(ABOUT, ["甲", "乙", "丙"], shares)

    assert [[bar.width for bar in row.bars] for row in chart.rows] == [[75.0], [], [100.0]]
    assert [row.pin for row in chart.rows] == [50.0, 20.0, None]
    assert chart.rows[1].texts == ("5", "left out", "1")
    assert chart.columns == ("Possible", "Points", "County")


def test_stacks_add_up_and_say_what_is_missing():
    series = [Series("a", [2, 1]), Series("b", [3, None]), Series("c", [-4, 1])]
    chart = layout_stacked(ABOUT, ["甲", "乙"], series)
    boxes = layout_stacked(ABOUT, ["甲", "乙"], series, upright=True).wide.boxes

    assert [row.texts for row in chart.rows] == [("1",), ("2",)]
    assert texts_of(chart)[1] == ["乙", "1", "—", "1", "2"]
    assert "No value: 乙 · b." in chart.summary
    first, second, below = boxes[:3]
    assert second.y + second.height == pytest.approx(first.y, abs=0.2)
    assert below.y == pytest.approx(first.y + first.height, abs=0.2)


@pytest.mark.parametrize(
    ("make", "number", "marks"),
    [
        (lambda s: layout_bars(ABOUT, ["a", "b"], [s]), 1, 1),
        (lambda s: layout_bars(ABOUT, ["a", "b"], [s], upright=True), 1, 2),  # the wide and the narrow drawing
        (lambda s: layout_stacked(ABOUT, ["a", "b"], [s]), 1, 1),
        (lambda s: layout_stacked(ABOUT, ["a", "b"], [s], upright=True), 1, 2),
        (lambda s: layout_shares(ABOUT, ["a", "b"], Shares(s, [4, 4])), 1, 1),
        (lambda s: layout_shares(ABOUT, ["a", "b"], Shares(Series("%", [75, 0]), [100] * 2, beside=[s])), 1, 0),
    ],
)
def test_marks_and_numbers_lead_to_what_was_counted(make, number, marks):
    page = drawn(make(Series("n", [3, 0], ["/list/?a=1&b=2", "/list/?a=2"])))

    assert page.count('<a class="link" href="/list/?a=1&amp;b=2">3</a>') == number
    assert page.count('<a class="chart-mark" href="/list/?a=1&amp;b=2" tabindex="-1">') == marks
    assert "/list/?a=2" not in page, "of nothing there is no list"


def test_links_are_as_many_as_values():
    with pytest.raises(ValueError, match="1 links for 2 labels"):
        layout_bars(ABOUT, ["a", "b"], [Series("n", [3, 4], ["/"])])


def test_an_interval_is_written_with_its_bounds():
    chart = layout_intervals(
        About("key", "T", decimals=1),
        [Interval("甲", 86.4, 82, 90), Interval("乙", 70), Interval("丙", None)],
        name="Score",
        reference=85,
    )

    assert [row.texts for row in chart.rows] == [("86.4 (82.0 to 90.0)",), ("70.0",), ("—",)]
    assert [len(row.whiskers) for row in chart.rows] == [1, 0, 0]
    assert chart.summary.endswith("Lowest: 乙, 70.0. No value: 丙. Compared with 85.0.")
    assert texts_of(chart)[0] == ["甲", "86.4", "82.0", "90.0"]


def test_a_step_curve_is_level_between_events_and_ends_with_the_follow_up():
    curve = Curve("甲", [Level(0, 100, 100, 100), Level(10, 60, 40, 80)], {0: 5, 10: 3})
    chart = layout_steps(ABOUT, [curve], along="Months", until=20)

    (trace,) = chart.wide.traces
    corners = trace.points
    assert len(corners) == 4
    assert corners[0][1] == corners[1][1]
    assert corners[1][0] == corners[2][0]
    assert corners[2][1] == corners[3][1]
    assert len(chart.wide.areas[0].points) == 8
    assert chart.summary == "甲: from 100 to 60 (Months: 10)."
    assert texts_of(chart) == [["甲", "0", "100", "100", "100", "5"], ["甲", "10", "60", "40", "80", "3"]]
    assert "Still followed" in [label.text for label in chart.narrow.labels]


def test_one_shoulder_shows_as_two_lanes_and_overlaps_never_cover_each_other():
    chart = layout_lanes(
        ABOUT,
        [
            Span("书记", "甲镇", date(2020, 1, 1), None),
            Span("镇长", "甲镇", date(2021, 1, 1), date(2023, 1, 1), "到期"),
            Span("其他", "乙", date(2020, 1, 1), None),
            Span("其他", "丙", date(2020, 6, 1), None),
        ],
        TODAY,
    )

    assert [label.text for label in chart.wide.labels if label.x == 6] == ["书记", "其他", "", "镇长"]
    assert len({(box.y, box.x) for box in chart.wide.boxes}) == 4
    ended = [box.title for box in chart.wide.boxes if "到期" in box.title]
    assert ended == ["镇长 · 甲镇 · 1 Jan 2021–1 Jan 2023 · 到期"]


def test_marks_stand_below_the_lanes_each_kind_in_its_own():
    marks = [
        ("培训", [Milestone(date(2024, 5, 1), "班", "good")]),
        ("处分", [Milestone(date(2019, 5, 1), "警告", "bad")]),
    ]
    chart = layout_lanes(ABOUT, [Span("书记", "甲镇", date(2020, 1, 1), None)], TODAY, marks)

    assert [label.text for label in chart.wide.labels if label.x == 6] == ["书记", "培训", "处分"]
    assert [(dot.look, dot.glyph) for dot in chart.wide.dots] == [
        ("lane-dot lane-dot-good", "circle"),
        ("lane-dot lane-dot-bad", "triangle"),
    ]
    assert chart.wide.labels[0].text == "2019"
    assert chart.summary.endswith("培训: 1. 处分: 1.")


def test_heat_levels_run_from_the_smallest_to_the_largest():
    chart = layout_heat(ABOUT, ["1月", "2月", "3月"], [Series("甲", [0, 5, None]), Series("乙", [10, 1.9, 2])])

    assert [[level for _text, level in row.cells] for row in chart.rows] == [[1, 3, 0], [5, 1, 2]]
    assert chart.summary == "Largest: 乙 · 1月 (10). Smallest: 甲 · 1月 (0). No value: 甲 · 3月."
    even = layout_heat(ABOUT, ["1月"], [Series("甲", [3])])
    assert even.rows[0].cells == (("3", 1),)


def test_a_waterfall_carries_the_sum_from_change_to_change():
    changes = [
        Change("年初", 10, total=True),
        Change("增", 4),
        Change("缺", None),
        Change("减", -8),
        Change("年末", 6, total=True),
    ]
    chart = layout_waterfall(ABOUT, changes, name="人数")

    assert [row.texts for row in chart.rows] == [("10", "10"), ("+4", "14"), ("—", "14"), ("−8", "6"), ("6", "6")]
    rise, fall = chart.rows[1].bars[0], chart.rows[3].bars[0]
    assert rise.x == pytest.approx(100 * 10 / 15, abs=0.1)
    assert fall.x + fall.width == pytest.approx(rise.x + rise.width, abs=0.1)
    assert chart.summary == "From 10 to 6. Largest rise: 增 (+4). Largest fall: 减 (−8). No value: 缺."


def test_files_hold_the_numbers_and_no_formula():
    chart = layout_bars(ABOUT, ["=1+1", "乙"], [Series("@n", [1234.5, None])])

    assert chart.csv() == "\ufeffItem,'@n\r\n'=1+1,1234.5\r\n乙,\r\n"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, None, "—"),
        (0, None, "0"),
        (1234567, None, "1,234,567"),
        (-3, None, "−3"),
        (2.50, None, "2.5"),
        (1 / 3, None, "0.33"),
        (0.00041, None, "0.00041"),
        (Decimal("1E+3"), None, "1,000"),
        (2, 1, "2.0"),
    ],
)
def test_numbers_as_people_read_them(value, decimals, text):
    assert number_text(value, decimals) == text


def test_long_names_are_cut_and_kept_whole_in_the_title():
    assert fit("省级乡村振兴重点帮扶镇", 60) == "省级乡村…"
    assert fit("短", 60) == "短"
    assert fit("长长", 13) == ""
    with translation.override("zh-hans"):
        chart = layout_bars(ABOUT, ["省级乡村振兴重点帮扶柳溪镇党委", "乙"], [Series("n", [1, 2])], upright=True)
    cut = chart.narrow.labels[-2]
    assert cut.text.endswith("…")
    assert cut.title == "省级乡村振兴重点帮扶柳溪镇党委"

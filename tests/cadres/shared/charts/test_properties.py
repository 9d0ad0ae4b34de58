"""What holds for any numbers: nothing leaves its box, ticks enclose the data, the table has every value."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cadres.shared.charts.bars import layout_bars
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.heat import layout_heat
from cadres.shared.charts.intervals import Interval, layout_intervals
from cadres.shared.charts.lanes import Span, layout_lanes
from cadres.shared.charts.lines import layout_lines
from cadres.shared.charts.milestones import Milestone
from cadres.shared.charts.scales import day_ticks, nice_ticks
from cadres.shared.charts.stacked import layout_stacked
from cadres.shared.charts.steps import Curve, Level, layout_steps
from cadres.shared.charts.text import width_of
from cadres.shared.charts.waterfall import Change, layout_waterfall

TODAY = date(2026, 11, 23)
ABOUT = About("key", "Title")
DECIMALS = st.decimals(-(10**6), 10**6, places=2)
NUMBERS = DECIMALS | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9).map(lambda number: round(number, 3))
VALUES = st.none() | NUMBERS
NAMES = st.text("甲乙丙丁镇abc ", min_size=1, max_size=40)
DAYS = st.dates(date(1960, 1, 1), date(2060, 12, 31))


@st.composite
def tables(draw):
    """Labels and up to six series over them."""
    labels = draw(st.lists(NAMES, max_size=60))
    size = len(labels)
    names = draw(st.lists(NAMES, max_size=6))
    return labels, [Series(name, draw(st.lists(VALUES, min_size=size, max_size=size))) for name in names]


def check_inside(drawing):
    def inside(x, y, right=None, bottom=None):
        assert -0.2 <= x <= (x if right is None else right) <= drawing.width + 0.2
        assert -0.2 <= y <= (y if bottom is None else bottom) <= drawing.height + 0.2

    for rule in drawing.rules:
        inside(rule.x1, rule.y1)
        inside(rule.x2, rule.y2)
    for trace in (*drawing.traces, *drawing.areas):
        for x, y in trace.points:
            inside(x, y)
    for box in drawing.boxes:
        inside(box.x, box.y, box.x + box.width, box.y + box.height)
    for dot in drawing.dots:
        inside(dot.x - 4, dot.y - 4, dot.x + 4, dot.y + 4)
    for label in drawing.labels:
        width = width_of(label.text)
        left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
        inside(left, label.y - 9, left + width, label.y)


def check_strips(chart):
    for row in chart.rows:
        ends = [end for bar in row.bars for end in (bar.x, round(bar.x + bar.width, 1))]
        ends += [end for whisker in row.whiskers for end in (whisker.x1, whisker.x2)]
        ends += [point.x for point in row.points] + ([] if row.pin is None else [row.pin])
        assert all(0 <= end <= 100 for end in ends)
        assert all(bar.y + bar.height <= row.height for bar in row.bars)


def check_table(chart, values):
    assert [cell.value for row in chart.table.rows for cell in row[1:]] == values
    assert all(len(row) == len(chart.table.headers) for row in chart.table.rows)
    assert chart.is_empty == all(value is None for value in values)
    assert len(chart.csv().splitlines()) == 1 + len(chart.table.rows)


def by_rows(labels, series):
    return [one.values[place] for place in range(len(labels)) for one in series]


@given(tables(), st.booleans())
def test_lines(table, from_zero):
    labels, series = table
    for positions in (
        labels,
        list(range(1990, 1990 + len(labels))),
        [TODAY + timedelta(n * 40) for n in range(len(labels))],
    ):
        chart = layout_lines(ABOUT, positions, series, from_zero=from_zero)
        check_inside(chart.wide)
        check_inside(chart.narrow)
        check_table(chart, by_rows(labels, series))
        known = sum(value is not None for one in series for value in one.values)
        assert len(chart.wide.dots) == len(chart.narrow.dots) == known


@given(tables())
def test_bars(table):
    labels, series = table
    lying, upright = (layout_bars(ABOUT, labels, series, upright=upright) for upright in (False, True))
    check_strips(lying)
    check_inside(upright.wide)
    check_inside(upright.narrow)
    check_table(lying, by_rows(labels, series))
    check_table(upright, by_rows(labels, series))


@given(tables())
def test_stacks(table):
    labels, series = table
    lying, upright = (layout_stacked(ABOUT, labels, series, upright=upright) for upright in (False, True))
    check_strips(lying)
    check_inside(upright.wide)
    check_inside(upright.narrow)
    assert lying.table == upright.table
    assert [[cell.value for cell in row[1:-1]] for row in lying.table.rows] == [
        [one.values[place] for one in series] for place in range(len(labels))
    ]


INTERVALS = st.builds(
    lambda name, ends: Interval(name, ends[1], ends[0], ends[2]),
    NAMES,
    st.lists(NUMBERS, min_size=3, max_size=3).map(sorted),
) | st.builds(Interval, NAMES, VALUES)


@given(st.lists(INTERVALS, max_size=60), VALUES, st.booleans())
def test_intervals(intervals, reference, from_zero):
    chart = layout_intervals(ABOUT, intervals, name="n", reference=reference, from_zero=from_zero)
    check_strips(chart)
    check_table(chart, [end for one in intervals for end in (one.value, one.low, one.high)])


@st.composite
def curves(draw):
    times = sorted(draw(st.sets(st.integers(0, 600), max_size=15)))
    ends = st.lists(st.floats(0, 100), min_size=3, max_size=3).map(sorted)
    levels = [Level(at, value, low, high) for at in times for low, value, high in [draw(ends)]]
    return Curve(draw(NAMES), levels, {at: draw(st.integers(0, 10**6)) for at in times[::2]})


@given(st.lists(curves(), max_size=6), st.none() | st.integers(0, 900), NAMES)
def test_steps(found, until, along):
    chart = layout_steps(ABOUT, found, along=along, until=until)
    check_inside(chart.wide)
    check_inside(chart.narrow)
    levels = [level for curve in found for level in curve.levels]
    assert [row[2].value for row in chart.table.rows] == [level.value for level in levels]
    assert [row[5].value for row in chart.table.rows] == [
        curve.at_risk.get(level.at) for curve in found for level in curve.levels
    ]


SPANS = st.builds(
    lambda lane, label, since, days: Span(lane, label, since, since + timedelta(days) if days else None),
    NAMES,
    NAMES,
    st.dates(date(1960, 1, 1), TODAY),
    st.integers(0, 15000),
)
MARKS = st.builds(Milestone, DAYS, NAMES, st.sampled_from(["good", "warn", "bad", "info", "neutral"]))


@given(st.lists(SPANS, max_size=12), st.lists(MARKS, max_size=5))
def test_lanes(spans, marks):
    chart = layout_lanes(ABOUT, spans, TODAY, [("考核", marks)] if marks else [])
    for drawing in (chart.wide, chart.narrow):
        check_inside(drawing)
        assert len(drawing.boxes) == len(spans)
        assert len(drawing.dots) == len(marks)
        places = sorted((box.y, box.x, box.width) for box in drawing.boxes if box.width > 2)
        for (y, x, width), (other_y, other_x, _other) in pairwise(places):
            assert y != other_y or x + width <= other_x + 2
    assert len(chart.table.rows) == len(spans) + len(marks)


@given(tables())
def test_heat(table):
    labels, series = table
    chart = layout_heat(ABOUT, labels, series)
    check_table(chart, [value for one in series for value in one.values])
    levels = [level for row in chart.rows for _text, level in row.cells]
    assert all(0 <= level <= 5 for level in levels)
    assert [level == 0 for level in levels] == [value is None for one in series for value in one.values]


@given(st.lists(st.builds(Change, NAMES, VALUES, st.booleans()), max_size=40))
def test_waterfalls(changes):
    chart = layout_waterfall(ABOUT, changes, name="n")
    check_strips(chart)
    assert [row[1].value for row in chart.table.rows] == [change.value for change in changes]


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.integers(2, 8), st.booleans())
def test_ticks_enclose_the_data_at_equal_round_steps(values, most, from_zero):
    ticks = nice_ticks(values, most=most, from_zero=from_zero)

    exact = [Decimal(str(value)) for value in values]
    assert ticks.values[0] <= min(exact)
    assert ticks.values[-1] >= max(exact)
    steps = {after - before for before, after in pairwise(ticks.values)}
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in ((1,), (2,), (5,))
    assert 2 <= len(ticks.values) <= most + 2
    if from_zero:
        assert 0 in ticks.values


@given(DAYS, DAYS, st.integers(3, 8))
def test_ticks_of_days_lie_within_and_ascend(one, other, most):
    first, last = sorted((one, other))
    ticks = day_ticks(first, last, most)

    assert 1 <= len(ticks) <= most
    assert all(first <= day <= last for day, _text in ticks)
    assert ticks == sorted(ticks)
    assert len({text for _day, text in ticks}) == len(ticks)

"""Lanes: what is drawn where, on a wide screen and on a phone."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cadres.shared.charts.lanes import Span, draw
from cadres.shared.charts.milestones import Mark

TODAY = date(2026, 11, 23)


def test_one_shoulder_shows_as_two_lanes_and_overlaps_never_cover_each_other():
    chart = draw(
        [
            Span("书记", "甲镇", date(2020, 1, 1), None),
            Span("镇长", "甲镇", date(2021, 1, 1), date(2023, 1, 1), "到期"),
            Span("其他", "乙", date(2020, 1, 1), None),
            Span("其他", "丙", date(2020, 6, 1), None),
        ],
        TODAY,
    )

    assert [name for name, _y in chart.lanes] == ["书记", "其他", "", "镇长"]
    assert len({(box.y, box.x) for box in chart.boxes}) == 4
    assert [box.title for box in chart.boxes if "到期" in box.title] == ["镇长 · 甲镇 · 2021.01.01–2023.01.01 · 到期"]


def test_marks_stand_below_the_lanes_each_kind_in_its_own():
    marks = [("培训", [Mark(date(2024, 5, 1), "班", "good")]), ("处分", [Mark(date(2019, 5, 1), "警告", "bad")])]
    chart = draw([Span("书记", "甲镇", date(2020, 1, 1), None)], TODAY, marks)

    assert [name for name, _y in chart.lanes] == ["书记", "培训", "处分"]
    assert [dot.tone for dot in chart.dots] == ["good", "bad"]
    assert chart.ticks[0][0] == "2019"
    assert draw([], TODAY) is None


SPANS = st.builds(
    lambda lane, since, years: Span(lane, "甲镇", date(since, 3, 1), date(since + years, 2, 1) if years else None),
    st.sampled_from(["书记", "镇长", "其他"]),
    st.integers(1980, 2025),
    st.integers(0, 40),
)


@given(st.lists(SPANS, min_size=1, max_size=12))
def test_lanes_stay_in_their_frame_on_a_phone_too(spans):
    wide = draw(spans, TODAY)
    for chart in (wide, wide.narrow):
        assert all(float(box.x) + float(box.width) <= float(chart.width) for box in chart.boxes)
        assert all(float(box.y) + 26 <= float(chart.foot) for box in chart.boxes)
        assert all(float(x) + 28 <= float(chart.width) for _year, x in chart.ticks[:-1])
    assert [box.title for box in wide.boxes] == [box.title for box in wide.narrow.boxes]

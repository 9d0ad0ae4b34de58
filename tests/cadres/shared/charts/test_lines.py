"""Lines: what is drawn where."""

from hypothesis import given
from hypothesis import strategies as st

from cadres.shared.charts.lines import draw_lines


@given(st.dictionaries(st.integers(1990, 2030), st.integers(0, 10**9) | st.none(), max_size=30))
def test_lines_stay_in_their_box(values):
    chart = draw_lines([("甲镇", values)])
    known = {year: value for year, value in values.items() if value is not None}

    if len(known) < 2:
        assert chart is None
        return
    assert [int(label) for label, _row in chart.rows] == sorted(known)
    for x, y, _text in chart.lines[0].dots:
        assert 8 <= float(x) <= 312
        assert 12 <= float(y) <= 110

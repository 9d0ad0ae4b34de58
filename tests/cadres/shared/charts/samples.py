"""One chart of every kind, with long Chinese names, gaps and values below zero; invented."""

from datetime import date

from cadres.shared.charts.bars import Shares, layout_bars, layout_shares
from cadres.shared.charts.base import About, Chart, Series
from cadres.shared.charts.heat import layout_heat
from cadres.shared.charts.intervals import Interval, layout_intervals
from cadres.shared.charts.lanes import Span, layout_lanes
from cadres.shared.charts.lines import layout_lines
from cadres.shared.charts.milestones import Milestone
from cadres.shared.charts.stacked import layout_stacked
from cadres.shared.charts.steps import Curve, Level, layout_steps
from cadres.shared.charts.waterfall import Change, layout_waterfall

TODAY = date(2026, 11, 23)
TOWNS = ["青禾镇", "石桥镇", "云岭彝族乡", "省级乡村振兴重点帮扶柳溪镇"]
YEARS = [2021, 2022, 2023, 2024, 2025, 2026]


def samples() -> list[Chart]:
    return [
        layout_lines(
            About("lines", "人均可支配收入", unit="元", first="年份"),
            YEARS,
            [
                Series("青禾镇", [15210, 16080, None, 18340, 19420, 20880]),
                Series("全县平均", [14800, 15650, 16700, 17900, 19000, 20100]),
            ],
        ),
        layout_bars(
            About("bars", "乡镇党政正职人数", unit="人"),
            TOWNS,
            [Series("2025年", [9, 7, 11, 8]), Series("2026年", [10, 7, 9, None])],
        ),
        layout_bars(
            About("upright", "各年交流任职人数", unit="人"),
            YEARS,
            [Series("跨乡镇", [3, 5, 4, 6, 2, 7]), Series("县直到乡镇", [2, 2, 3, 1, 4, 5])],
            upright=True,
        ),
        layout_shares(
            About("shares", "年龄结构", decimals=0),
            ["35岁以下", "36—40岁", "41—45岁", "46岁以上"],
            Shares(
                Series("占比，%", [18.2, 36.4, 27.3, 18.2]),
                [100] * 4,
                compare=Series("全县，%", [12, 31, 33, 24]),
                beside=[Series("人数", [2, 4, 3, 2])],
            ),
        ),
        layout_stacked(
            About("stacked", "培训学时构成", unit="学时"),
            TOWNS,
            [
                Series("集中培训", [32, 28, 40, 24]),
                Series("网络自学", [20, 26, 12, None]),
                Series("实践锻炼", [8, 0, 16, 12]),
            ],
        ),
        layout_stacked(
            About("stacked-upright", "各年调整去向", unit="人"),
            YEARS,
            [
                Series("提拔", [4, 6, 3, 5, 7, 4]),
                Series("交流", [6, 4, 8, 5, 6, 9]),
                Series("退出", [2, 1, 2, 3, 1, 2]),
            ],
            upright=True,
        ),
        layout_intervals(
            About("intervals", "民主测评得分", decimals=1),
            [
                Interval("青禾镇", 86.4, 82.1, 90.2),
                Interval("石桥镇", 79.8, 74.5, 84.6),
                Interval("云岭彝族乡", 91.3, 88.8, 93.6),
                Interval("省级乡村振兴重点帮扶柳溪镇", None),
            ],
            name="得分",
            reference=85,
        ),
        layout_steps(
            About("steps", "仍在任的比例", unit="%"),
            [
                Curve(
                    "本地任职",
                    [Level(0, 100, 100, 100), Level(14, 88, 78, 96), Level(29, 64, 50, 77), Level(48, 41, 27, 56)],
                    {0: 42, 12: 40, 24: 33, 36: 22, 48: 14, 60: 6},
                ),
                Curve(
                    "异地交流",
                    [Level(0, 100, 100, 100), Level(9, 92, 84, 99), Level(33, 75, 62, 87), Level(52, 58, 42, 73)],
                    {0: 35, 12: 32, 24: 28, 36: 21, 48: 16, 60: 9},
                ),
            ],
            along="任职月数",
            until=60,
        ),
        layout_lanes(
            About("lanes", "任职经历"),
            [
                Span("党委副书记", "石桥镇", date(2012, 3, 1), date(2016, 9, 1), "提拔"),
                Span("镇长", "青禾镇", date(2016, 9, 1), date(2023, 5, 1), "转任"),
                Span("党委书记", "青禾镇", date(2021, 6, 1), None, "", "书记、镇长一肩挑"),
            ],
            TODAY,
            [
                (
                    "考核",
                    [
                        Milestone(date(2022, 1, 10), "2021年度优秀", "good"),
                        Milestone(date(2024, 1, 12), "2023年度基本称职", "warn"),
                    ],
                )
            ],
        ),
        layout_heat(
            About("heat", "各乡镇各月公务调研次数", first="乡镇"),
            ["1月", "2月", "3月", "4月", "5月", "6月"],
            [
                Series("青禾镇", [3, 1, 6, 8, 4, 7]),
                Series("石桥镇", [2, 0, 5, 4, None, 6]),
                Series("省级乡村振兴重点帮扶柳溪镇", [1, 2, 9, 12, 6, 10]),
            ],
        ),
        layout_waterfall(
            About("waterfall", "编制内领导职数变化"),
            [
                Change("2025年初", 64, total=True),
                Change("提拔任用", 9),
                Change("县直单位交流到乡镇任职", 5),
                Change("退休", -7),
                Change("转任县直", -6),
                Change("2025年末", 65, total=True),
            ],
            name="人数",
        ),
    ]

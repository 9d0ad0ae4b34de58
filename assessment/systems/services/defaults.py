"""The indicator system that ships (默认指标体系): a plausible start for a county, to be copied and changed.

Weights add up to 100: economy 22, livelihood 20, governance 22, party building 16, spirit 8, ecology 12.
"""

from decimal import Decimal
from typing import Any

from assessment.systems.choices import Dimension, Direction, Horizon

NAME = "乡镇党政主要领导年度考核指标体系"
METHOD = (
    "由组织部、农业农村、财政、民政、生态环境等部门的九名专家各自给出权重，去掉最高、最低后取平均，"
    "再按百分之百折算；长远性指标的进步份额较高。权重由县委组织部部务会审定。"
)

ECONOMY, LIVELIHOOD, GOVERNANCE = Dimension.ECONOMY, Dimension.LIVELIHOOD, Dimension.GOVERNANCE
PARTY, SPIRIT, ECOLOGY = Dimension.PARTY, Dimension.SPIRIT, Dimension.ECOLOGY
NOW, LONG = Horizon.VISIBLE, Horizon.LONG_RUN
MORE, LESS = Direction.HIGHER, Direction.LOWER

FIELDS = ("code", "name", "name_en", "dimension", "unit", "weight", "alpha", "horizon", "direction")
ROWS = (
    ("income", "农村居民人均可支配收入", "Rural income per head", ECONOMY, "元", 12, "0.50", NOW, MORE),
    ("revenue", "人均一般公共预算收入", "Fiscal revenue per head", ECONOMY, "元", 5, "0.50", NOW, MORE),
    ("collective", "村均集体经营性收入", "Collective income per village", ECONOMY, "万元", 5, "0.60", LONG, MORE),
    ("insurance", "城乡居民养老保险参保率", "Pension insurance coverage", LIVELIHOOD, "%", 8, "0.40", NOW, MORE),
    ("road", "自然村通硬化路比例", "Hamlets with a paved road", LIVELIHOOD, "%", 6, "0.60", LONG, MORE),
    ("school", "义务教育巩固率", "Pupils who finish compulsory school", LIVELIHOOD, "%", 6, "0.50", LONG, MORE),
    ("petition", "每万人信访件次", "Petitions per 10,000 people", GOVERNANCE, "件", 10, "0.50", NOW, LESS),
    (
        "major_task",
        "重大任务和急难险重工作评价",
        "Major tasks and emergencies",
        GOVERNANCE,
        "分",
        12,
        "0.20",
        NOW,
        MORE,
    ),
    ("branch", "先进党支部比例", "Party branches rated advanced", PARTY, "%", 8, "0.40", NOW, MORE),
    ("reserve", "村后备干部配备率", "Villages with trained reserve cadres", PARTY, "%", 8, "0.70", LONG, MORE),
    ("civilised", "县级以上文明村比例", "Villages rated civilised", SPIRIT, "%", 8, "0.60", LONG, MORE),
    ("water", "地表水达标率", "Surface water up to standard", ECOLOGY, "%", 12, "0.60", LONG, MORE),
)

INDICATORS: tuple[dict[str, Any], ...] = tuple(
    {**dict(zip(FIELDS, row, strict=True)), "weight": Decimal(row[5]), "alpha": Decimal(row[6])} for row in ROWS
)

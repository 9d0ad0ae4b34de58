from decimal import Decimal
from typing import Any

from assessment.systems.choices import SystemStage
from assessment.systems.models import Indicator, IndicatorSystem
from assessment.systems.regulations import SYSTEM
from assessment.systems.rules import SystemFacts
from cadres.platform.rule_settings.facts import rulebook


def gather_system(system: IndicatorSystem, by: Any) -> SystemFacts:  # noqa: ARG001 -- the workflow's signature
    meanings, earlier, total = {}, {}, Decimal(0)
    for row in Indicator.objects.filter(system__division=system.division_id).select_related("system"):
        if row.system_id == system.pk:
            meanings[row.code] = (row.unit, row.direction)
            total += row.weight
        elif row.system.stage != SystemStage.DRAFT:
            earlier[row.code] = (row.unit, row.direction)
    book = rulebook(system.division_id, on=SYSTEM.on(system))
    return SystemFacts(book, total, meanings, earlier)


def snapshot_system(facts: SystemFacts) -> dict:
    return {"weight_sum": str(facts.weight_sum), "codes": sorted(facts.meanings)}

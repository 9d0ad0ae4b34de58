from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from assessment.systems.choices import SystemStage
from assessment.systems.models import Indicator, IndicatorSystem
from assessment.systems.regulations import SYSTEM
from assessment.systems.rules import SystemFacts
from cadres.platform.rule_settings.facts import rulebook


def collect_system_facts(system: IndicatorSystem, _by: Any, given: Mapping[str, Any]) -> SystemFacts:
    meanings, earlier, total, running_since = {}, {}, Decimal(0), None
    for row in Indicator.objects.filter(system__division=system.division_id).select_related("system"):
        if row.system_id == system.pk:
            meanings[row.code] = (row.unit, row.direction)
            total += row.weight
        elif row.system.stage != SystemStage.DRAFT:
            earlier[row.code] = (row.unit, row.direction)
            if row.system.stage == SystemStage.IN_FORCE and row.system.in_force:
                running_since = row.system.in_force.lower
    book = rulebook(system.division_id, on=SYSTEM.on(system))
    return SystemFacts(
        book,
        total,
        meanings,
        earlier,
        on=given.get("on") or localdate(),
        began=system.in_force.lower if system.in_force else None,
        running_since=running_since,
    )


def system_facts_as_json(facts: SystemFacts) -> dict:
    return {"weight_sum": str(facts.weight_sum), "codes": sorted(facts.meanings)}

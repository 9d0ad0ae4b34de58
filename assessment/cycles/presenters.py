from typing import Any

from django.db.models import OuterRef

from assessment.cycles.models import Cycle, Value
from assessment.cycles.tables import entry_url
from cadres.shared.lists.counting import number_of


def progress(done: int, of: int) -> dict[str, Any]:
    return {"share": done * 100 // of if of else 0, "text": f"{done} / {of}", "complete": bool(of) and done >= of}


def township_progress(townships: Any, cycle: Cycle) -> list[dict[str, Any]]:
    """Each township with how many values it has and where they are entered: one query."""
    entered = number_of(Value.objects.filter(cycle=cycle), division=OuterRef("pk"))
    counted = townships.annotate(entered=entered).only("name")
    return [
        {
            "township": row,
            "url": entry_url(cycle, row.pk),
            "missing": max(cycle.indicators - row.entered, 0),
            **progress(row.entered, cycle.indicators),
        }
        for row in counted.order_by("code")
    ]

from typing import Any

from assessment.cycles.models import Value
from assessment.systems.models import Indicator
from cadres.models import Division


def townships_of(division: Division | str) -> Any:
    """The townships whose leaders a county assesses."""
    return Division.objects.townships().filter(parent=division)


def with_progress(cycles: Any) -> Any:
    """Cycles with ``expected`` townships × indicators and ``entered`` values, in the same query."""
    return cycles.with_progress(Division.objects.townships(), Indicator.objects.all(), Value.objects.all())

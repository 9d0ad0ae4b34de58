"""Records of the assessment, one module a noun."""

from assessment.baselines.models import Baseline
from assessment.cycles.models import Cycle, Value
from assessment.scores.models import Score, ScorePart
from assessment.systems.models import Indicator, IndicatorSystem

__all__ = ["Baseline", "Cycle", "Indicator", "IndicatorSystem", "Score", "ScorePart", "Value"]

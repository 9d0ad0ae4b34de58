"""Records of the assessment, one module a noun."""

from assessment.models.cycles import Cycle, Value
from assessment.models.scores import Baseline, Score, ScorePart
from assessment.models.systems import Indicator, IndicatorSystem

__all__ = ["Baseline", "Cycle", "Indicator", "IndicatorSystem", "Score", "ScorePart", "Value"]

"""Records of selection; each sub-package declares its own."""

from selection.elections.models import (
    Ballot,
    BallotVote,
    Complaint,
    Election,
    Inspection,
    Nominee,
    Recommendation,
    RecommendationVote,
    Waiver,
)
from selection.terms.models import Watch
from selection.vacancies.models import Vacancy

__all__ = [
    "Ballot",
    "BallotVote",
    "Complaint",
    "Election",
    "Inspection",
    "Nominee",
    "Recommendation",
    "RecommendationVote",
    "Vacancy",
    "Waiver",
    "Watch",
]

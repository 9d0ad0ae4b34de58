"""Records of selection; each sub-package declares its own."""

from selection.assemblies.models import Assembly, FormalCandidate, Round, RoundVote
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
    "Assembly",
    "Ballot",
    "BallotVote",
    "Complaint",
    "Election",
    "FormalCandidate",
    "Inspection",
    "Nominee",
    "Recommendation",
    "RecommendationVote",
    "Round",
    "RoundVote",
    "Vacancy",
    "Waiver",
    "Watch",
]

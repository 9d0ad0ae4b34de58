"""Records of the public election, one module a stage."""

from selection.elections.models.ballots import Ballot, BallotVote
from selection.elections.models.complaints import Complaint
from selection.elections.models.elections import Election
from selection.elections.models.inspections import Inspection
from selection.elections.models.nominees import Nominee, Waiver
from selection.elections.models.recommendations import Recommendation, RecommendationVote

__all__ = [
    "Ballot",
    "BallotVote",
    "Complaint",
    "Election",
    "Inspection",
    "Nominee",
    "Recommendation",
    "RecommendationVote",
    "Waiver",
]

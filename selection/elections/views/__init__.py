"""Pages of the public election: the dossier, and a form for each piece of evidence."""

from selection.elections.views.course import ElectionCourse
from selection.elections.views.dossier import ElectionDetail, ElectionList, ElectionMove, ElectionOpen, ElectionPlan
from selection.elections.views.evidence import (
    BallotEnter,
    ComplaintReceive,
    ComplaintSettle,
    InspectionRecord,
    InspectionsRecord,
    NomineeRegister,
    NomineesRegister,
    NomineeWaive,
    NomineeWithdraw,
    RecommendationRecord,
)
from selection.elections.views.inspections import InspectionDetail
from selection.elections.views.timetable import ElectionTimetable

__all__ = [
    "BallotEnter",
    "ComplaintReceive",
    "ComplaintSettle",
    "ElectionCourse",
    "ElectionDetail",
    "ElectionList",
    "ElectionMove",
    "ElectionOpen",
    "ElectionPlan",
    "ElectionTimetable",
    "InspectionDetail",
    "InspectionRecord",
    "InspectionsRecord",
    "NomineeRegister",
    "NomineeWaive",
    "NomineeWithdraw",
    "NomineesRegister",
    "RecommendationRecord",
]

"""Records of the base, one module a noun."""

from cadres.models.cadres import AnnualResult, Cadre, Education, FamilyMember, Sanction
from cadres.models.divisions import Division, DivisionProfile
from cadres.models.documents import Document, DocumentPart
from cadres.models.drafts import Draft
from cadres.models.exports import ExportRequest
from cadres.models.jobs import Job, JobFile, JobFilePart
from cadres.models.merges import DuplicatePair, Merge
from cadres.models.posts import Organization, Pilot, Post, Term
from cadres.models.protection import FileAccess, Kinship
from cadres.models.records import Installation, LocalRule, Notice, SpecialDay, Step
from cadres.models.rosters import Roster
from cadres.models.saved_views import SavedView
from cadres.models.tenures import Tenure
from cadres.models.users import ApiToken, Remit, User
from cadres.models.verifications import Verification

__all__ = [
    "AnnualResult",
    "ApiToken",
    "Cadre",
    "Division",
    "DivisionProfile",
    "Document",
    "DocumentPart",
    "Draft",
    "DuplicatePair",
    "Education",
    "ExportRequest",
    "FamilyMember",
    "FileAccess",
    "Installation",
    "Job",
    "JobFile",
    "JobFilePart",
    "Kinship",
    "LocalRule",
    "Merge",
    "Notice",
    "Organization",
    "Pilot",
    "Post",
    "Remit",
    "Roster",
    "Sanction",
    "SavedView",
    "SpecialDay",
    "Step",
    "Tenure",
    "Term",
    "User",
    "Verification",
]

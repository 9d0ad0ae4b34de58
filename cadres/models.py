"""Records of the base, one module a noun."""

from cadres.platform.access_log.models import ApiDay, FileAccess
from cadres.platform.account_requests.models import AccountRequest
from cadres.platform.accounts.models import Activation, ApiToken, FormerPassword, Remit, SignIn, User
from cadres.platform.attachments.models import Attachment, AttachmentPart
from cadres.platform.calendar.models import CalendarYear, SpecialDay
from cadres.platform.divisions.models import Division
from cadres.platform.drafts.models import Draft
from cadres.platform.exports.models import ExportRequest
from cadres.platform.field_keys.models import FieldKey
from cadres.platform.installation.models import Installation
from cadres.platform.jobs.models import Job, JobFile, JobFilePart
from cadres.platform.log.models import Step
from cadres.platform.merging.models import DuplicatePair, Merge
from cadres.platform.notices.models import Notice
from cadres.platform.outbox.models import OutboxMessage
from cadres.platform.retention.models import Disposal
from cadres.platform.rule_examples.models import SignedExample
from cadres.platform.rule_settings.models import LocalRule
from cadres.platform.saved_views.models import SavedView
from cadres.platform.sealing.models import AuditEvent, ChainCheck, Checkpoint, Seal
from cadres.platform.submissions.models import Submission
from cadres.registry.cadre_files.models import AnnualResult, Cadre, Education, FamilyMember
from cadres.registry.corrections.models import Correction
from cadres.registry.documents.models import Document, DocumentPart
from cadres.registry.organizations.models import Organization, Term
from cadres.registry.posts.models import Post
from cadres.registry.protection.models import Kinship
from cadres.registry.ranks.models import RankRecord
from cadres.registry.rosters.models import Roster
from cadres.registry.sanctions.models import Sanction
from cadres.registry.tenures.models import Tenure
from cadres.registry.townships.models import DivisionProfile, Pilot
from cadres.registry.verifications.models import Verification
from cadres.registry.word_templates.models import WordTemplate

__all__ = [
    "AccountRequest",
    "Activation",
    "AnnualResult",
    "ApiDay",
    "ApiToken",
    "Attachment",
    "AttachmentPart",
    "AuditEvent",
    "Cadre",
    "CalendarYear",
    "ChainCheck",
    "Checkpoint",
    "Correction",
    "Disposal",
    "Division",
    "DivisionProfile",
    "Document",
    "DocumentPart",
    "Draft",
    "DuplicatePair",
    "Education",
    "ExportRequest",
    "FamilyMember",
    "FieldKey",
    "FileAccess",
    "FormerPassword",
    "Installation",
    "Job",
    "JobFile",
    "JobFilePart",
    "Kinship",
    "LocalRule",
    "Merge",
    "Notice",
    "Organization",
    "OutboxMessage",
    "Pilot",
    "Post",
    "RankRecord",
    "Remit",
    "Roster",
    "Sanction",
    "SavedView",
    "Seal",
    "SignIn",
    "SignedExample",
    "SpecialDay",
    "Step",
    "Submission",
    "Tenure",
    "Term",
    "User",
    "Verification",
    "WordTemplate",
]

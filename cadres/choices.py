"""Closed lists of the base. Values are stored; labels are shown."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(TextChoices):
    """Level of a division (行政区划层级)."""

    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    COUNTY = "county", _("County")
    TOWNSHIP = "township", _("Township")


class TownshipKind(TextChoices):
    """Kind of a township-level unit, read from the seventh digit of its code and its name."""

    TOWN = "town", _("Town")
    TOWNSHIP = "township", pgettext_lazy("kind of division", "Township")
    ETHNIC = "ethnic", _("Ethnic township")
    SUBDISTRICT = "subdistrict", _("Sub-district")
    OTHER = "other", _("Development zone, farm or similar")


class Tier(TextChoices):
    """Economic tier (经济条件类别) of a township by the stated rule in ``cadres.rules``."""

    POOR = "poor", _("Poorer")
    MIDDLING = "middling", _("Middling")
    DEVELOPED = "developed", _("Better-off")


class OrganizationKind(TextChoices):
    """Kind of organization (单位类别)."""

    TOWNSHIP_COMMITTEE = "township_committee", _("Township party committee")
    TOWNSHIP_GOVERNMENT = "township_government", _("Township government")
    TOWNSHIP_CONGRESS = "township_congress", _("Township people's congress")
    COUNTY_ORGAN = "county_organ", _("County organ")
    SUPERIOR = "superior", _("Superior department")


class PostKind(TextChoices):
    """Kind of post (职务类别)."""

    SECRETARY = "secretary", _("Township party secretary")
    HEAD = "head", _("Township head")
    CONGRESS_CHAIR = "congress_chair", _("Chair of the township people's congress")
    DEPUTY_SECRETARY = "deputy_secretary", _("Deputy party secretary")
    COMMITTEE_MEMBER = "committee_member", _("Party committee member")
    DEPUTY_HEAD = "deputy_head", _("Deputy township head")
    CHIEF = "chief", _("Chief of a county organ")
    DEPUTY_CHIEF = "deputy_chief", _("Deputy chief of a county organ")
    OTHER = "other", _("Other post")


MAIN_POSTS = (PostKind.SECRETARY, PostKind.HEAD)


class SeatState(TextChoices):
    """How the holders of a post stand to its approved number (超职数、满、缺)."""

    VACANT = "vacant", _("Vacancy")
    FULL = "full", pgettext_lazy("seats", "Full")
    OVER = "over", _("Over the approved number")


class Grade(TextChoices):
    """Grade of a leading post (职务层次). Alphabetical order of the values is the order of rank."""

    STAFF = "a_staff", _("Staff member")
    SECTION_DEPUTY = "b_section_deputy", _("Township-section deputy")
    SECTION_CHIEF = "c_section_chief", _("Township-section chief")
    COUNTY_DEPUTY = "d_county_deputy", _("County-division deputy")
    COUNTY_CHIEF = "e_county_chief", _("County-division chief")


class RosterOrder(TextChoices):
    """Order of the people in a roster (排序)."""

    NAME = "name", _("Pinyin of the name")
    BIRTH = "birth", _("Birth, the eldest first")
    GRADE = "grade", _("Grade, the highest first")
    WORK = "work", _("Began work, the earliest first")


class RosterGrouping(TextChoices):
    """Groups of a roster (分组)."""

    NONE = "none", _("No groups")
    TOWNSHIP = "township", _("By township")
    ORGANIZATION = "organization", _("By organization")
    GRADE = "grade", _("By grade")


class Sex(TextChoices):
    """Sex (性别), GB/T 2261.1."""

    MALE = "1", _("Male")
    FEMALE = "2", _("Female")


class PoliticalStatus(TextChoices):
    """Political status (政治面貌), GB/T 4762, the values met among leading cadres."""

    MEMBER = "01", _("Member of the Communist Party")
    PROBATIONARY = "02", _("Probationary party member")
    LEAGUE = "03", _("Member of the Youth League")
    OTHER_PARTY = "04", _("Member of a democratic party")
    NO_PARTY = "12", _("Personage without party affiliation")
    MASSES = "13", _("Not a party member")


class CadreStatus(TextChoices):
    """Whether the person is still managed by the department (在职状态)."""

    SERVING = "serving", _("Serving")
    RETIRED = "retired", _("Retired")
    LEFT = "left", _("Left the county")
    DECEASED = "deceased", _("Deceased")


class Standing(TextChoices):
    """Standing as a cadre (干部身份): on which footing the person belongs to the cadres."""

    CIVIL_SERVANT = "civil_servant", _("Civil servant")
    BY_THE_LAW = "by_the_law", _("Managed by the Civil Servants Law")
    INSTITUTION = "institution", _("Cadre of a public institution")
    ENTERPRISE = "enterprise", _("Manager of a state enterprise")
    CONTRACT = "contract", _("Employed as a cadre by contract")
    WORKER = "worker", pgettext_lazy("standing as a cadre", "Worker")


class VerifiedItem(TextChoices):
    """What is verified in a file (三龄两历一身份): three ages, two histories, one standing."""

    BIRTH = "birth", _("Month of birth")
    WORK = "work", _("Began work")
    PARTY = "party", _("Joined the party")
    EDUCATION = "education", _("Education")
    RESUME = "resume", _("Résumé")
    STANDING = "standing", _("Standing as a cadre")


class VerificationState(TextChoices):
    """How the declared value stands to the papers (认定结果). An item without any is not verified."""

    AGREES = "agrees", pgettext_lazy("verification", "Agrees")
    DIFFERS = "differs", pgettext_lazy("verification", "Differs")
    DOUBTFUL = "doubtful", pgettext_lazy("verification", "Doubtful")


class Paper(TextChoices):
    """Kind of paper of a file (档案材料) on which a value is verified."""

    SCHOOL = "school", _("School record")
    LEAGUE = "league", _("Application to the Youth League")
    PARTY = "party", _("Application to the party")
    ENTRY = "entry", _("Form of recruitment or employment")
    CADRE_FORM = "cadre_form", _("Registration or record form of a cadre")
    APPOINTMENT = "appointment", _("Paper of an appointment")
    WAGE = "wage", _("Form of a change of wage")
    CERTIFICATE = "certificate", _("Certificate of graduation or degree")
    HOUSEHOLD = "household", _("Household register or identity card")
    FINDING = "finding", _("Finding of the organization department")
    OTHER = "other", _("Other paper")


class StartBasis(TextChoices):
    """How a tenure came about (任职方式)."""

    PUBLIC_ELECTION = "public_election", _("Public election")
    ELECTION = "election", _("Election")
    APPOINTMENT = "appointment", _("Appointment")
    EXCHANGE = "exchange", _("Exchange")
    IMPORTED = "imported", _("Taken from the file")


class EndReason(TextChoices):
    """Why a tenure ended (离任原因), as the 2006 tenure rule and the 2019 regulation list them."""

    TERM_END = "term_end", _("End of term")
    PROMOTED = "promoted", _("Promoted")
    EXCHANGED = "exchanged", _("Exchanged to another place or organ")
    OTHER_POST = "other_post", _("Other post at the same level")
    RESIGNED = "resigned", _("Resigned")
    RETIRED = "retired", _("Reached retirement age")
    HEALTH = "health", _("Health")
    UNFIT = "unfit", _("Found unfit for the post")
    DISCIPLINE = "discipline", _("Discipline or law")
    DIED = "died", _("Died")


class SanctionKind(TextChoices):
    """Sanctions and measures (处分与组织处理) with an effect period."""

    PARTY_WARNING = "party_warning", _("Party warning")
    PARTY_SERIOUS_WARNING = "party_serious_warning", _("Serious party warning")
    PARTY_REMOVAL = "party_removal", _("Removal from party post")
    PARTY_PROBATION = "party_probation", _("Probation within the party")
    ADMIN_WARNING = "admin_warning", _("Administrative warning")
    ADMIN_DEMERIT = "admin_demerit", _("Administrative demerit")
    ADMIN_MAJOR_DEMERIT = "admin_major_demerit", _("Major administrative demerit")
    ADMIN_REMOVAL = "admin_removal", _("Administrative demotion or removal")
    WARNING_TALK = "warning_talk", _("Warning talk")
    SUSPENSION = "suspension", _("Suspended for inspection")
    ADJUSTMENT = "adjustment", _("Moved to another post")
    RESIGNATION = "resignation", _("Ordered to resign")
    DISMISSAL = "dismissal", _("Removed from the post")
    DEMOTION = "demotion", _("Demoted")


class AnnualGrade(TextChoices):
    """Grade of the yearly assessment of a person (年度考核等次)."""

    EXCELLENT = "excellent", _("Excellent")
    COMPETENT = "competent", _("Competent")
    BASIC = "basic", _("Basically competent")
    INCOMPETENT = "incompetent", _("Incompetent")
    NONE = "none", _("No grade given")


class EducationRank(IntegerChoices):
    """Rank of a level of education (学历层次), read from the words of the file."""

    SECONDARY = 1, _("Secondary school")
    JUNIOR = 2, _("Junior college")
    BACHELOR = 3, _("University")
    MASTER = 4, _("Postgraduate")
    DOCTOR = 5, _("Doctorate")


class EducationMode(TextChoices):
    """Full-time or in-service education (全日制教育、在职教育)."""

    FULL_TIME = "full_time", _("Full-time")
    IN_SERVICE = "in_service", _("In-service")


class Role(TextChoices):
    """What an account is for (角色). One account has one role; the three administrators do no business."""

    STAFF = "staff", _("Department staff")
    LEADER = "leader", _("Department leader")
    TOWNSHIP = "township", _("Township leader")
    SYSTEM = "system", _("System administrator")
    SECURITY = "security", _("Security administrator")
    AUDIT = "audit", _("Audit administrator")
    CLIENT = "client", _("REST client")


class AccessKind(TextChoices):
    """How a file was read (查阅方式)."""

    VIEW = "view", _("Read")
    REVEAL = "reveal", _("Shown in clear")
    PRINT = "print", _("Printed")
    EXPORT = "export", _("Exported")


class KinshipStage(TextChoices):
    """How far a kinship is settled."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")


class DocumentClass(TextChoices):
    """The ten classes of papers in a personnel file with their sub-classes (干部人事档案材料十类)."""

    RESUME = "1", _("1 Records of career")
    THOUGHT = "2", _("2 Autobiography and reports of one's thinking")
    ASSESSMENT = "3", _("3 Assessment and appraisal")
    SCHOOLING = "4-1", _("4-1 Education and degrees")
    TITLES = "4-2", _("4-2 Professional titles and qualifications")
    RESEARCH = "4-3", _("4-3 Academic appraisal")
    TRAINING = "4-4", _("4-4 Education and training courses")
    REVIEW = "5", _("5 Political review, audit and verification")
    PARTY = "6", _("6 Party and Youth League")
    HONOUR = "7", _("7 Commendation and reward")
    DISCIPLINE = "8", _("8 Breaches of rules, discipline and law, and their sanctions")
    PAY = "9-1", _("9-1 Pay and benefits")
    APPOINTMENT = "9-2", _("9-2 Appointment and removal")
    ABROAD = "9-3", _("9-3 Going abroad")
    DELEGATE = "9-4", _("9-4 Delegate to congresses and conferences")
    OTHER = "10", _("10 Other papers of use to the organization")


class DocumentStage(TextChoices):
    """Where a paper of a file stands."""

    KEPT = "kept", pgettext_lazy("paper", "In the file")
    ASKED = "asked", pgettext_lazy("paper", "Withdrawal asked for")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "Withdrawn")
    REPLACED = "replaced", pgettext_lazy("paper", "Replaced by a new edition")


class JobState(TextChoices):
    """State of a background job (任务状态)."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Under way")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class ExportStage(TextChoices):
    """How far a request for an export is (导出审批)."""

    REQUESTED = "requested", pgettext_lazy("export", "Awaits a second person")
    APPROVED = "approved", pgettext_lazy("export", "Approved")
    DECLINED = "declined", pgettext_lazy("export", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("export", "Withdrawn")
    FETCHED = "fetched", pgettext_lazy("export", "Downloaded")
    EXPIRED = "expired", pgettext_lazy("export", "Not fetched in time")
    LAPSED = "lapsed", pgettext_lazy("export", "Not decided in time")


class ExportFormat(TextChoices):
    """What kind of file an export is."""

    XLSX = "xlsx", _("Excel workbook")
    CSV = "csv", _("CSV text")
    DOCX = "docx", _("Word document")
    ZIP = "zip", _("Zip of .lrmx form files")


class Likeness(TextChoices):
    """How sure it is that two records are about the same (重复程度)."""

    CERTAIN = "1certain", _("Certain")
    PROBABLE = "2probable", _("Probable")
    POSSIBLE = "3possible", _("Possible")


class PairStage(TextChoices):
    """What became of a pair of probable duplicates (疑似重复)."""

    OPEN = "open", pgettext_lazy("duplicates", "Open")
    MERGED = "merged", pgettext_lazy("duplicates", "Merged")
    DIFFERENT = "different", pgettext_lazy("duplicates", "Not the same")


class MergeStage(TextChoices):
    """How far a merge is decided (合并审批)."""

    PROPOSED = "proposed", pgettext_lazy("merge", "Proposed")
    MERGED = "merged", pgettext_lazy("merge", "Merged")
    DECLINED = "declined", pgettext_lazy("merge", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("merge", "Withdrawn")
    BACK_ASKED = "back_asked", pgettext_lazy("merge", "To be undone")
    UNDONE = "undone", pgettext_lazy("merge", "Undone")

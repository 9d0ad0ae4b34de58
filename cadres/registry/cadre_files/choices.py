"""Closed lists of the base. Values are stored; labels are shown."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    """Sex (性别), GB/T 2261.1."""

    MALE = "1", _("Male")
    FEMALE = "2", _("Female")


class PoliticalStatus(TextChoices):
    """Political status (政治面貌), GB/T 4762, the values met among leading cadres; 99 is of this program."""

    MEMBER = "01", _("Member of the Communist Party")
    PROBATIONARY = "02", _("Probationary party member")
    LEAGUE = "03", _("Member of the Youth League")
    OTHER_PARTY = "04", _("Member of a democratic party")
    NO_PARTY = "12", _("Personage without party affiliation")
    MASSES = "13", _("Not a party member")
    UNKNOWN = "99", _("Not known")


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


class AnnualGrade(TextChoices):
    """Grade of the yearly assessment of a person (年度考核等次), of civil servants and of staff of institutions."""

    EXCELLENT = "excellent", _("Excellent")
    COMPETENT = "competent", _("Competent")
    BASIC = "basic", _("Basically competent")
    INCOMPETENT = "incompetent", _("Incompetent")
    QUALIFIED = "qualified", _("Qualified")
    HARDLY_QUALIFIED = "hardly", _("Basically qualified")
    UNQUALIFIED = "unqualified", _("Unqualified")
    NONE = "none", _("No grade given")


# What bars from being considered or rewarded, of civil servants and of staff of institutions.
BASIC_GRADES = (AnnualGrade.BASIC, AnnualGrade.HARDLY_QUALIFIED)
LOW_GRADES = (*BASIC_GRADES, AnnualGrade.INCOMPETENT, AnnualGrade.UNQUALIFIED)


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

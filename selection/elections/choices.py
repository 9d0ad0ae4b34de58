"""Closed lists of the public election."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """How far an election (公推直选程序) has come; each names what has been completed."""

    PREPARED = "prepared", _("Prepared")
    REGISTRATION = "registration", _("Registration")
    RECOMMENDED = "recommended", _("Recommended")
    INSPECTED = "inspected", _("Inspected")
    DECIDED = "decided", _("Decided")
    NOTICED = "noticed", _("Public notice")
    ELECTED = "elected", pgettext_lazy("stage of an election", "Elected")
    APPOINTED = "appointed", _("Appointed")
    ABANDONED = "abandoned", _("Abandoned")


OPEN = (
    Stage.PREPARED,
    Stage.REGISTRATION,
    Stage.RECOMMENDED,
    Stage.INSPECTED,
    Stage.DECIDED,
    Stage.NOTICED,
    Stage.ELECTED,
)
CLOSED = (Stage.APPOINTED, Stage.ABANDONED)


class Path(TextChoices):
    """How a nominee came in (报名推荐方式)."""

    SELF = "self", _("Own application")
    ORGANISATION = "organisation", _("Recommended by an organization")
    JOINT_MEMBERS = "joint_members", _("Joint nomination by party members")
    JOINT_MASSES = "joint_masses", _("Joint nomination by residents")
    MEETING = "meeting", _("Recommended by a meeting")
    ASSEMBLY = "assembly", _("Nominated in the electing assembly")


WAYS_IN = tuple(one for one in Path if one != Path.ASSEMBLY)  # to be registered by


class Electorate(TextChoices):
    """Who elects where a committee's decision is not the last word (选举主体)."""

    CONGRESS = "congress", _("People's congress of the township")
    MEMBERS = "members", _("Party members")


class Body(TextChoices):
    """Who decides by ballot (票决主体)."""

    STANDING_COMMITTEE = "standing_committee", _("Standing committee of the county committee")
    FULL_COMMITTEE = "full_committee", _("Full county committee")


class LeaveReason(TextChoices):
    """Why the appointee leaves the posts held before; values of ``cadres.registry.tenures.choices.EndReason``."""

    PROMOTED = "promoted", _("Promoted")
    EXCHANGED = "exchanged", _("Exchanged to another place or organ")
    OTHER_POST = "other_post", _("Other post at the same level")
    TERM_END = "term_end", _("End of term")

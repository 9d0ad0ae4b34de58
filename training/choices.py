"""Closed lists of training. Values are stored; labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.choices import PostKind


class Audience(TextChoices):
    """Whom a programme is for (培训对象): the two main posts need different things."""

    SECRETARIES = "secretaries", _("Township party secretaries")
    HEADS = "heads", _("Township heads")
    BOTH = "both", pgettext_lazy("audience of a programme", "Secretaries and heads")


POST_KINDS = {
    Audience.SECRETARIES: (PostKind.SECRETARY,),
    Audience.HEADS: (PostKind.HEAD,),
    Audience.BOTH: (PostKind.SECRETARY, PostKind.HEAD),
}


class Form(TextChoices):
    """Form of training (培训形式)."""

    CLASS = "class", _("Residential class")
    FORUM = "forum", _("Forum of main leaders")
    LECTURE = "lecture", _("Expert lecture")
    STUDY_TOUR = "study_tour", _("Study tour")
    ATTACHMENT = "attachment", _("Trainee attachment")


class Topic(TextChoices):
    """What is to be learnt (培训内容): by role, then by what the place needs."""

    DIRECTION = "direction", _("Grasping direction")
    PLANNING = "planning", _("Planning the whole")
    STRATEGY = "strategy", _("Proposing strategy")
    TEAM = "team", _("Coordinating a team")
    SYSTEM = "system", _("Carrying out the system")
    COORDINATION = "coordination", _("Coordinating work")
    ECONOMY = "economy", _("Economic development")
    SOCIETY = "society", _("Social management")
    INDUSTRY = "industry", _("Industry of the place")
    COUNTRYSIDE = "countryside", _("Rural revitalisation")
    ECOLOGY = "ecology", _("Ecology")
    LAW = "law", _("Government by law")
    INTEGRITY = "integrity", _("Integrity")


TOPICS_BY_ROLE = {
    PostKind.SECRETARY: (Topic.DIRECTION, Topic.PLANNING, Topic.STRATEGY, Topic.TEAM),
    PostKind.HEAD: (Topic.SYSTEM, Topic.COORDINATION, Topic.ECONOMY, Topic.SOCIETY),
}


class ClassStage(TextChoices):
    """Where a class stands (班次状态)."""

    PLANNED = "planned", pgettext_lazy("stage of a class", "Planned")
    OPEN = "open", pgettext_lazy("stage of a class", "Calling up")
    RUNNING = "running", pgettext_lazy("stage of a class", "Running")
    CLOSED = "closed", pgettext_lazy("stage of a class", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("stage of a class", "Cancelled")


LIVE_CLASS = (ClassStage.PLANNED, ClassStage.OPEN, ClassStage.RUNNING)


class Reason(TextChoices):
    """Why somebody needs training (培训需求来源)."""

    INDUCTION = "induction", _("New in the post")
    HOURS = "hours", _("Hours of the year not reached")
    GAP = "gap", _("Gap found by the assessment")


class EnrolmentStage(TextChoices):
    """Where a call-up stands (调训状态)."""

    CALLED = "called", _("Called up")
    CONFIRMED = "confirmed", _("Confirmed")
    LEAVE_ASKED = "leave_asked", _("Leave asked")
    LEAVE_GRANTED = "leave_granted", _("Leave granted")
    LEAVE_REFUSED = "leave_refused", _("Leave refused")
    ATTENDED = "attended", _("Attended")
    ABSENT = "absent", _("Absent")
    WITHDRAWN = "withdrawn", pgettext_lazy("stage of a call-up", "Withdrawn")


EXPECTED = (
    EnrolmentStage.CALLED,
    EnrolmentStage.CONFIRMED,
    EnrolmentStage.LEAVE_ASKED,
    EnrolmentStage.LEAVE_REFUSED,
)
RELEASED = (EnrolmentStage.LEAVE_GRANTED, EnrolmentStage.WITHDRAWN)


class Mark(TextChoices):
    """Attendance at one session (考勤)."""

    PRESENT = "present", pgettext_lazy("mark of attendance", "Present")
    LATE = "late", pgettext_lazy("mark of attendance", "Late")
    ABSENT = "absent", pgettext_lazy("mark of attendance", "Absent")

"""Closed lists of training. Values are stored; labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class AttendanceStatus(TextChoices):
    """Attendance at one session (考勤)."""

    PRESENT = "present", pgettext_lazy("mark of attendance", "Present")
    LATE = "late", pgettext_lazy("mark of attendance", "Late")
    ABSENT = "absent", pgettext_lazy("mark of attendance", "Absent")

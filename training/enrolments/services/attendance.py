"""Recording who was there (考勤)."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.platform.log.services import record_step
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_seen, fingerprint_of
from cadres.shared.recusal import refuse_given
from training.classes.choices import ClassStage
from training.classes.models import Session
from training.classes.services import locked
from training.enrolments.choices import AttendanceStatus
from training.enrolments.models import Attendance, Enrolment
from training.programmes.workflow import RUN


def attendance_state(session: Session) -> dict[str, str]:
    """Marks by call-up, as a form shows them; what is compared, so that nobody overwrites unseen ones."""
    return {f"mark_{pk}": mark for pk, mark in session.attendances.values_list("enrolment_id", "mark")}


@transaction.atomic
def record_attendance(session: Session, marks: dict[int, str], *, by: User, seen: str = "") -> int:
    """Write the marks (call-up → mark) of one session of a running class; again corrects them.

    Late counts as present: the regulation knows only attended and missed hours. Raises ``Refused`` when the class is
    not running, the session has not begun or was cancelled, or a call-up is not on the roll; ``OutOfDate``.
    """
    if not by.has_perm(RUN):
        raise PermissionDenied
    refuse_given(by, {"roll": Enrolment.objects.filter(pk__in=marks)})
    training_class = locked(session.training_class)  # so that the class is not closed meanwhile
    session = Session.objects.get(pk=session.pk)
    check_seen(fingerprint_of(attendance_state(session)), seen)
    roll = set(training_class.enrolments.expected().filter(pk__in=marks).values_list("pk", flat=True))
    objections = []
    if training_class.stage != ClassStage.RUNNING:
        text = _("Attendance is recorded while the class is running.")
        objections.append(Objection("class-not-running", text, url=training_class.get_absolute_url()))
    if session.cancelled:
        objections.append(Objection("session-cancelled", _("This session is cancelled.")))
    elif session.starts_at > timezone.now():
        objections.append(Objection("session-to-come", _("This session has not begun.")))
    if set(marks) - roll:
        objections.append(Objection("not-on-roll", _("Somebody is no longer on the roll. Open the page again.")))
    if objections:
        raise Refused(*objections)
    rows = [
        Attendance(
            session=session,
            enrolment_id=pk,
            mark=mark,
            hours=Decimal(0) if mark == AttendanceStatus.ABSENT else session.hours,
        )
        for pk, mark in marks.items()
    ]
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["session", "enrolment"], update_fields=["mark", "hours"]
    )
    record_step(session, "attendance", by=by, facts={"marks": {str(pk): str(mark) for pk, mark in marks.items()}})
    return len(rows)

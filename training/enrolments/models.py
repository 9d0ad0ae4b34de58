import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, User
from cadres.shared.phrases import titled
from cadres.shared.workflow import edges
from training.classes.models import Session, TrainingClass
from training.enrolments.choices import RELEASED, AttendanceStatus, EnrolmentStage
from training.enrolments.querysets import AttendanceQuerySet, EnrolmentQuerySet
from training.enrolments.workflow import ENROLMENT_MOVES
from training.needs.models import Need

# The class is locked while it is read: a seat given and a class shrunk at once must see each other.
SEAT_EXISTS = """
        IF NEW.seat IS NOT NULL THEN
            SELECT c.capacity INTO seats FROM training_trainingclass c
             WHERE c.id = NEW.training_class_id FOR SHARE;
            IF NEW.seat > seats THEN
                RAISE EXCEPTION 'seat beyond the capacity'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'training_enrolment_seat_exists';
            END IF;
        END IF;
        RETURN NEW;
"""

SAME_CLASS = """
        SELECT s.training_class_id, s.hours INTO held FROM training_session s WHERE s.id = NEW.session_id;
        IF held.training_class_id <> (SELECT e.training_class_id FROM training_enrolment e
                                       WHERE e.id = NEW.enrolment_id) THEN
            RAISE EXCEPTION 'session of another class'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'training_attendance_same_class';
        END IF;
        IF NEW.hours > held.hours THEN
            RAISE EXCEPTION 'more hours than the session has'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'training_attendance_hours';
        END IF;
        RETURN NEW;
"""


@pghistory.track()
class Enrolment(models.Model):
    """A call-up by name to a class (点名调训). Holds a seat until leave is granted or it is taken off the roll.

    ``hours`` are those attended, written when the class is closed.
    """

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("class"), on_delete=models.PROTECT, related_name="enrolments"
    )
    cadre = models.ForeignKey(Cadre, verbose_name=_("cadre"), on_delete=models.PROTECT, related_name="enrolments")
    need = models.ForeignKey(
        Need, verbose_name=_("need"), null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments"
    )
    seat = models.PositiveSmallIntegerField(_("seat in the class"), null=True, editable=False)
    stage = models.CharField(
        _("stage"), max_length=16, choices=EnrolmentStage, default=EnrolmentStage.CALLED, editable=False
    )
    leave_reason = models.CharField(_("reason for leave"), max_length=500, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1, null=True, editable=False)
    called_by = models.ForeignKey(
        User, verbose_name=_("called up by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    called_at = models.DateTimeField(_("called up at"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("call-up")
        verbose_name_plural = _("call-ups")
        ordering = ["training_class", "seat", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "cadre"], name="training_called_once"),
            models.UniqueConstraint(fields=["training_class", "seat"], name="training_seat_once"),
            models.CheckConstraint(
                condition=Q(stage__in=RELEASED, seat=None) | (~Q(stage__in=RELEASED) & Q(seat__gte=1)),
                name="training_seat_while_expected",
            ),
        ]
        indexes = [models.Index(fields=["cadre", "-id"], name="training_enrolment_by_cadre")]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(ENROLMENT_MOVES)),
            pgtrigger.Trigger(
                name="seat_exists",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("seat", "training_class_id"),
                func=SEAT_EXISTS,
                declare=[("seats", "INTEGER")],
            ),
        ]

    def __str__(self) -> str:
        return titled(self.cadre, self.training_class)

    def get_absolute_url(self) -> str:
        return reverse("training:enrolment_detail", args=[self.pk])


@pghistory.track()
class Attendance(models.Model):
    """Whether somebody was at a session (考勤), and the hours that count for it."""

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="attendances"
    )
    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("call-up"), on_delete=models.PROTECT, related_name="attendances"
    )
    mark = models.CharField(_("attendance"), max_length=8, choices=AttendanceStatus)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="training_attendance_once"),
            models.CheckConstraint(
                condition=Q(mark=AttendanceStatus.ABSENT, hours=0)
                | (~Q(mark=AttendanceStatus.ABSENT) & Q(hours__gt=0)),
                name="training_attendance_mark_and_hours",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="same_class",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SAME_CLASS,
                declare=[("held", "RECORD")],
            ),
        ]

    def __str__(self) -> str:
        return titled(self.session, self.get_mark_display())

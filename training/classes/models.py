import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Division
from cadres.shared.workflow import edges
from training.classes.choices import ClassStage
from training.classes.querysets import SessionQuerySet, TrainingClassQuerySet
from training.classes.workflow import CLASS_MOVES
from training.programmes.models import Programme

# Whoever shrinks a class must not leave seats beyond its end.
SEATS_STAY = """
        IF EXISTS (SELECT 1 FROM training_enrolment e
                    WHERE e.training_class_id = NEW.id AND e.seat > NEW.capacity) THEN
            RAISE EXCEPTION 'seats beyond the capacity'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'training_class_seats_stay';
        END IF;
        RETURN NEW;
"""


@pghistory.track()
class TrainingClass(models.Model):
    """A class (班次): one run of a programme at a place and time, with its seats.

    ``revision`` counts changes of time and place that those on the roll must be told.
    """

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="classes"
    )
    division = models.ForeignKey(Division, verbose_name=_("run by"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the class"), max_length=120)
    place = models.CharField(_("place"), max_length=120)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    capacity = models.PositiveSmallIntegerField(_("seats"))
    stage = models.CharField(_("stage"), max_length=10, choices=ClassStage, default=ClassStage.PLANNED, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="training_class_days",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="training_class_capacity",
                violation_error_message=_("A class has at least one seat."),
            ),
        ]
        indexes = [
            models.Index(fields=["division", "-starts_on", "id"], name="training_class_by_day"),
            models.Index(fields=["stage", "starts_on"], name="training_class_by_stage"),
        ]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(CLASS_MOVES)),
            pgtrigger.Trigger(
                name="seats_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("capacity"),
                func=SEATS_STAY,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("training:class_detail", args=[self.pk])


class _Span(Func):
    """The time of a session as a range, first instant included, last excluded."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


@pghistory.track()
class Session(models.Model):
    """A session of a class (课次). ``uid`` identifies it in calendars for ever; a cancelled one stays on record."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("class"), on_delete=models.PROTECT, related_name="sessions"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    topic = models.CharField(_("topic"), max_length=200)
    lecturer = models.CharField(_("lecturer"), max_length=100, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Empty: the place of the class."))
    hours = models.DecimalField(_("hours that count"), max_digits=4, decimal_places=1)
    cancelled = models.BooleanField(_("cancelled"), default=False, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="training_session_times",
                violation_error_message=_("A session ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24),
                name="training_session_hours",
                violation_error_message=_("Between half an hour and 24 hours."),
            ),
            ExclusionConstraint(
                name="training_session_one_at_a_time",
                expressions=[
                    ("training_class", RangeOperators.EQUAL),
                    (_Span("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled=False),
                violation_error_message=_("The class already has a session at that time."),
            ),
        ]
        indexes = [models.Index(fields=["training_class", "starts_at"], name="training_session_by_time")]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("training:session_detail", args=[self.pk])

    @property
    def where(self) -> str:
        return self.place or self.training_class.place

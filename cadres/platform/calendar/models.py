import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.calendar.choices import Stage
from cadres.platform.calendar.querysets import CalendarYearQuerySet, SpecialDayQuerySet
from cadres.platform.calendar.regulations import FIRST_YEAR, LAST_YEAR


@pghistory.track()
class CalendarYear(models.Model):
    """One version of a year's working days (年度工作日历), as the State Council's notice sets them.

    Its ``SpecialDay`` rows count from the approval by a second person until a newer version replaces it. Years that
    came with the program were set by nobody. The days of a version that is no draft never change.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    stage = models.CharField(_("state"), max_length=8, choices=Stage, default=Stage.DRAFT, editable=False)
    document = models.CharField(_("number of the notice"), max_length=120)
    basis = models.CharField(_("where it was read"), max_length=300, blank=True)
    set_by = models.ForeignKey(
        User, verbose_name=_("set by"), null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    approved_by = models.ForeignKey(
        User, verbose_name=_("approved by"), null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)

    objects = CalendarYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar of a year")
        verbose_name_plural = _("calendars of years")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year"], condition=Q(stage="approved"), name="cadres_calendar_in_force"),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(stage="draft"),
                name="cadres_calendar_one_draft",
                violation_error_message=_("A draft of this year waits for approval already."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("set_by")),
                name="cadres_calendar_four_eyes",
                violation_error_message=_("Who set the calendar cannot approve it."),
            ),
            models.CheckConstraint(
                condition=Q(stage="draft", approved_by=None, approved_at=None)
                | Q(stage__in=["approved", "replaced"], approved_at__isnull=False, approved_by=None, set_by=None)
                | Q(
                    stage__in=["approved", "replaced"],
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    set_by__isnull=False,
                ),
                name="cadres_calendar_approved",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="cadres_calendar_year"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="stage_moves", field="stage", transitions=[("draft", "approved"), ("approved", "replaced")]
            ),
            pgtrigger.Protect(
                name="keeps_approved", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__stage="draft")
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        name = "calendar_draft" if self.stage == Stage.DRAFT else "calendar_year"
        return reverse(f"cadres:{name}", args=[self.year])


@pghistory.track()
class SpecialDay(models.Model):
    """A day on which a year's calendar differs from Monday to Friday (节假日与调休); see ``CalendarYear``."""

    calendar = models.ForeignKey("cadres.CalendarYear", on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    works = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=60, blank=True)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="cadres_special_day_once"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_in_drafts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP <> 'INSERT' AND NOT EXISTS (
                        SELECT 1 FROM cadres_calendaryear WHERE id = OLD.calendar_id AND stage = 'draft'
                    ) OR TG_OP <> 'DELETE' AND NOT EXISTS (
                        SELECT 1 FROM cadres_calendaryear WHERE id = NEW.calendar_id AND stage = 'draft'
                    ) THEN
                        RAISE EXCEPTION 'the days of an approved calendar do not change';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            )
        ]

    def __str__(self) -> str:
        return str(self.day)

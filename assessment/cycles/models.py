import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessment.cycles.choices import CycleStage
from assessment.cycles.querysets import CycleQuerySet, ValueQuerySet
from assessment.cycles.workflow import CYCLE_MOVES
from assessment.systems.models import Indicator, IndicatorSystem
from cadres.models import Division
from cadres.shared.phrases import in_year, titled
from cadres.shared.regulations.catalogue import number_text
from cadres.shared.workflow import edges

# Statement level: a year's values of a whole county are checked in one join, not row by row.
VALUES_IN_PLACE = """
    IF EXISTS (
        SELECT 1 FROM changed v
          JOIN assessment_cycle c ON c.id = v.cycle_id
          JOIN assessment_indicator i ON i.id = v.indicator_id
          JOIN cadres_division d ON d.code = v.division_id
         WHERE c.stage <> 'collecting' OR i.system_id <> c.system_id
            OR left(d.code, 6) <> left(c.division_id, 6)) THEN
        RAISE EXCEPTION 'values belong to a collecting cycle, its system and its county'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assessment_value_in_place';
    END IF;
    RETURN NULL;
"""


def _value_trigger(name: str, operation: pgtrigger.Operation, side: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**{side: "changed"}),
        func=VALUES_IN_PLACE,
    )


@pghistory.track()
class Cycle(models.Model):
    """One year's assessment of a county's township main leaders (考核周期) by one version of the indicators."""

    division = models.ForeignKey(Division, verbose_name=_("county"), on_delete=models.PROTECT, related_name="+")
    system = models.ForeignKey(
        IndicatorSystem, verbose_name=_("indicator system"), on_delete=models.PROTECT, related_name="cycles"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    stage = models.CharField(
        _("stage"), max_length=12, choices=CycleStage, default=CycleStage.COLLECTING, editable=False
    )
    due_on = models.DateField(_("values due by"), null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment cycle")
        verbose_name_plural = _("assessment cycles")
        ordering = ["-year", "division"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "year"],
                name="assessment_one_cycle_a_year",
                violation_error_message=_("This county already has a cycle for that year."),
            ),
            models.CheckConstraint(condition=Q(year__gte=1949, year__lte=2200), name="assessment_cycle_year"),
        ]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(CYCLE_MOVES)),
            pgtrigger.ReadOnly(name="fixed", fields=["division", "system", "year"]),
        ]

    def __str__(self) -> str:
        return in_year(self.division, self.year)

    def get_absolute_url(self) -> str:
        return reverse("assessment:cycle_detail", args=[self.pk])


@pghistory.track()
class Value(models.Model):
    """What an indicator came to in one township in the cycle's year (指标值). Corrections keep the former number."""

    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.PROTECT, related_name="values")
    division = models.ForeignKey(
        Division, verbose_name=_("township"), on_delete=models.PROTECT, related_name="indicator_values"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="values"
    )
    number = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    note = models.CharField(_("source"), max_length=200, blank=True, help_text=_("Which report the number is from."))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now=True)

    objects = ValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator value")
        verbose_name_plural = _("indicator values")
        ordering = ["cycle", "division", "indicator"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "division", "indicator"], name="assessment_value_once"),
        ]
        indexes = [models.Index(fields=["division", "indicator", "cycle"], name="assessment_value_of_township")]
        triggers = [
            _value_trigger("in_place_insert", pgtrigger.Insert, "new"),
            _value_trigger("in_place_update", pgtrigger.Update, "new"),
            _value_trigger("in_place_delete", pgtrigger.Delete, "old"),
        ]

    def __str__(self) -> str:
        return titled(self.indicator, number_text(self.number))

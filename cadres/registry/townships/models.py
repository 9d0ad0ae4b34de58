import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Tier
from cadres.platform.divisions.models import Division
from cadres.registry.townships.querysets import DivisionProfileQuerySet, PilotQuerySet
from cadres.shared.phrases import in_year


@pghistory.track()
class DivisionProfile(models.Model):
    """Facts of a township in one year (乡镇基本情况): what the leaders found and worked with."""

    division = models.ForeignKey(
        Division, verbose_name=_("division"), on_delete=models.PROTECT, related_name="profiles"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    population = models.PositiveIntegerField(_("resident population"), help_text=_("persons"))
    area = models.DecimalField(_("area"), max_digits=9, decimal_places=2, help_text=_("square kilometres"))
    mountain_share = models.DecimalField(
        _("share of mountains"), max_digits=5, decimal_places=2, help_text=_("per cent of the area")
    )
    distance = models.DecimalField(
        _("distance to the county seat"), max_digits=6, decimal_places=1, help_text=_("kilometres by road")
    )
    income = models.PositiveIntegerField(_("rural income per head"), help_text=_("yuan a year"))
    revenue = models.DecimalField(
        _("fiscal revenue"), max_digits=12, decimal_places=2, help_text=_("ten thousand yuan a year")
    )
    was_poor = models.BooleanField(_("lifted out of poverty after 2013"), default=False)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, editable=False)

    objects = DivisionProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("township profile")
        verbose_name_plural = _("township profiles")
        ordering = ["-year", "division"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "year"],
                name="cadres_profile_once_a_year",
                violation_error_message=_("This township already has a profile for that year."),
            ),
            models.CheckConstraint(
                condition=models.Q(mountain_share__gte=0, mountain_share__lte=100, year__gte=1949, area__gt=0),
                name="cadres_profile_bounds",
            ),
        ]

    def __str__(self) -> str:
        return in_year(self.division, self.year)

    def get_absolute_url(self) -> str:
        return reverse("cadres:division_detail", args=[self.division_id])


# As long as one cadre is secretary and head here, a pilot covers the whole of that time.
COVERS_BOTH = """
        IF EXISTS (
            SELECT 1
              FROM cadres_organization o
              JOIN cadres_post p ON p.organization_id = o.id AND p.kind = 'secretary'
              JOIN cadres_tenure t ON t.post_id = p.id AND t.held && OLD.period
              JOIN cadres_tenure u ON u.cadre_id = t.cadre_id AND u.held && t.held * OLD.period
              JOIN cadres_post q ON q.id = u.post_id AND q.kind = 'head'
              JOIN cadres_organization h ON h.id = q.organization_id AND h.division_id = o.division_id
             WHERE o.division_id = OLD.division_id
               AND NOT EXISTS (SELECT 1 FROM cadres_pilot x
                                WHERE x.division_id = OLD.division_id AND x.period @> t.held * u.held)) THEN
            RAISE EXCEPTION 'secretary and head in one person without a pilot'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_pilot_covers_both';
        END IF;
        RETURN NULL;
"""


@pghistory.track()
class Pilot(models.Model):
    """A declared pilot of one shoulder (一肩挑试点): in this township one cadre may be secretary and head at once."""

    division = models.ForeignKey(Division, verbose_name=_("township"), on_delete=models.PROTECT, related_name="pilots")
    period = DateRangeField(_("period"))
    basis = models.CharField(_("basis document"), max_length=200)

    objects = PilotQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-shoulder pilot")
        verbose_name_plural = _("one-shoulder pilots")
        ordering = ["division", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period__lower_inf=False, period__isempty=False), name="cadres_pilot_starts"
            ),
            ExclusionConstraint(
                name="cadres_pilot_one_at_a_time",
                expressions=[("division", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="covers_who_holds_both",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=COVERS_BOTH,
            ),
        ]

    def __str__(self) -> str:
        return str(self.division)

    def get_absolute_url(self) -> str:
        return reverse("cadres:division_detail", args=[self.division_id])

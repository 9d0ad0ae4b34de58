import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessment.systems.choices import Dimension, Direction, Horizon, SystemStage
from assessment.systems.querysets import IndicatorQuerySet, IndicatorSystemQuerySet
from assessment.systems.workflow import SYSTEM_MOVES
from cadres.models import Division
from cadres.shared.workflow import edges

# What was once in force is what scores were made by: it stays as it was.
SYSTEM_FROZEN = """
    IF TG_OP = 'DELETE' THEN
        IF OLD.stage <> 'draft' THEN
            RAISE EXCEPTION 'an indicator system that was in force is kept' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.stage <> 'draft' AND (OLD.division_id, OLD.name, OLD.version, OLD.method)
       IS DISTINCT FROM (NEW.division_id, NEW.name, NEW.version, NEW.method) THEN
        RAISE EXCEPTION 'an indicator system in force is not changed; copy it as a new version'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.stage = 'draft' AND NEW.stage = 'in_force' THEN
        SELECT COALESCE(SUM(weight), 0) INTO total FROM assessment_indicator WHERE system_id = NEW.id;
        IF total <> 100 THEN
            RAISE EXCEPTION 'the weights of an indicator system add up to 100'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'assessment_system_weights';
        END IF;
    END IF;
    RETURN NEW;
"""

INDICATOR_FROZEN = """
    IF TG_OP <> 'INSERT' AND EXISTS (
        SELECT 1 FROM assessment_indicatorsystem WHERE id = OLD.system_id AND stage <> 'draft')
       OR TG_OP <> 'DELETE' AND EXISTS (
        SELECT 1 FROM assessment_indicatorsystem WHERE id = NEW.system_id AND stage <> 'draft') THEN
        RAISE EXCEPTION 'the indicators of a system in force are not changed' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@pghistory.track()
class IndicatorSystem(models.Model):
    """One version of a county's indicator system (考核指标体系). Immutable once in force; a change is a new version.

    ``method`` states how the weights were found; ``in_force`` is empty for a draft.
    """

    division = models.ForeignKey(Division, verbose_name=_("county"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(pgettext_lazy("assessment", "name"), max_length=100)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    method = models.TextField(_("how the weights were found"))
    stage = models.CharField(_("stage"), max_length=10, choices=SystemStage, default=SystemStage.DRAFT, editable=False)
    in_force = DateRangeField(_("in force"), null=True, editable=False)

    objects = IndicatorSystemQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator system")
        verbose_name_plural = _("indicator systems")
        ordering = ["division", "-version", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name", "version"],
                name="assessment_system_version",
                violation_error_message=_("This county already has an indicator system of that name."),
            ),
            models.CheckConstraint(
                condition=Q(stage=SystemStage.DRAFT, in_force=None)
                | Q(stage=SystemStage.IN_FORCE, in_force__lower_inf=False, in_force__upper_inf=True)
                # A system that is replaced on its first day has an empty range.
                | Q(stage=SystemStage.RETIRED, in_force__isempty=True)
                | Q(stage=SystemStage.RETIRED, in_force__lower_inf=False, in_force__upper_inf=False),
                name="assessment_system_dated",
            ),
            ExclusionConstraint(
                name="assessment_one_system_in_force",
                expressions=[("division", RangeOperators.EQUAL), ("in_force", RangeOperators.OVERLAPS)],
                violation_error_message=_("Another indicator system is in force at that time."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(SYSTEM_MOVES)),
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=SYSTEM_FROZEN,
                declare=[("total", "NUMERIC")],
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(name)s v%(version)s") % {"name": self.name, "version": self.version}

    def get_absolute_url(self) -> str:
        return reverse("assessment:system_detail", args=[self.pk])


@pghistory.track()
class Indicator(models.Model):
    """One indicator (指标) of a system. The same ``code`` means the same measure in every version of every system.

    ``alpha`` is the share that progress since the leader's starting point has in the points; the rest is the level.
    """

    system = models.ForeignKey(
        IndicatorSystem, verbose_name=_("indicator system"), on_delete=models.CASCADE, related_name="indicators"
    )
    code = models.SlugField(_("code"), max_length=30, db_collation="C")
    name = models.CharField(pgettext_lazy("assessment", "name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    dimension = models.CharField(_("dimension"), max_length=12, choices=Dimension)
    horizon = models.CharField(_("horizon"), max_length=10, choices=Horizon, default=Horizon.VISIBLE)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.HIGHER)
    unit = models.CharField(_("unit"), max_length=30)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2)
    alpha = models.DecimalField(
        _("share of progress"),
        max_digits=3,
        decimal_places=2,
        help_text=_("From 0 (level alone) to 1 (progress alone)."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["system", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code"],
                name="assessment_indicator_code",
                violation_error_message=_("This system already has an indicator with that code."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100),
                name="assessment_indicator_weight",
                violation_error_message=_("A weight lies above 0 and at most at 100."),
            ),
            models.CheckConstraint(
                condition=Q(alpha__gte=0, alpha__lte=1),
                name="assessment_indicator_alpha",
                violation_error_message=_("The share of progress lies between 0 and 1."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=INDICATOR_FROZEN,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name

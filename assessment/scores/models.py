import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.cycles.models import Cycle
from assessment.scores.choices import NoScore, Scope
from assessment.scores.querysets import ScorePartQuerySet, ScoreQuerySet
from assessment.systems.models import Indicator
from cadres.models import Division, Tenure
from cadres.platform.divisions.choices import Tier
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.shared.phrases import in_year, titled
from cadres.shared.regulations.catalogue import number_text

# Scores are replaced as a whole until they are confirmed; afterwards only the grade is given, until the cycle closes.
SCORE_FROZEN = """
    SELECT stage INTO cycle_stage FROM assessment_cycle WHERE id = COALESCE(NEW.cycle_id, OLD.cycle_id);
    IF TG_OP = 'UPDATE' THEN
        IF cycle_stage <> 'confirmed' OR
           (to_jsonb(OLD) - ARRAY['grade', 'grade_reason', 'graded_by_id', 'graded_at'])
           <> (to_jsonb(NEW) - ARRAY['grade', 'grade_reason', 'graded_by_id', 'graded_at']) THEN
            RAISE EXCEPTION 'a score is not changed; only its grade, between confirming and closing'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF cycle_stage IN ('confirmed', 'closed') THEN
        RAISE EXCEPTION 'confirmed scores stay' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""

PARTS_FROZEN = """
    IF EXISTS (
        SELECT 1 FROM changed p
          JOIN assessment_score s ON s.id = p.score_id
          JOIN assessment_cycle c ON c.id = s.cycle_id
         WHERE c.stage IN ('confirmed', 'closed')) THEN
        RAISE EXCEPTION 'the parts of confirmed scores stay' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


@pghistory.track()
class Score(models.Model):
    """What one leader's year came to in one township (得分), with the reason where there is no score.

    ``total`` = ``level_part`` (compared with the whole county) + ``adjustment`` (what comparing within the same tier
    changes) + ``progress_part`` (since the frozen starting point). Zero where ``no_score`` says why. ``band`` only
    suggests; ``grade`` is blank until a department leader confirms one.
    """

    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.PROTECT, related_name="scores")
    tenure = models.ForeignKey(
        Tenure, verbose_name=_("tenure"), on_delete=models.PROTECT, related_name="assessment_scores"
    )
    division = models.ForeignKey(
        Division, verbose_name=_("township"), on_delete=models.PROTECT, related_name="assessment_scores"
    )
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, blank=True)
    months = models.PositiveSmallIntegerField(_("months in the post this year"))
    no_score = models.CharField(_("why no score"), max_length=10, choices=NoScore, blank=True)
    total = models.DecimalField(_("total"), max_digits=7, decimal_places=4, default=0)
    level_part = models.DecimalField(pgettext_lazy("assessment", "level"), max_digits=7, decimal_places=4, default=0)
    adjustment = models.DecimalField(_("allowance for conditions"), max_digits=7, decimal_places=4, default=0)
    progress_part = models.DecimalField(_("progress"), max_digits=7, decimal_places=4, default=0)
    band = models.CharField(_("suggested band"), max_length=12, choices=AnnualGrade, blank=True)
    scored_at = models.DateTimeField(_("scored at"), auto_now_add=True)
    grade = models.CharField(pgettext_lazy("assessment", "grade"), max_length=12, choices=AnnualGrade, blank=True)
    grade_reason = models.TextField(_("reason"), blank=True)
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    graded_at = models.DateTimeField(_("confirmed at"), null=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["-cycle", "division", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "tenure"], name="assessment_score_once"),
            models.CheckConstraint(
                condition=Q(
                    total=F("level_part") + F("adjustment") + F("progress_part"), total__gte=0, total__lte=100
                ),
                name="assessment_score_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(no_score="") | Q(total=0, level_part=0, progress_part=0, band="", grade=""),
                name="assessment_score_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(grade="", graded_by=None, graded_at=None)
                | (~Q(grade="") & Q(graded_by__isnull=False, graded_at__isnull=False)),
                name="assessment_grade_has_its_leader",
            ),
        ]
        indexes = [
            models.Index(fields=["cycle", "total", "id"], name="assessment_score_by_total"),
            models.Index(fields=["division", "id"], name="assessment_score_by_division"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=SCORE_FROZEN,
                declare=[("cycle_stage", "TEXT")],
            ),
        ]

    def __str__(self) -> str:
        return in_year(self.tenure.cadre, self.cycle.year)

    def get_absolute_url(self) -> str:
        return reverse("assessment:score_detail", args=[self.pk])


class ScorePart(models.Model):
    """What one indicator gave to a score, with everything it was made from (得分明细).

    Never updated: replaced with its score. Not tracked for that reason; inputs and totals are. ``value`` is null
    where none was entered: the indicator is left out and its weight goes to the others (``weight_used``).
    """

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="parts")
    indicator = models.ForeignKey(Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2)
    weight_used = models.DecimalField(_("weight used"), max_digits=7, decimal_places=4)
    alpha_used = models.DecimalField(_("share of progress"), max_digits=3, decimal_places=2)
    scope = models.CharField(_("compared with"), max_length=8, choices=Scope)
    low = models.DecimalField(_("lower bound"), max_digits=24, decimal_places=8, null=True)
    high = models.DecimalField(_("upper bound"), max_digits=24, decimal_places=8, null=True)
    county_low = models.DecimalField(_("lower bound in the county"), max_digits=24, decimal_places=8, null=True)
    county_high = models.DecimalField(_("upper bound in the county"), max_digits=24, decimal_places=8, null=True)
    level_points = models.DecimalField(_("level points"), max_digits=5, decimal_places=2, null=True)
    county_points = models.DecimalField(_("level points in the county"), max_digits=5, decimal_places=2, null=True)
    baseline = models.DecimalField(_("starting point"), max_digits=18, decimal_places=4, null=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the starting point"), null=True)
    spread = models.DecimalField(_("usual yearly change"), max_digits=30, decimal_places=12, null=True)
    progress_points = models.DecimalField(_("progress points"), max_digits=5, decimal_places=2, null=True)
    level_part = models.DecimalField(pgettext_lazy("assessment", "level"), max_digits=7, decimal_places=4)
    adjustment = models.DecimalField(_("allowance for conditions"), max_digits=7, decimal_places=4)
    progress_part = models.DecimalField(_("progress"), max_digits=7, decimal_places=4)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=4)

    objects = ScorePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a score")
        verbose_name_plural = _("parts of scores")
        ordering = ["score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["score", "indicator"], name="assessment_part_once"),
            models.CheckConstraint(
                condition=Q(points=F("level_part") + F("adjustment") + F("progress_part")),
                name="assessment_part_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(points=0, weight_used=0), name="assessment_part_left_out"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="no_update", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="frozen_insert",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="changed"),
                func=PARTS_FROZEN,
            ),
            pgtrigger.Trigger(
                name="frozen_delete",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                referencing=pgtrigger.Referencing(old="changed"),
                func=PARTS_FROZEN,
            ),
        ]

    def __str__(self) -> str:
        return titled(self.indicator, number_text(self.points))

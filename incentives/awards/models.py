import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessment.models import Score
from cadres.models import Cadre, User
from cadres.shared.phrases import of_year, titled
from cadres.shared.workflow import edges
from incentives.awards.choices import LIVE, MONEY, PROSPECTS, AwardKind, AwardStage
from incentives.awards.querysets import AwardQuerySet
from incentives.awards.workflow import MOVES


@pghistory.track()
class Award(models.Model):
    """An award for a cadre (奖励), proposed by one person and approved by another.

    One that recommends a promotion or a higher rank only recommends: it appoints nobody. ``amount`` is what is paid
    with it, 0 where nothing is. ``score`` is the assessment from which it was proposed, if any.
    """

    cadre = models.ForeignKey(Cadre, verbose_name=_("cadre"), on_delete=models.PROTECT, related_name="awards")
    kind = models.CharField(_("kind"), max_length=16, choices=AwardKind)
    year = models.PositiveSmallIntegerField(_("for the year"))
    score = models.ForeignKey(
        Score,
        verbose_name=_("assessment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="awards",
    )
    ground = models.TextField(_("ground"), max_length=2000)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, default=0, help_text=_("yuan"))
    stage = models.CharField(
        _("stage"), max_length=12, choices=AwardStage, default=AwardStage.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(
        User, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    approved_by = models.ForeignKey(
        User, verbose_name=_("approved by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    granted_on = models.DateField(_("granted on"), null=True, editable=False)
    document = models.CharField(_("document"), max_length=120, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cadre", "year", "kind"],
                condition=Q(stage__in=LIVE),
                name="incentives_one_of_a_kind",
                violation_error_message=_("This cadre already has, or is proposed for, this award of that year."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="incentives_award_four_eyes",
                violation_error_message=_("Who proposed the award cannot decide on it. Ask a second person."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(stage__in=["approved", "granted"], approved_by__isnull=False, approved_on__isnull=False)
                    | Q(stage__in=["proposed", "refused"], approved_by=None, approved_on=None)
                    | Q(stage="withdrawn")
                ),
                name="incentives_award_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(stage="granted", granted_on__isnull=False) | (~Q(stage="granted") & Q(granted_on=None)),
                name="incentives_award_granted_when_dated",
            ),
            models.CheckConstraint(
                condition=(Q(amount__gte=0) & (~Q(kind__in=PROSPECTS) | Q(amount=0)))
                & (~Q(kind__in=MONEY) | Q(amount__gt=0)),
                name="incentives_award_amount",
                violation_error_message=_("Money goes with awards of money and honour, not with recommendations."),
            ),
            models.CheckConstraint(condition=Q(year__gte=1949, year__lte=2200), name="incentives_award_year"),
            models.CheckConstraint(condition=~Q(ground=""), name="incentives_award_ground"),
        ]
        indexes = [
            models.Index(fields=["cadre", "-year"], name="incentives_award_of_cadre"),
            models.Index(fields=["stage", "-id"], name="incentives_award_by_stage"),
        ]
        triggers = [pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MOVES))]

    def __str__(self) -> str:
        return titled(self.cadre, of_year(self.year, self.get_kind_display()))

    def get_absolute_url(self) -> str:
        return reverse("incentives:award_detail", args=[self.pk])

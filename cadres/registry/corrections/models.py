import pghistory
import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.corrections.choices import CorrectionKind, CorrectionStage
from cadres.registry.corrections.querysets import CorrectionQuerySet
from cadres.registry.corrections.workflow import MOVES
from cadres.registry.posts.models import Post
from cadres.registry.sanctions.models import Sanction
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.models import Tenure
from cadres.shared.phrases import titled
from cadres.shared.workflow import edges

VALUES = ("since", "until", "start_basis", "start_document", "end_reason", "end_document", "end_note")
WRITTEN = ("kind", *VALUES, "annulled_on", "document", "reason", "former", "proposed_by")  # what was proposed
NO_TENURE = Q(since=None, until=None, start_basis="", end_reason="", post=None, tenure=None)


@pghistory.track()
class Correction(models.Model):
    """A correction (更正) of what a procedure owns: proposed by one person on a scanned paper, approved by another.

    ``former`` is what stood there when it was proposed. What was proposed never changes: the database refuses it.
    """

    cadre = models.ForeignKey(Cadre, verbose_name=_("cadre"), on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(_("what"), max_length=10, choices=CorrectionKind)
    tenure = models.ForeignKey(
        Tenure, verbose_name=_("tenure"), null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    sanction = models.ForeignKey(
        Sanction,
        verbose_name=_("sanction"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField(_("first day"), null=True, blank=True)
    until = models.DateField(_("left on"), null=True, blank=True)
    start_basis = models.CharField(_("came by"), max_length=20, choices=StartBasis, blank=True)
    start_document = models.CharField(_("appointment document"), max_length=120, blank=True)
    end_reason = models.CharField(_("left because of"), max_length=20, choices=EndReason, blank=True)
    end_document = models.CharField(_("removal document"), max_length=120, blank=True)
    end_note = models.CharField(_("note on leaving"), max_length=300, blank=True)
    annulled_on = models.DateField(_("annulled on"), null=True, blank=True)
    document = models.CharField(_("paper it rests on"), max_length=120)
    reason = models.CharField(_("reason"), max_length=200)
    former = models.JSONField(default=dict, encoder=DjangoJSONEncoder, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=CorrectionStage, default=CorrectionStage.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(User, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="cadres_correction_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, stage__in=["proposed", "withdrawn"])
                | Q(decided_by__isnull=False, stage__in=["applied", "declined"]),
                name="cadres_correction_decided",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="enter", post__isnull=False, tenure=None)
                    | Q(kind="tenure", tenure__isnull=False, post=None)
                )
                & Q(since__isnull=False, annulled_on=None, sanction=None)
                & ~Q(start_basis="")
                | Q(kind="annul", sanction__isnull=False, annulled_on__isnull=False) & NO_TENURE,
                name="cadres_correction_whole",
            ),
            models.CheckConstraint(
                condition=Q(until=None, end_reason="", end_document="", end_note="")
                | Q(until__isnull=False, until__gt=F("since")) & ~Q(end_reason=""),
                name="cadres_correction_end",
                violation_error_message=_("A tenure ends after its first day, for a reason; a running one has none."),
            ),
            models.CheckConstraint(
                condition=~Q(document="") & ~Q(reason=""), name="cadres_correction_with_paper_and_reason"
            ),
            models.UniqueConstraint(
                fields=["tenure"], condition=Q(stage="proposed"), name="cadres_correction_one_of_a_tenure"
            ),
            models.UniqueConstraint(
                fields=["sanction"], condition=Q(stage="proposed"), name="cadres_correction_one_of_a_sanction"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(stage="proposed"), name="cadres_correction_open")]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MOVES)),
            pgtrigger.ReadOnly(name="as_proposed", fields=list(WRITTEN)),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return titled(self.get_kind_display(), self.cadre)

    def get_absolute_url(self) -> str:
        return reverse("cadres:correction_detail", args=[self.pk])

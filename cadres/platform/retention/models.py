import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.jobs.models import Job
from cadres.platform.retention.choices import DisposalStage
from cadres.platform.retention.querysets import UNFINISHED, DisposalQuerySet
from cadres.platform.retention.workflow import MOVES
from cadres.shared.phrases import titled
from cadres.shared.retention import KEPT
from cadres.shared.workflow import edges

PROPOSED = ("records", "before", "rows", "months", "reason", "proposed_by")


@pghistory.track()
class Disposal(models.Model):
    """Records of one kind that are older than they must be kept (到期清理): proposed by one, approved by another.

    ``records`` is the key of the kind (``cadres.shared.retention``); those of before the day ``before`` go, ``rows``
    of them when it was proposed, ``gone`` when it was done. ``months``: how long they had to be kept then. What was
    proposed never changes, and only the database's own function deletes, which looks for the approval itself.
    """

    records = models.CharField(_("records"), max_length=20, db_collation="C")
    before = models.DateField(_("older than"))
    rows = models.PositiveBigIntegerField(_("number"))
    months = models.PositiveSmallIntegerField(_("kept for months"))
    reason = models.CharField(_("reason"), max_length=200)
    stage = models.CharField(
        _("stage"), max_length=10, choices=DisposalStage, default=DisposalStage.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(User, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    job = models.ForeignKey(Job, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    gone = models.PositiveBigIntegerField(_("disposed of"), null=True, editable=False)
    done_at = models.DateTimeField(_("carried out at"), null=True, editable=False)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposal of records")
        verbose_name_plural = _("disposals of records")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="cadres_disposal_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, stage__in=["proposed", "withdrawn"])
                | Q(decided_by__isnull=False, stage__in=["approved", "declined", "withdrawn"]),
                name="cadres_disposal_decided",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, gone=None) | Q(done_at__isnull=False, gone__isnull=False, stage="approved"),
                name="cadres_disposal_done",
            ),
            models.CheckConstraint(condition=~Q(reason="") & Q(months__gte=6), name="cadres_disposal_whole"),
            models.UniqueConstraint(fields=["records"], condition=UNFINISHED, name="cadres_disposal_one_open"),
        ]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MOVES)),
            pgtrigger.ReadOnly(name="as_proposed", fields=list(PROPOSED)),
            pgtrigger.Protect(
                name="done_is_done", operation=pgtrigger.Update, condition=pgtrigger.Q(old__done_at__isnull=False)
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return titled(_("Disposal"), self.title)

    def get_absolute_url(self) -> str:
        return reverse("cadres:disposal_detail", args=[self.pk])

    @property
    def title(self) -> str:
        kept = KEPT.get(self.records)
        return str(kept.title) if kept else self.records

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.merging.choices import Likeness, MergeStage, PairStage
from cadres.platform.merging.points import KINDS, Mergeable
from cadres.platform.merging.querysets import DuplicatePairQuerySet, MergeQuerySet
from cadres.platform.merging.workflow import MERGE_MOVES, PAIR_EDGES, PAIR_MOVES
from cadres.shared.crypto import EncryptedModel, EncryptedTextField
from cadres.shared.workflow import edges


@pghistory.track()
class DuplicatePair(models.Model):
    """Two records that seem to be about the same (疑似重复), the smaller number first; found by the program.

    ``kind`` is a key of ``points.KINDS``. ``data`` is a digest of what the likeness rests on: a pair
    said to be different is proposed again only when it changes. ``note`` is why they are different.
    """

    kind = models.CharField(max_length=20, db_collation="C")
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    first_division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", db_index=False)
    second_division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", db_index=False)
    degree = models.CharField(_("likeness"), max_length=10, choices=Likeness, db_collation="C")
    why = models.CharField(_("what is alike"), max_length=20, db_collation="C")
    data = models.CharField(max_length=32, db_collation="C", editable=False)
    stage = models.CharField(
        _("stage"), max_length=10, choices=PairStage, default=PairStage.OPEN, db_default=PairStage.OPEN, editable=False
    )
    note = models.TextField(_("reason"), blank=True, db_default="", editable=False)
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("probable duplicates")
        verbose_name_plural = _("probable duplicates")
        ordering = ["degree", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="cadres_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="cadres_pair_ordered"),
            models.CheckConstraint(
                condition=~Q(stage="different") | ~Q(note=""), name="cadres_pair_different_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "stage", "degree", "id"], name="cadres_pair_list"),
            models.Index(fields=["first_division", "kind"], name="cadres_pair_division"),
        ]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=sorted(edges(PAIR_MOVES) + PAIR_EDGES))
        ]

    def __str__(self) -> str:
        """By name where a list has brought the names along."""
        return self.__dict__.get("names") or f"{self.first} · {self.second}"

    def get_absolute_url(self) -> str:
        return reverse("cadres:duplicate_detail", args=[self.pk])

    @property
    def mergeable(self) -> Mergeable:
        return KINDS[self.kind]


@pghistory.track()
class Merge(EncryptedModel):
    """That one record of a pair is merged into the other (合并), proposed by one person and approved by another.

    ``taken`` names the fields whose value the record that goes gives. ``kept`` is what the way back needs: rows moved,
    rows united, values overwritten; encrypted, since it holds what is masked elsewhere.
    """

    pair = models.ForeignKey(DuplicatePair, on_delete=models.PROTECT, related_name="merges")
    stays = models.BigIntegerField()
    goes = models.BigIntegerField()
    taken = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=MergeStage, default=MergeStage.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(
        User, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User,
        verbose_name=pgettext_lazy("person", "decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    back_by = models.ForeignKey(
        User, verbose_name=_("undoing asked by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    back_decided_by = models.ForeignKey(
        User,
        verbose_name=_("undoing decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    kept = EncryptedTextField(blank=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(stays=F("goes")), name="cadres_merge_two_records"),
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(stage__in=["proposed", "merged", "back_asked"]),
                name="cadres_merge_one_at_a_time",
                violation_error_message=_("A merge of the two is proposed or done already."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="cadres_merge_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(back_decided_by=None) | ~Q(back_decided_by=F("back_by")),
                name="cadres_merge_back_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["proposed", "withdrawn"], decided_by=None)
                | Q(stage__in=["declined", "merged", "back_asked", "undone"], decided_by__isnull=False),
                name="cadres_merge_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(stage="undone") | Q(back_by__isnull=False, back_decided_by__isnull=False),
                name="cadres_merge_undone_by_two",
            ),
        ]
        triggers = [pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MERGE_MOVES))]

    def __str__(self) -> str:
        """By name where a page has brought the names along."""
        return self.__dict__.get("names") or f"{self.goes} → {self.stays}"

    def get_absolute_url(self) -> str:
        return reverse("cadres:merge_detail", args=[self.pk])

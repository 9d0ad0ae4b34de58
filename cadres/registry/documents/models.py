import pghistory
import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.documents.choices import DocumentClass, DocumentStage
from cadres.registry.documents.querysets import DocumentPartQuerySet, DocumentQuerySet
from cadres.registry.documents.workflow import EDGES
from cadres.shared.files.encrypted_files import SealedFile, SealedPart
from cadres.shared.files.kinds import MEDIA_TYPES, VIEWABLE
from cadres.shared.merged_records import living_only

IN_FILE = Q(stage__in=["kept", "asked"])
BY_TWO = Q(stage="withdrawn", asked_by__isnull=False, settled_by__isnull=False, withdrawn_at__isnull=False)
DATED = r"^(\d{4}(-\d{2}){0,2})?$"
PARTICULARS = ("section", "title", "dated", "number", "pages", "note")
# Column by column: two rows compared as a whole come back from a dump as another text than they were made of.
NOT_WHILE_KEPT = pgtrigger.Condition(
    "OLD.stage <> 'kept' AND ({})".format(
        " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in PARTICULARS)
    )
)


@pghistory.track()
class Document(SealedFile):
    """One scanned paper of a cadre's file (档案材料). Its content is never overwritten: see ``replaces``.

    ``dated`` is as much as is known of the date: 1998, 1998-09 or 1998-09-01. A withdrawn paper keeps its row for
    ever; its content is destroyed thirty days after the second person's decision.
    """

    cadre = models.ForeignKey(Cadre, verbose_name=_("cadre"), on_delete=models.PROTECT, related_name="documents")
    section = models.CharField(pgettext_lazy("paper", "class"), max_length=3, choices=DocumentClass, db_collation="C")
    title = models.CharField(_("title of the paper"), max_length=120)
    dated = models.CharField(
        _("date of the paper"), max_length=10, blank=True, db_collation="C", validators=[RegexValidator(DATED)]
    )
    number = models.CharField(_("number of the paper"), max_length=60, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=DocumentStage, default=DocumentStage.KEPT, editable=False
    )
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by", editable=False
    )
    put_in_by = models.ForeignKey(
        User, verbose_name=_("put in by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    put_in_at = models.DateTimeField(_("put in at"), auto_now_add=True)
    asked_by = models.ForeignKey(
        User,
        verbose_name=_("withdrawal asked for by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    settled_by = models.ForeignKey(
        User,
        verbose_name=_("withdrawal decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    destroyed_at = models.DateTimeField(_("content destroyed at"), null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    open: bool = False  # to the user for whom ``cadres.registry.documents.services.known_to`` has read it

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["cadre", "section", "dated", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cadre", "sha256"], condition=IN_FILE, name="cadres_document_once"),
            models.CheckConstraint(condition=Q(content_type__in=[*MEDIA_TYPES.values()]), name="cadres_document_type"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="cadres_document_digest"),
            models.CheckConstraint(condition=Q(dated__regex=DATED), name="cadres_document_dated"),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("asked_by")), name="cadres_document_four_eyes"
            ),
            models.CheckConstraint(
                condition=BY_TWO | (~Q(stage="withdrawn") & Q(withdrawn_at=None, destroyed_at=None)),
                name="cadres_document_withdrawn_by_two",
            ),
        ]
        indexes = [
            models.Index(fields=["cadre", "section", "dated", "id"], name="cadres_document_of_file"),
            models.Index(
                fields=["withdrawn_at"],
                condition=Q(stage="withdrawn", destroyed_at=None),
                name="cadres_document_withdrawn",
            ),
        ]
        triggers = [
            living_only("cadres_cadre", "cadre_id"),
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=EDGES),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="described_while_kept", operation=pgtrigger.Update, condition=NOT_WHILE_KEPT),
            pgtrigger.ReadOnly(
                name="content_stays",
                fields=["name", "content_type", "size", "sha256", "replaces", "put_in_by", "put_in_at"],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('cadres:cadre_documents', args=[self.cadre_id])}#document-{self.pk}"

    @property
    def viewable(self) -> bool:
        """Whether a browser shows it by itself."""
        return self.content_type in VIEWABLE


class DocumentPart(SealedPart):
    """One encrypted part of a paper; goes only when the paper was withdrawn."""

    file = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="parts")

    objects = DocumentPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a paper")
        verbose_name_plural = _("parts of papers")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="cadres_document_part_once")]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="goes_when_withdrawn",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func="IF NOT EXISTS (SELECT FROM cadres_document WHERE id = OLD.file_id AND stage = 'withdrawn')"
                " THEN RAISE EXCEPTION 'goes_when_withdrawn: the paper is in the file'; END IF; RETURN OLD;",
            ),
        ]

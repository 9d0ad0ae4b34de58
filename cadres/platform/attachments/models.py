import pghistory
import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.attachments.querysets import AttachmentPartQuerySet, AttachmentQuerySet
from cadres.shared.files.encrypted_files import SealedFile, SealedPart
from cadres.shared.files.kinds import MEDIA_TYPES, VIEWABLE

DATED = r"^(\d{4}(-\d{2}){0,2})?$"

# Locks the former, so that it is there and what it is when the new one is committed.
SAME_PLACE = """
        IF NEW.replaces_id IS NULL THEN RETURN NEW; END IF;
        PERFORM 1 FROM cadres_attachment former
          WHERE former.id = NEW.replaces_id AND former.record_model = NEW.record_model
            AND former.record_id = NEW.record_id AND former.slot = NEW.slot FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the former paper belongs elsewhere'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_attachment_same_place';
        END IF;
        RETURN NEW;
"""


@pghistory.track(pghistory.InsertEvent())
class Attachment(SealedFile):
    """A file attached to a record (附件): one paper of one slot, never changed, only replaced by the next.

    The record is named by its model ("app.model", as in ``Step.subject``) and its number. A content type says the same
    by a number that differs from database to database and asks a query to be read, and ties no tighter: neither can be
    a foreign key. Two columns, so that the records in a user's reach are joined by their numbers.

    Each slot of a record has one chain of papers: a first one, and each replaced at most once. The present paper is
    the one that nothing replaces. ``dated`` is as much as is known of the date: 1998, 1998-09 or 1998-09-01.
    """

    record_model = models.CharField(_("kind of record"), max_length=60, db_collation="C")
    record_id = models.PositiveBigIntegerField(_("number of the record"))
    slot = models.SlugField(_("kind of paper"), max_length=30, db_collation="C", db_index=False)
    title = models.CharField(_("title of the paper"), max_length=120)
    dated = models.CharField(
        _("date of the paper"), max_length=10, blank=True, db_collation="C", validators=[RegexValidator(DATED)]
    )
    number = models.CharField(_("number of the paper"), max_length=60, blank=True)
    replaces = models.OneToOneField(
        "self", verbose_name=_("replaces"), null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    added_by = models.ForeignKey(User, verbose_name=_("attached by"), on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("attached at"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["record_model", "record_id", "slot", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_model", "record_id", "slot"],
                condition=Q(replaces=None),
                name="cadres_attachment_one_chain",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""), name="cadres_attachment_replaced_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=[*MEDIA_TYPES.values()]), name="cadres_attachment_type"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="cadres_attachment_digest"),
            models.CheckConstraint(condition=Q(dated__regex=DATED), name="cadres_attachment_dated"),
            models.CheckConstraint(
                condition=Q(record_model__regex=r"^[a-z_]+\.[a-z_]+$"), name="cadres_attachment_record"
            ),
        ]
        indexes = [models.Index(fields=["record_model", "record_id", "id"], name="cadres_attachment_of_record")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(name="same_place", operation=pgtrigger.Insert, when=pgtrigger.Before, func=SAME_PLACE),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cadres:attachment_detail", args=[self.pk])

    @property
    def viewable(self) -> bool:
        """Whether a browser shows it by itself."""
        return self.content_type in VIEWABLE


class AttachmentPart(SealedPart):
    """One encrypted part of an attachment."""

    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="parts")

    objects = AttachmentPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of an attachment")
        verbose_name_plural = _("parts of attachments")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="cadres_attachment_part_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.drafts.querysets import DraftQuerySet
from cadres.shared.crypto import EncryptedModel, EncryptedTextField

LONGEST_STORED = 400_000  # characters after encryption


class Draft(EncryptedModel):
    """What somebody typed into a form and has not saved (草稿): his alone, encrypted, gone once it is saved.

    ``form`` names the form by a digest of its address, ``payload`` is what was typed, as a browser sends it; the
    fingerprint of what the page had shown (``seen``) is among it.
    """

    user = models.ForeignKey(User, verbose_name=_("account"), on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=32, db_collation="C")
    subject = models.CharField(max_length=100, blank=True, db_collation="C")
    payload = EncryptedTextField(bound_to=("user_id", "form"))
    updated_at = models.DateTimeField(_("kept at"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="cadres_draft_once"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("payload"), LONGEST_STORED), name="cadres_draft_length"
            ),
        ]
        indexes = [models.Index(fields=["updated_at"], name="cadres_draft_age")]

    def __str__(self) -> str:
        return f"{self.user}: {self.subject or self.form}"

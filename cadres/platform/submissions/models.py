from django.db import models
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.submissions.querysets import SubmissionQuerySet
from cadres.shared.crypto import EncryptedModel, EncryptedTextField


class Submission(EncryptedModel):
    """A form that was sent and acted (提交标记): where its sender was led, so that a second press leads there too.

    Written in the transaction of what the form does, so there is one exactly where that has happened. ``key`` is a
    digest of the form's address and its mark; ``address`` is encrypted, since it may hold what somebody searched for.
    """

    user = models.ForeignKey(User, verbose_name=_("account"), on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, db_collation="C")
    address = EncryptedTextField(blank=True, bound_to=("user_id", "key"))
    at = models.DateTimeField(_("sent at"))

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="cadres_submission_once")]
        indexes = [models.Index(fields=["at"], name="cadres_submission_age")]

    def __str__(self) -> str:
        return self.key

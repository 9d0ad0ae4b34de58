from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """A task or message for one account (提醒), with the page that settles it. The outbox mails it.

    ``key`` makes it idempotent: the same reminder is never given twice. ``kind`` and ``params`` are turned into text
    in the reader's language by ``cadres.platform.notices.points``.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, db_collation="C")
    params = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=200)
    due_on = models.DateField(_("due"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="cadres_notice_once")]
        indexes = [
            models.Index(fields=["user", "-id"], condition=Q(settled_at=None), name="cadres_notice_open"),
            models.Index(fields=["key"], name="cadres_notice_key"),
        ]

    def __str__(self) -> str:
        return self.key

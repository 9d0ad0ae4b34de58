import uuid

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.platform.outbox.choices import OutboxState
from cadres.platform.outbox.querysets import OutboxMessageQuerySet
from cadres.platform.outbox.rules import EDGES, TRIES

# Which of the dates are set in which state; the others are empty.
DATES = {
    OutboxState.WAITING: "next_try_at",
    OutboxState.SENT: "sent_at",
    OutboxState.PARKED: "parked_at",
    OutboxState.SKIPPED: "closed_at",
    OutboxState.GIVEN_UP: "closed_at",
}


def _dated() -> Q:
    names = sorted(set(DATES.values()))
    where = Q()
    for state, dated in DATES.items():
        where |= Q(state=state, **{f"{name}__isnull": name != dated for name in names})
    return where


class OutboxMessage(models.Model):
    """One message that must reach the outside (待发消息): an e-mail today, a call of another system later.

    ``key`` makes it idempotent within its channel; ``uid`` stays the same at every try, so that the other side
    recognizes a repetition. ``kind`` says what it is about, ``payload`` on which record: numbers, no personal data.
    Text and address are found at the moment of sending.
    """

    channel = models.CharField(_("channel"), max_length=20, db_collation="C")
    kind = models.CharField(_("about"), max_length=40, db_collation="C")
    key = models.CharField(max_length=160, db_collation="C")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        "cadres.User", verbose_name=_("account"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=OutboxState, default=OutboxState.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(_("last error"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    next_try_at = models.DateTimeField(_("next try"), null=True, default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    parked_at = models.DateTimeField(_("parked at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to be sent")
        verbose_name_plural = _("messages to be sent")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "key"], name="cadres_outbox_key"),
            models.CheckConstraint(condition=_dated(), name="cadres_outbox_dated"),
            models.CheckConstraint(condition=Q(tries__lte=TRIES), name="cadres_outbox_tries"),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(state="waiting"), name="cadres_outbox_waiting"),
            models.Index(fields=["-id"], condition=Q(state="parked"), name="cadres_outbox_parked"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="state_moves", field="state", transitions=[(str(source), str(target)) for source, target in EDGES]
            ),
            pgtrigger.ReadOnly(name="as_written", fields=["channel", "kind", "key", "uid", "user", "payload"]),
        ]

    def __str__(self) -> str:
        return _("Message %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("cadres:outbox_detail", args=[self.pk])

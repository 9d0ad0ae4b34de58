import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from training.calendars.querysets import CalendarFeedQuerySet


def new_token() -> str:
    """256 bits: whoever has it may read, so it must not be guessable."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """The secret address of one account's training calendar (日历订阅). Renewing it kills the old address.

    Not in the history: a table of old secrets serves nobody.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=64, unique=True, default=new_token, db_collation="C")
    made_at = models.DateTimeField(default=timezone.now)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")

    def __str__(self) -> str:
        return str(self.user)

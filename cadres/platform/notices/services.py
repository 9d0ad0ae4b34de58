"""Giving, reading and settling notices. A notice is its own outbox: whatever has no ``mailed_at`` is mailed later."""

import logging
from collections.abc import Iterable
from datetime import date
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.notices import points as notices
from cadres.platform.notices.models import Notice

MAIL_BATCH = 100
log = logging.getLogger(__name__)


def notify(  # noqa: PLR0913 -- a notice has as many parts
    users: Iterable[User], *, kind: str, key: str, params: dict[str, Any], url: str, due_on: date | None = None
) -> int:
    """Give each user the notice once; returns how many are new. The same ``key`` again changes nothing."""
    rows = [Notice(user=user, kind=kind, key=key, params=params, url=url, due_on=due_on) for user in users]
    before = Notice.objects.filter(key=key).count()
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return Notice.objects.filter(key=key).count() - before


def notify_each(rows: Iterable[Notice]) -> None:
    """``notify`` about many matters by one query, each with its own ``key``."""
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def settle(*keys: str) -> None:
    """The matter is done: everybody's notice of it goes from the list."""
    Notice.objects.filter(key__in=keys, settled_at=None).update(settled_at=timezone.now())


def settle_own(notice: Notice, *, by: User) -> None:
    """The reader takes the notice from the own list; the others keep theirs."""
    Notice.objects.visible_to(by).filter(pk=notice.pk, settled_at=None).update(settled_at=timezone.now())


def mark_read(notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def send_batch() -> int:
    """Mail the oldest unmailed notices; two workers never mail the same one. Returns how many were handled.

    A worker killed between mailing and commit mails once more: better twice than never.
    """
    with transaction.atomic():
        batch = list(
            Notice.objects.filter(mailed_at=None)
            .select_for_update(of=["self"], skip_locked=True)
            .select_related("user")
            .order_by("id")[:MAIL_BATCH]
        )
        for notice in batch:
            if notice.user.email and notice.user.is_active:
                _mail(notice)
        Notice.objects.filter(pk__in=[n.pk for n in batch]).update(mailed_at=timezone.now())
    return len(batch)


def _mail(notice: Notice) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        text = notices.text_of(notice.kind, notice.params)
        body = f"{text}\n\n{_('Open it here:')} {settings.SITE_URL}{notice.url}\n"
        try:
            send_mail(text, body, settings.DEFAULT_FROM_EMAIL, [notice.user.email])
        except (SMTPRecipientsRefused, SMTPDataError) as error:
            # One address that the server will never take must not hold up everybody else's mail.
            log.warning("notice %s was not mailed: the server refuses the address or the text (%s)", notice.pk, error)

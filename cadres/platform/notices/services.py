"""Giving, reading and settling notices; each is e-mailed by the outbox."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.notices import points as notices
from cadres.platform.notices.models import Notice
from cadres.platform.outbox.choices import OutboxState
from cadres.platform.outbox.models import OutboxMessage
from cadres.platform.outbox.services.delivery import put_each
from cadres.platform.outbox.services.emails import EMAIL, Letter

LETTER = "notice"  # what such a message of the outbox is about

# One statement that also says which rows are new, right even when two give the same notice at once. Always in the
# same order, so that the two never wait for each other.
GIVE = """
INSERT INTO cadres_notice (user_id, kind, key, params, url, due_on, created_at)
SELECT user_id, kind, key, params, url, due_on, %(now)s
FROM jsonb_to_recordset(%(rows)s::jsonb)
  AS given (user_id bigint, kind text, key text, params jsonb, url text, due_on date)
ORDER BY user_id, key
ON CONFLICT (user_id, key) DO NOTHING
RETURNING id, user_id
"""

# For a sweep that gives its notices by one statement of its own: their e-mails, as a further part of it. ``given`` is
# the part that wrote the notices and returns ``id, user_id``; the statement takes ``now``.
MAIL = f"""
INSERT INTO cadres_outboxmessage
    (channel, kind, key, uid, user_id, payload, state, tries, last_error, created_at, next_try_at)
SELECT '{EMAIL.name}', '{LETTER}', '{LETTER}:' || id, gen_random_uuid(), user_id, jsonb_build_object('notice', id),
       '{OutboxState.WAITING}', 0, '', %(now)s, %(now)s
  FROM {{given}}
    ON CONFLICT (channel, key) DO NOTHING
"""  # noqa: S608 -- our own constants


def notify(  # noqa: PLR0913 -- a notice has as many parts
    users: Iterable[User], *, kind: str, key: str, params: dict[str, Any], url: str, due_on: date | None = None
) -> int:
    """Give each user the notice once; returns how many are new. The same ``key`` again changes nothing.

    ``LookupError`` for a kind without a text, whether or not there is anybody to tell.
    """
    _refuse_nameless({kind})
    return notify_each(Notice(user=user, kind=kind, key=key, params=params, url=url, due_on=due_on) for user in users)


@transaction.atomic(savepoint=False)
def notify_each(rows: Iterable[Notice]) -> int:
    """``notify`` about many matters, each with its own ``key``, and their e-mails. Two queries, however many."""
    fields = ("user_id", "kind", "key", "params", "url", "due_on")
    given = [{field: getattr(row, field) for field in fields} for row in rows]
    _refuse_nameless({row["kind"] for row in given})
    if not given:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(GIVE, {"rows": json.dumps(given, cls=DjangoJSONEncoder), "now": timezone.now()})
        new = cursor.fetchall()
    if new:
        put_each(
            OutboxMessage(
                channel=EMAIL.name, kind=LETTER, key=f"{LETTER}:{pk}", user_id=user_id, payload={"notice": pk}
            )
            for pk, user_id in new
        )
    return len(new)


def _refuse_nameless(kinds: set[str]) -> None:
    """A notice without a text would break every page on which it stands."""
    if nameless := kinds - notices.KINDS.keys():
        names = ", ".join(sorted(nameless))
        raise LookupError(f"{names}: no such kind of notice. Write its text into NOTICES of the noun's notices.py")


def settle(*keys: str) -> None:
    """The matter is done: everybody's notice of it goes from the list, and is not mailed any more."""
    Notice.objects.filter(key__in=keys, settled_at=None).update(settled_at=timezone.now())


def settle_own(notice: Notice, *, by: User) -> None:
    """The reader takes the notice from the own list; the others keep theirs."""
    Notice.objects.visible_to(by).filter(pk=notice.pk, settled_at=None).update(settled_at=timezone.now())


def mark_read(notice: Notice) -> None:
    """Opened; what only tells something is done with by that."""
    now = timezone.now()
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)
    kind = notices.KINDS.get(notice.kind)
    if kind is not None and kind.message:
        Notice.objects.filter(pk=notice.pk, settled_at=None).update(settled_at=now)


def letter_of(message: OutboxMessage) -> Letter | None:
    """The e-mail of a notice, in the language of the installation; none when the matter is settled by now."""
    notice = Notice.objects.unsettled().filter(pk=message.payload["notice"]).first()
    if notice is None:
        return None
    text = notices.text_of(notice.kind, notice.params)
    where = _("Open it here: %(address)s") % {"address": f"{settings.SITE_URL}{notice.url}"}
    return Letter(text, f"{text}\n\n{where}\n")

"""Writing messages, sending them, and looking after those that did not get through."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step, record_steps
from cadres.platform.outbox.choices import OutboxState
from cadres.platform.outbox.models import OutboxMessage
from cadres.platform.outbox.points import CHANNELS, ChannelDown, Connections, DeliveryFailed, NotNeeded
from cadres.platform.outbox.querysets import OutboxMessageQuerySet
from cadres.platform.outbox.rules import next_try
from cadres.shared.errors import Objection, Refused

BATCH = 100  # messages over one connection
RUN_SECONDS = 50  # of one task, which comes every minute
log = logging.getLogger(__name__)

# By a cursor, because /healthz asks over a connection of its own.
BACKLOG = """
SELECT count(*) FILTER (WHERE state = 'parked'),
       count(*) FILTER (WHERE state = 'waiting'),
       extract(epoch FROM now() - min(created_at) FILTER (WHERE state = 'waiting'))
FROM cadres_outboxmessage WHERE state IN ('waiting', 'parked')
"""


# Writing


def put(channel: str, *, kind: str, key: str, user: User | None = None, payload: dict[str, Any] | None = None) -> None:
    """Have one message sent if, and only if, the present transaction commits. The same ``key`` again does nothing."""
    put_each([OutboxMessage(channel=channel, kind=kind, key=key, user=user, payload=payload or {})])


def put_each(messages: Iterable[OutboxMessage]) -> None:
    """``put`` of many messages, not yet saved, by one query."""
    if not connection.in_atomic_block:
        raise RuntimeError("A message is written in the transaction of the change that causes it.")
    rows = list(messages)
    if unknown := {row.channel for row in rows} - set(CHANNELS.keys()):
        raise ValueError(f"no such channel: {', '.join(sorted(unknown))}")
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)


# Sending


def deliver(*, seconds: float = RUN_SECONDS) -> int:
    """Send what may be sent now, batch after batch for so long. Returns how many messages were handled."""
    end = time.monotonic() + seconds
    total = 0
    while True:
        handled = deliver_batch(end=end)
        total += handled
        if handled < BATCH:
            return total


def deliver_batch(*, end: float = float("inf")) -> int:
    """Handle the messages whose turn it is, the longest waiting first; returns how many.

    Each is locked, sent and committed by itself: two workers never send the same one, and a worker killed between
    sending and commit leaves one message that is sent again, with the same ``uid``.
    """
    handled = 0
    with Connections() as connections:
        while handled < BATCH and time.monotonic() < end and _deliver_next(connections):
            handled += 1
    return handled


@transaction.atomic
def _deliver_next(connections: Connections) -> bool:
    message = OutboxMessage.objects.next_for(connections.channels, now=timezone.now()).first()
    if message is None:
        return False
    channel = CHANNELS[message.channel]
    try:
        with transaction.atomic():  # a query that fails while the text is written leaves the lock alone
            channel.send(message, connections.to(channel))
    except NotNeeded:
        _leave(message, OutboxState.SKIPPED, closed_at=timezone.now())
    except ChannelDown as error:  # nobody's try is counted: an outage of a day parks nothing
        log.warning("the outbox cannot reach %s: %s", channel.name, error)
        connections.is_down(channel)
        _save(message, last_error=error.error)
    except DeliveryFailed as error:
        if error.broken:
            connections.broke(channel)
        _failed(message, error.error, permanent=error.permanent)
    except Exception as error:
        log.exception("message %s of the outbox could not be sent", message.pk)
        _failed(message, type(error).__name__)
    else:
        connections.worked(channel)
        _leave(message, OutboxState.SENT, tries=message.tries + 1, last_error="", sent_at=timezone.now())
    return True


def _failed(message: OutboxMessage, error: str, *, permanent: bool = False) -> None:
    tries, now = message.tries + 1, timezone.now()
    again = next_try(tries, now, permanent=permanent)
    if again is None:
        log.warning("message %s of the outbox is parked: %s", message.pk, error)
        _leave(message, OutboxState.PARKED, tries=tries, last_error=error, parked_at=now)
    else:
        _save(message, tries=tries, last_error=error, next_try_at=again)


def _leave(message: OutboxMessage, state: OutboxState, **changes: Any) -> None:
    _save(message, state=state, next_try_at=None, **changes)


def _save(message: OutboxMessage, **changes: Any) -> None:
    for field, value in changes.items():
        setattr(message, field, value)
    message.save(update_fields=list(changes))


# Looking after what did not get through


@transaction.atomic
def try_again(message: OutboxMessage, *, by: User) -> OutboxMessage:
    """A parked message gets five new tries. Raises ``Refused``."""
    if not try_again_each(OutboxMessage.objects.filter(pk=message.pk), by=by):
        raise Refused(_not_parked())
    message.refresh_from_db()
    return message


@transaction.atomic
def try_again_each(messages: OutboxMessageQuerySet, *, by: User) -> int:
    """``try_again`` for those of the messages that are parked. Returns how many."""
    parked = list(messages.parked().select_for_update(of=["self"]).order_by("pk"))
    fresh = {"state": OutboxState.WAITING, "tries": 0, "next_try_at": timezone.now(), "parked_at": None}
    OutboxMessage.objects.filter(pk__in=[message.pk for message in parked]).update(**fresh)
    record_steps(parked, "try_again", by=by, source=OutboxState.PARKED, target=OutboxState.WAITING)
    return len(parked)


@transaction.atomic
def give_up(message: OutboxMessage, *, reason: str, by: User) -> OutboxMessage:
    """A parked message is not sent any more; the reason goes on record. Raises ``Refused``."""
    message = OutboxMessage.objects.select_for_update(of=["self"]).get(pk=message.pk)
    objections = []
    if message.state != OutboxState.PARKED:
        objections.append(_not_parked())
    if not reason.strip():
        objections.append(Objection("reason-missing", _("Write down the reason.")))
    if objections:
        raise Refused(*objections)
    _leave(message, OutboxState.GIVEN_UP, parked_at=None, closed_at=timezone.now())
    record_step(message, "give_up", by=by, reason=reason, source=OutboxState.PARKED, target=OutboxState.GIVEN_UP)
    return message


def _not_parked() -> Objection:
    return Objection("not-parked", _("This message is not parked any more. Look at its present state."))


# Watching


@dataclass(frozen=True)
class Backlog:
    """What has not gone out: how many messages are parked, how many wait, and for how many seconds the oldest does."""

    parked: int
    waiting: int
    oldest: int

    def __str__(self) -> str:
        return f"{self.parked} parked, {self.waiting} waiting, the oldest for {self.oldest} s"


def read_backlog(cursor: Any) -> Backlog:
    cursor.execute(BACKLOG)
    parked, waiting, oldest = cursor.fetchone()
    return Backlog(parked, waiting, int(oldest or 0))


def backlog() -> Backlog:
    with connection.cursor() as cursor:
        return read_backlog(cursor)

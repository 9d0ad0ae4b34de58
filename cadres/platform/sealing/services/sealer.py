"""The sealer (封存): numbers the events that wait and chains them. One at a time, in batches that hold or do not."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from cadres.platform.sealing.models import Seal
from cadres.platform.sealing.rules import START, Entry, link

BATCH = 5000
LOCK = 0x5EA1  # of PostgreSQL's advisory locks: no other use of the program has this number
# How far behind the last sealed event one that was committed late is looked for each time; further back once a day.
WINDOW = 5_000
LATE = 120  # seconds after which a sealer that works would have sealed

# The fields of ``Entry``, in its order. The moment as text: what somebody wrote there need not be one for Python.
ENTRY = """event.id, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.source,
       event.source_id, event.actor, event.role, event.address, event.action, event.object, event.result,
       event.reason_digest, event.payload_digest"""
WAITING = f"""
SELECT {ENTRY}
  FROM cadres_auditevent event
 WHERE id > %(after)s AND NOT EXISTS (SELECT FROM cadres_seal WHERE event_id = event.id AND event_id > %(after)s)
 ORDER BY id LIMIT %(limit)s
"""  # noqa: S608 -- our own constants
KEEP = "INSERT INTO cadres_seal (n, event_id, hash) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[])"
STATE = """
SELECT coalesce((SELECT max(n) FROM cadres_seal), 0), count(*), extract(epoch FROM clock_timestamp() - min(event.at))
  FROM cadres_auditevent event
 WHERE id > %(after)s AND NOT EXISTS (SELECT FROM cadres_seal WHERE event_id = event.id AND event_id > %(after)s)
"""


@dataclass(frozen=True)
class Sealed:
    """``oldest``: seconds for which the oldest event that is not sealed waits."""

    rows: int
    waiting: int
    oldest: int

    @property
    def late(self) -> bool:
        return self.oldest > LATE


def seal(*, everything: bool = False, batch: int = BATCH) -> int:
    """Seal what waits; returns how many rows. Nothing where another sealer is at work.

    Each batch is a transaction: killed in between, the next run goes on where the last whole batch ended.
    ``everything`` also looks for what was left far behind, as the first run and the daily one do.
    """
    after = 0 if everything else _window()
    rows = 0
    while found := _seal_batch(after, batch):
        rows += found
        if found < batch:
            break
    return rows


def _window() -> int:
    """The newest sealed event, less the window; of one statement, so that it costs nothing."""
    last = Seal.objects.order_by("-n").values_list("event_id", flat=True).first()
    return max(0, (last or 0) - WINDOW)


@transaction.atomic
def _seal_batch(after: int, limit: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT n, hash FROM cadres_seal ORDER BY n DESC LIMIT 1")
        n, head = cursor.fetchone() or (0, START.hex())
        head = bytes.fromhex(head)
        cursor.execute(WAITING, {"after": after, "limit": limit})
        entries = [Entry._make(row) for row in cursor.fetchall()]
        heads = []
        for number, entry in enumerate(entries, n + 1):
            head = link(head, number, entry)
            heads.append(head.hex())
        if entries:
            numbers = list(range(n + 1, n + 1 + len(entries)))
            cursor.execute(KEEP, [numbers, [entry.id for entry in entries], heads])
    return len(entries)


def state() -> Sealed:
    with connection.cursor() as cursor:
        return read_state(cursor)


def read_state(cursor: Any) -> Sealed:
    cursor.execute("SELECT event_id FROM cadres_seal ORDER BY n DESC LIMIT 1")
    last = cursor.fetchone()
    cursor.execute(STATE, {"after": max(0, last[0] - WINDOW) if last else 0})
    rows, waiting, oldest = cursor.fetchone()
    return Sealed(rows, waiting, int(oldest or 0))

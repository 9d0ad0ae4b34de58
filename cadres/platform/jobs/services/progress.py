"""How far a job is, told over a connection of its own, so that it is seen while the work's transaction runs."""

import time
from uuid import UUID

from django.db import connections

INTERVAL = 0.5  # seconds between two writes

BEAT = """
UPDATE cadres_job SET done = %s, total = %s, message = %s, heartbeat_at = now()
 WHERE id = %s AND token = %s AND state = 'running' RETURNING cancel_requested
"""


class Cancelled(Exception):
    """The owner asked to stop."""


class LeaseLost(Exception):
    """Another worker holds the job now; this one must undo its work."""


class Progress:
    """Given to a job function. Call ``step`` at least every minute or the job is taken for dead."""

    def __init__(self, pk: int, token: UUID):
        self.pk, self.token = pk, token
        self.done, self.total, self.message = 0, 0, ""
        self._connection = connections["default"].copy()
        self._last_sent = 0.0

    def begin(self, total: int, message: str = "") -> None:
        """A new part of the work, counted from 0."""
        self.done, self.total, self.message = 0, total, message[:500]
        self.tell()

    def step(self, number: int = 1) -> None:
        """``number`` more are done. Raises ``Cancelled`` or ``LeaseLost``."""
        self.done += number
        if time.monotonic() - self._last_sent >= INTERVAL:
            self.tell()

    def tell(self) -> None:
        """Write now. Raises ``Cancelled`` or ``LeaseLost``."""
        with self._connection.cursor() as cursor:
            cursor.execute(BEAT, [self.done, self.total, self.message, self.pk, self.token])
            row = cursor.fetchone()
        self._last_sent = time.monotonic()
        if row is None:
            raise LeaseLost
        if row[0]:
            raise Cancelled

    def close(self) -> None:
        self._connection.close()

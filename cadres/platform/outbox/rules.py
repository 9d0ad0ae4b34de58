"""When a message that failed is tried again, and which state may follow which. Pure."""

from datetime import datetime, timedelta

from cadres.platform.outbox.choices import OutboxState

# After the first failed try, the second, …: long enough together for a night's maintenance or a greylisting server.
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
TRIES = len(PAUSES) + 1

# The database holds to these too.
EDGES = (
    (OutboxState.WAITING, OutboxState.SENT),
    (OutboxState.WAITING, OutboxState.SKIPPED),
    (OutboxState.WAITING, OutboxState.PARKED),
    (OutboxState.PARKED, OutboxState.WAITING),
    (OutboxState.PARKED, OutboxState.GIVEN_UP),
)


def next_try(tries: int, now: datetime, *, permanent: bool = False) -> datetime | None:
    """When to try again after ``tries`` failures; ``None``: not by itself any more, the message is parked."""
    if permanent or tries >= TRIES:
        return None
    return now + PAUSES[tries - 1]

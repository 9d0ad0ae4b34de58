"""What the owner of the database can do to the sealed record, its guards switched off and on again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cadres.models import AuditEvent, ChainCheck, Checkpoint, Seal
from cadres.platform.sealing.services import checkpoints, sealer, verification
from cadres.platform.sealing.services.verification import SEALED
from tests.support.roles import as_owner, as_sealer, by

# Each as who does it: the sealer, and who owns the tables.
seal = by(as_sealer)(sealer.seal)
make_checkpoint = by(as_sealer)(checkpoints.make_checkpoint)
check = by(as_sealer)(verification.check)


@contextmanager
def unguarded() -> Iterator[Any]:
    """A cursor for which no trigger of the record speaks. In the transaction of a test."""
    tables = [model._meta.db_table for model in (*SEALED, AuditEvent, Seal, Checkpoint, ChainCheck)]
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no table could be altered in this transaction
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def tamper(*statements: str) -> None:
    """Each must change something, or the test would show nothing."""
    with unguarded() as cursor:
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount, statement

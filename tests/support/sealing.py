"""What the owner of the database can do to the sealed record, its guards switched off and on again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from cadres.platform.sealing.services.verification import GUARDED


@contextmanager
def unguarded() -> Iterator[Any]:
    """A cursor for which no trigger of the record speaks. In the transaction of a test."""
    tables = [model._meta.db_table for model in GUARDED]
    with connection.cursor() as cursor:
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

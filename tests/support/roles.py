"""Other accounts of the database than the program's, for a part of a test (``deploy/roles.sql``)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any

import psycopg2
import pytest
from django.db import Error, connection

from cadres.platform.database.services.accounts import accounts


@contextmanager
def as_account(name: str) -> Iterator[Any]:
    """A cursor; whatever is done by this connection meanwhile is done by the account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (before,) = cursor.fetchone()
        cursor.execute(f'SET ROLE "{name}"')
        try:
            yield cursor
        finally:
            with suppress(Error):  # in a transaction that failed, its end brings the former back
                cursor.execute(f'SET ROLE "{before}"')


@contextmanager
def as_owner() -> Iterator[Any]:
    with as_account(accounts().owner) as cursor:
        yield cursor


@contextmanager
def as_sealer() -> Iterator[Any]:
    known = accounts()
    with as_account(known.name("sealer") if known.exist else known.owner) as cursor:
        yield cursor


def by(account):
    """The same function, done by the account."""

    def decorate(function):
        @wraps(function)
        def wrapped(*args, **kwargs):
            with account():
                return function(*args, **kwargs)

        return wrapped

    return decorate


@contextmanager
def signed_in(part: str) -> Iterator[Any]:
    """A cursor of a connection that signs in as app, sealer, report or owner (""), in a transaction that is given up.

    It sees nothing that the test has written and not committed.
    """
    known = accounts()
    if not known.exist:
        pytest.skip("this server has no accounts beside the owner (deploy/roles.sql)")
    parameters = {**connection.get_connection_params(), "user": known.name(part) if part else known.owner}
    parameters.pop("cursor_factory", None)
    line = psycopg2.connect(**parameters)
    try:
        with line.cursor() as cursor:
            yield cursor
    finally:
        line.close()

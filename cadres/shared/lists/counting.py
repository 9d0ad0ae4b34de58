"""Counting: rows beside a row, and the rows of a list up to a bound, so that a page costs the same at any size."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction
from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce

COUNT_MILLISECONDS = 1500


def number_of(rows: QuerySet, **link: Any) -> Coalesce:
    """An expression: how many ``rows`` belong to a row of the outer query, 0 where there are none.

    As a subquery, so that one count does not multiply another, nor the row itself.

    ``link`` says which: the field (or path) of these rows that is an ``OuterRef``.
    """
    # order_by() clears Meta.ordering, which would split the groups
    counted = rows.filter(**link).order_by().values(*link).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def bounded_count(rows: QuerySet, most: int) -> int | None:
    """How many there are, at most ``most`` + 1; ``None`` when telling would take too long. One way to the database."""
    try:
        inner, params = rows.order_by().values("pk")[: most + 1].query.sql_with_params()
    except EmptyResultSet:
        return 0
    # Two statements of one message are one transaction of their own. Within another one, neither the limit may outlive
    # the counting, nor a failure end what is around it: going back to a savepoint does both.
    savepoint = transaction.savepoint() if connection.in_atomic_block else None
    count = f"SET LOCAL statement_timeout = {COUNT_MILLISECONDS}; SELECT count(*) FROM ({inner}) AS counted"  # noqa: S608 -- the ORM's own
    try:
        with connection.cursor() as cursor:
            cursor.execute(count, params)
            return cursor.fetchone()[0]
    except OperationalError:
        return None
    finally:
        if savepoint is not None:
            transaction.savepoint_rollback(savepoint)

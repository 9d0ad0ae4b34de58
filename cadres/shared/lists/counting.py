"""Counting rows beside a row: as subqueries, so that one count does not multiply another, nor the row itself."""

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of(rows: QuerySet, **link: Any) -> Coalesce:
    """An expression: how many ``rows`` belong to a row of the outer query, 0 where there are none.

    ``link`` says which: the field (or path) of these rows that is an ``OuterRef``.
    """
    # order_by() clears Meta.ordering, which would split the groups
    counted = rows.filter(**link).order_by().values(*link).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

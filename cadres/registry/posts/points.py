"""Seats that are being filled (拟配职数): the app that fills posts tells the base, which cannot know it.

A provider returns a queryset of rows with a foreign key ``post`` and the number of the ``seat``, one row a seat.
"""

from collections.abc import Callable, Iterable

from django.db.models import OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable

from cadres.shared.lists.counting import number_of

PROVIDERS: dict[str, Callable[[], QuerySet]] = {}


def register(name: str, rows: Callable[[], QuerySet]) -> None:
    PROVIDERS[name] = rows


def proposed(path: str = "post", outer: str = "pk") -> Combinable:
    """An expression: how many seats are being filled where ``path`` of the row is ``outer`` of the outer query.

    ``proposed()`` counts for a post, ``proposed("post__organization__division")`` for a township.
    """
    total: Combinable = Value(0)
    for rows in PROVIDERS.values():
        total = number_of(rows(), **{path: OuterRef(outer)}) + total
    return total


def proposed_seats(post_ids: Iterable[int]) -> dict[int, set[int]]:
    """The numbers of the seats being filled, by post; one query a provider."""
    ids = list(post_ids)
    found: dict[int, set[int]] = {}
    for rows in PROVIDERS.values():
        for post, seat in rows().filter(post__in=ids).values_list("post", "seat"):
            found.setdefault(post, set()).add(seat)
    return found

"""Seats that are being filled (拟配职数): the noun that fills posts contributes what the post cannot know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable

from cadres.shared.extensions import Point
from cadres.shared.lists.counting import number_of


@dataclass(frozen=True)
class Provider:
    """``rows()`` have a foreign key ``post`` and the number of the ``seat``, one row a seat."""

    key: str
    rows: Callable[[], QuerySet]


PROVIDERS: Point[Provider] = Point("seats being filled", key=lambda provider: provider.key)


def proposed(path: str = "post", outer: str = "pk") -> Combinable:
    """An expression: how many seats are being filled where ``path`` of the row is ``outer`` of the outer query.

    ``proposed()`` counts for a post, ``proposed("post__organization__division")`` for a township.
    """
    total: Combinable = Value(0)
    for provider in PROVIDERS:
        total = number_of(provider.rows(), **{path: OuterRef(outer)}) + total
    return total


def proposed_seats(post_ids: Iterable[int]) -> dict[int, set[int]]:
    """The numbers of the seats being filled, by post; one query a provider."""
    ids = list(post_ids)
    found: dict[int, set[int]] = {}
    for provider in PROVIDERS:
        for post, seat in provider.rows().filter(post__in=ids).values_list("post", "seat"):
            found.setdefault(post, set()).add(seat)
    return found

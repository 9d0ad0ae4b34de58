"""Extension points as one test wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from cadres.shared.extensions import Point
from cadres.shared.pages.todo import TODO, DueList


@contextmanager
def contributed(point: Point, *items: Any) -> Iterator[None]:
    """The point with more contributions, or others under the same keys."""
    before = dict(point._items)
    point._items.update({point._key(item): item for item in items})
    try:
        yield
    finally:
        point._items.clear()
        point._items.update(before)


@contextmanager
def without(point: Point, key: Any) -> Iterator[None]:
    """The point as if nobody had contributed this."""
    before = dict(point._items)
    del point._items[key]
    try:
        yield
    finally:
        point._items.clear()
        point._items.update(before)


def todo_of(app: str, user: Any, today: date) -> list[DueList]:
    """The lists that the nouns of one app have for the user, in the order of the home page."""
    mine = [one for one in TODO if one.build.__module__.startswith(f"{app}.")]
    found = [one.build(user, today) for one in mine if not one.permission or user.has_perm(one.permission)]
    return [one for one in found if one.items]

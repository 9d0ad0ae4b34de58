"""Extension points as one test wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cadres.shared.extensions import Point


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

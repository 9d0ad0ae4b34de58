"""One box that finds things of every kind (查找). Each noun contributes what it can find. See docs/find.md."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cadres.shared.extensions import Point

SHOWN = 6
LONGEST = 60


@dataclass(frozen=True)
class Hit:
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class Finder:
    """``find(user, text, most)`` begins with ``visible_to``, asks an index and never counts; two queries at most.

    ``more(text)`` is the address of the list with everything that fits, if there is one.
    """

    key: str
    title: str | Promise
    permission: str
    find: Callable[[Any, str, int], list[Hit]]
    more: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Found:
    """The hits of one kind; ``more_url`` leads on when there are more than are shown."""

    key: str
    title: str | Promise
    hits: list[Hit]
    more_url: str = ""


FINDERS: Point[Finder] = Point("finders", key=lambda finder: finder.key)


def find(user: Any, text: str) -> list[Found]:
    """What fits, by kind; kinds without a hit are left out."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    found = []
    for finder in FINDERS if text else ():
        if user.has_perm(finder.permission) and (hits := finder.find(user, text, SHOWN + 1)):
            more = finder.more(text) if finder.more and len(hits) > SHOWN else ""
            found.append(Found(finder.key, finder.title, hits[:SHOWN], more))
    return found

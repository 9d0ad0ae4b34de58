"""Marks on a cadre's career (生涯节点): nouns contribute what they know; the career page draws and lists them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from cadres.shared.extensions import Point


@dataclass(frozen=True)
class Milestone:
    """One thing that happened on a day; ``tone`` as in badges, ``url`` its page if it has one."""

    on: date
    text: str
    tone: str = "neutral"
    url: str = ""


@dataclass(frozen=True)
class MilestoneKind:
    """``load(cadre, user)`` returns the marks that this user may see, in one query."""

    key: str
    title: str | Promise
    permission: str
    load: Callable[[Any, Any], Iterable[Milestone]]


KINDS: Point[MilestoneKind] = Point("milestones", key=lambda kind: kind.key)


def milestones_of(cadre: Any, user: Any) -> list[tuple[MilestoneKind, list[Milestone]]]:
    """What each noun knows of the cadre, kinds without any mark left out."""
    found = []
    for kind in KINDS:
        if user.has_perm(kind.permission):
            marks = sorted(kind.load(cadre, user), key=lambda mark: mark.on)
            if marks:
                found.append((kind, marks))
    return found

"""What the first page shows of a county (概览): each noun contributes a card whose numbers lead to its lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from cadres.shared.charts.base import Chart
from cadres.shared.extensions import Point
from cadres.shared.scope import wider_than_county


@dataclass(frozen=True)
class Figure:
    """A number beside the charts; ``url`` is the list with exactly these rows."""

    label: str | Promise
    number: int
    url: str


@dataclass(frozen=True)
class Findings:
    charts: Sequence[Chart]
    figures: Sequence[Figure] = ()


@dataclass(frozen=True)
class FirstStep:
    """What to do where nothing is on record yet, for who may do it."""

    text: str | Promise
    label: str | Promise
    url_name: str
    permission: str


@dataclass(frozen=True)
class Card:
    """``build(user, today)`` counts what the user reaches, in three queries at most; None where there is nothing.

    ``at_work``: shown to the staff too, below their week. ``first``: said where nobody's card has anything.
    """

    key: str
    title: str | Promise
    permission: str
    url_name: str
    build: Callable[[Any, date], Findings | None]
    place: int
    at_work: bool = False
    first: FirstStep | None = None

    @property
    def url(self) -> str:
        return reverse(self.url_name)


OVERVIEW: Point[Card] = Point("cards of the overview", key=lambda card: card.key, order=lambda card: card.place)


def list_of(url_name: str, **asked: Any) -> str:
    """The address of a list with its filter set; several values of one filter as a sequence."""
    return f"{reverse(url_name)}?{urlencode(asked, doseq=True)}"


def cards_for(user: Any, today: date, *, at_work: bool) -> list[tuple[Card, Findings]]:
    """What there is to tell this user. Nothing is counted for remits wider than a county."""
    if wider_than_county(user.code_ranges):
        return []
    shown = (card for card in _open_to(user) if card.at_work or not at_work)
    built = ((card, card.build(user, today)) for card in shown)
    return [(card, findings) for card, findings in built if findings is not None]


def first_step(user: Any) -> FirstStep | None:
    """Where to begin in a county without records: the first step that this user may take."""
    steps = (card.first for card in _open_to(user) if card.first is not None)
    return next((step for step in steps if user.has_perm(step.permission)), None)


def _open_to(user: Any) -> list[Card]:
    return [card for card in OVERVIEW if user.has_perm(card.permission)]

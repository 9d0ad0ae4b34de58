"""Where encrypted values lie that are no fields of our own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from cadres.shared.extensions import Point

UNBOUND, CLEAR = "unbound", "clear"  # beside the names of keys: the two forms of before


@dataclass
class Renewed:
    """What came of a batch: how many values lie anew, and where one does not open, with the form it lies in."""

    values: int = 0
    unopened: dict[str, str] = field(default_factory=dict)


class Store(Protocol):
    """``name`` is that of the table."""

    name: str

    def count(self) -> Counter[str]:
        """How many values lie under which key, by its name, or ``UNBOUND`` or ``CLEAR``."""

    def holds_unbound(self) -> bool:
        """Whether there is one in a form of before; quicker than counting."""

    def renew(self, *, by: int | None = None) -> Iterator[Renewed]:
        """Encrypt by the present key what is not, batch by batch, each in a transaction of its own."""

    def sample(self) -> Iterator[bool]:
        """Whether each of a few values opens by the keys that are given; one that was moved does not count."""


STORES: Point[Store] = Point("stores of encrypted values", key=lambda store: store.name)

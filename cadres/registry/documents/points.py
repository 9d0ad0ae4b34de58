"""Who relies on a paper of a file: nouns above it say so, the paper's own moves ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cadres.shared.extensions import Point, function_key

if TYPE_CHECKING:
    from cadres.registry.documents.models import Document


@dataclass(frozen=True)
class Reliance:
    """One thing that rests on a paper: its kind for people, the value it holds, the record itself."""

    item: str
    label: Any
    value: str
    record: Any


RELIANCES: Point[Callable[["Document"], list[Reliance]]] = Point("reliances on papers", key=function_key)


def relying_on(document: "Document") -> list[Reliance]:
    """Everything that would lose its ground with the paper. One query for each noun that contributes."""
    return [found for ask in RELIANCES for found in ask(document)]

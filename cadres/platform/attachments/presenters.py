"""Papers as they are listed beside what rests on them."""

from typing import Any

from cadres.platform.attachments.services import Board
from cadres.shared.pages.matter import Paper
from cadres.shared.phrases import titled


def papers_on(board: Board, *, of: Any = "") -> list[Paper]:
    """What is attached, and what is named without a scan; ``of`` says whose it is where several are listed."""
    found = []
    for place in board.places:
        label = titled(of, place.slot.label) if of else str(place.slot.label)
        if place.paper is not None:
            found.append(Paper(label, place.paper.get_absolute_url(), place.paper.title))
        elif place.text:
            found.append(Paper(f"{label} – {place.text}"))
    return found

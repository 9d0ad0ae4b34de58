"""The way of a record through its stages as stations in a row, for ``components/_stages.html``."""

from collections.abc import Sequence
from typing import Any

from django.db.models import TextChoices


def stations(
    way: Sequence[TextChoices], present: TextChoices, *, behind: Sequence[TextChoices] = ()
) -> list[dict[str, Any]]:
    """``state`` of each: "done", "now" or "todo"; the end of the way is done when it is reached.

    A ``present`` that is not on the ``way`` ended it: it stands, "broken", after what lies ``behind`` it.
    """
    if present not in way:
        done = [{"label": stage.label, "state": "done"} for stage in behind]
        return [*done, {"label": present.label, "state": "broken"}]
    at = way.index(present)
    ended = at == len(way) - 1
    states = ["done" if number < at or ended else "now" if number == at else "todo" for number in range(len(way))]
    return [{"label": stage.label, "state": state} for stage, state in zip(way, states, strict=True)]

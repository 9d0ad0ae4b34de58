"""How far a record has come on its way through the stages, in a row, for ``components/_stages.html``."""

from collections.abc import Sequence
from typing import Any

from django.db.models import TextChoices


def stage_progress(
    way: Sequence[TextChoices], present: TextChoices, *, passed: Sequence[TextChoices] = ()
) -> list[dict[str, Any]]:
    """``state`` of each: "done", "now" or "todo"; the end of the way is done when it is reached.

    A ``present`` that is not on the ``way`` ended it: it stands, "broken", after the stages ``passed`` before.
    """
    if present not in way:
        done = [{"label": stage.label, "state": "done"} for stage in passed]
        return [*done, {"label": present.label, "state": "broken"}]
    at = way.index(present)
    ended = at == len(way) - 1
    states = ["done" if number < at or ended else "now" if number == at else "todo" for number in range(len(way))]
    return [{"label": stage.label, "state": state} for stage, state in zip(way, states, strict=True)]

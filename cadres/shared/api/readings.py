"""What the API gives of persons (接口读取): told before it leaves, to whoever keeps the record of readings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rest_framework.request import Request

from cadres.shared.extensions import Slot
from cadres.shared.recusal import CONCERNS


@dataclass(frozen=True)
class Reading:
    """One answer: to whom, by which token ("" in a session), records of which model, how many, asked for by what."""

    by: Any
    token: str
    model: str
    number: int
    parameters: tuple[str, ...]


# Refuses by an exception of the API; what it lets pass stands on record.
RECORD: Slot[Callable[[Reading], None]] = Slot("readings by API")


def is_personal(model: Any) -> bool:
    """Whether records of the model are about persons."""
    concern = CONCERNS.get(model._meta.label_lower)
    return concern is not None and not concern.nobody


def record_given(request: Request, model: Any, number: int) -> None:
    """``number`` records are given; the names of the parameters are kept, their values may name people."""
    if not number or not is_personal(model):
        return
    token = getattr(request.auth, "name", "")
    names = tuple(sorted(request.query_params))
    RECORD.only(Reading(request.user, token, model._meta.label_lower, number, names))

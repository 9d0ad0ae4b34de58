"""Kinds of notices: the text is made in the reader's language when it is read or mailed, never stored."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise

from cadres.shared.extensions import Point

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class NoticeKind:
    """``text`` is a %-template over the notice's ``params``, e.g. "The term of %(post)s ends on %(on)s.".

    ``listed_elsewhere``: the matter stands in a list of the home page already, which does not repeat the notice.
    ``message``: it only tells, so having been opened it is done with; any other waits for what it asks.
    """

    kind: str
    text: str | Promise
    listed_elsewhere: bool = False
    message: bool = False


KINDS: Point[NoticeKind] = Point("notices", key=lambda notice: notice.kind)


def listed_elsewhere() -> list[str]:
    return [notice.kind for notice in KINDS if notice.listed_elsewhere]


def text_of(kind: str, params: dict[str, Any]) -> str:
    """Days, stored as ISO text, are written as the reader writes them."""
    return str(KINDS[kind].text) % {name: _spoken(value) for name, value in params.items()}


def _spoken(value: Any) -> Any:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return date_format(date.fromisoformat(value))
    return value

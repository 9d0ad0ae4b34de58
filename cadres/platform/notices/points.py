"""Kinds of notices: the text is made in the reader's language when it is read or mailed, never stored."""

import re
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise

TEXTS: dict[str, str | Promise] = {}
LISTED_ELSEWHERE: set[str] = set()
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def register(kind: str, text: str | Promise, *, listed_elsewhere: bool = False) -> None:
    """``text`` is a %-template over the notice's ``params``, e.g. "The term of %(post)s ends on %(on)s.".

    ``listed_elsewhere``: the matter stands among what is due already, so the home page does not repeat the notice.
    """
    TEXTS[kind] = text
    if listed_elsewhere:
        LISTED_ELSEWHERE.add(kind)


def text_of(kind: str, params: dict[str, Any]) -> str:
    """Days, stored as ISO text, are written as the reader writes them."""
    return str(TEXTS[kind]) % {name: _spoken(value) for name, value in params.items()}


def _spoken(value: Any) -> Any:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return date_format(date.fromisoformat(value))
    return value

"""Kinds of notices: the text is made in the reader's language when it is read or mailed, never stored."""

from django.utils.functional import Promise

TEXTS: dict[str, str | Promise] = {}


def register(kind: str, text: str | Promise) -> None:
    """``text`` is a %-template over the notice's ``params``, e.g. "The term of %(post)s ends on %(on)s."."""
    TEXTS[kind] = text


def text_of(kind: str, params: dict) -> str:
    template = str(TEXTS[kind])
    return template % params

"""What of a list's address is carried on to forms, links and saved views."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict

TRANSIENT = ("cursor", "export", "panel")  # of one moment; no saved view and no form carries them on


def carried_params(query: QueryDict, *less: str) -> list[tuple[str, str]]:
    """The parts of a URL that a form passes on, without those it sets itself."""
    return [(k, v) for k, values in query.lists() if k not in (*TRANSIENT, *less) for v in values if v]


def carried_with(query: QueryDict, names: Iterable[str], *less: str) -> list[tuple[str, str]]:
    """As ``carried_params``, and of ``names`` also that they are set to nothing, which is an answer there."""
    return [*carried_params(query, *less), *((name, "") for name in names if query.get(name) == "")]


def carried_url(query: QueryDict, *less: str) -> str:
    return urlencode(carried_params(query, *less))

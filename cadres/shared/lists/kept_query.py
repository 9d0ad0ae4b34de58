"""What of a list's address is carried on to forms, links and saved views."""

from urllib.parse import urlencode

from django.http import QueryDict

PASSING = ("cursor", "export", "panel")  # of one moment; no saved view and no form carries them on


def kept(query: QueryDict, *less: str) -> list[tuple[str, str]]:
    """The parts of a URL that a form passes on, without those it sets itself."""
    return [(k, v) for k, values in query.lists() if k not in (*PASSING, *less) for v in values if v]


def kept_url(query: QueryDict, *less: str) -> str:
    return urlencode(kept(query, *less))

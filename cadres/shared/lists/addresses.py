"""Addresses of records, fifty a page: the way there is looked up once, the key put in."""

from functools import cache
from typing import Any

from django.urls import get_script_prefix, reverse

MARK = 1_000_000_007  # a key that nothing else in an address resembles


def address_of(url_name: str, key: Any) -> str:
    """What ``reverse(url_name, args=[key])`` gives, without looking for the route again where ``key`` is a number
    or the code of a division.
    """
    if isinstance(key, int) or (isinstance(key, str) and key.isascii() and key.isalnum()):
        before, after = _around(url_name, get_script_prefix())
        return f"{before}{key}{after}"
    return reverse(url_name, args=[key])


def page_of(url_name: str) -> str:
    """The address of a page that needs no key; the menu asks for forty at every page."""
    return _page(url_name, get_script_prefix())


@cache
def _page(url_name: str, _prefix: str) -> str:
    return reverse(url_name)


@cache
def _around(url_name: str, _prefix: str) -> tuple[str, str]:
    before, _mark, after = reverse(url_name, args=[MARK]).partition(str(MARK))
    return before, after

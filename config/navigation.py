"""The menu (导航): what a person may open, by permission, in the order of the work."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.functional import Promise

from cadres.shared.lists.addresses import page_of
from cadres.shared.pages.menu import GROUPS, MENU


@dataclass
class Item:
    """An entry as drawn for one request."""

    label: str | Promise
    url: str
    icon: str
    current: bool = False


@dataclass
class Group:
    label: str | Promise
    items: list[Item] = field(default_factory=list)
    own: bool = False


def menu(request: HttpRequest) -> list[Group]:
    """The groups this person sees; the entry whose address leads to the present page is marked."""
    groups = [Group(group.label, list(_items(request, group.key)), own=group.own) for group in GROUPS]
    leading = [item for group in groups for item in group.items if _leads_to(item.url, request.path)]
    if leading:
        max(leading, key=lambda item: len(item.url)).current = True
    return [group for group in groups if group.items]


def current(groups: list[Group]) -> Item | None:
    return next((item for group in groups for item in group.items if item.current), None)


def _items(request: HttpRequest, group: str) -> Iterator[Item]:
    for entry in MENU:
        if entry.group != group or (entry.permission and not request.user.has_perm(entry.permission)):
            continue
        yield Item(entry.label, page_of(entry.url_name), entry.icon)


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)

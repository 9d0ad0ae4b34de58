"""The menu (导航) and the tiles of an administrator's home page: nouns contribute their pages."""

from dataclasses import dataclass

from django.utils.functional import Promise

from cadres.shared.extensions import Point


@dataclass(frozen=True)
class MenuGroup:
    """``own``: what concerns the person who looks."""

    key: str
    label: str | Promise
    place: int
    own: bool = False


@dataclass(frozen=True)
class MenuEntry:
    """A page of the menu: shown to who holds the permission; an empty one is everybody's."""

    group: str
    label: str | Promise
    url_name: str
    permission: str
    icon: str
    place: int


@dataclass(frozen=True)
class Tile:
    """The same page may be the work of several administrators: each permission has a tile of its own."""

    label: str | Promise
    text: str | Promise
    url_name: str
    permission: str
    icon: str
    place: int


GROUPS: Point[MenuGroup] = Point("groups of the menu", key=lambda group: group.key, order=lambda group: group.place)
MENU: Point[MenuEntry] = Point("menu", key=lambda entry: entry.url_name, order=lambda entry: entry.place)
TILES: Point[Tile] = Point("tiles", key=lambda tile: tile.permission, order=lambda tile: tile.place)

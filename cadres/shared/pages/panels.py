"""Sections that upper apps add: to a cadre's file (training, assessment, honours), each on its own address, and to
the page of a township (what selection plans there).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Panel:
    """``load(record, user)`` returns what the template shows: of a cadre in at most three queries, a township in two.

    For a cadre it is the template's context, for a township the template's ``told``.
    """

    key: str
    title: str | Promise
    permission: str
    template: str
    load: Callable[[Any, Any], dict]


PANELS: dict[str, Panel] = {}
TOWNSHIP_PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    PANELS[panel.key] = panel


def register_for_townships(panel: Panel) -> None:
    TOWNSHIP_PANELS[panel.key] = panel


def of_township(township: Any, user: Any) -> list[tuple[Panel, dict]]:
    """What each app tells this user of the township, in the order of registration."""
    shown = (panel for panel in TOWNSHIP_PANELS.values() if user.has_perm(panel.permission))
    return [(panel, panel.load(township, user)) for panel in shown]

"""Sections that nouns contribute: to a cadre's file (training, assessment, honours), each on its own address, and to
the page of a township (what selection plans there).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cadres.shared.extensions import Point


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


PANELS: Point[Panel] = Point("panels of a file", key=lambda panel: panel.key)
TOWNSHIP_PANELS: Point[Panel] = Point("panels of a township", key=lambda panel: panel.key)


def of_township(township: Any, user: Any) -> list[tuple[Panel, dict]]:
    """What each noun shows this user of the township."""
    shown = (panel for panel in TOWNSHIP_PANELS if user.has_perm(panel.permission))
    return [(panel, panel.load(township, user)) for panel in shown]

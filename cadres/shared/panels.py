"""Sections of a cadre's file that upper apps add (training, assessment, honours), each on its own address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Panel:
    """``load(cadre, user)`` returns the template's context in at most three queries."""

    key: str
    title: str | Promise
    permission: str
    template: str
    load: Callable[[Any, Any], dict]


PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    PANELS[panel.key] = panel

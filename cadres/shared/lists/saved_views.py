"""Where the views that a person has saved of a list come from (视图)."""

from collections.abc import Callable
from typing import Any

from cadres.shared.extensions import Slot

SAVED_VIEWS: Slot[Callable[[Any, str], list]] = Slot("saved views")  # ``views_of(user, key)`` of who keeps them

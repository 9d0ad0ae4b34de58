"""What nouns above a township say against the end of a pilot; they contribute, the pilot asks."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from cadres.shared.errors import Objection
from cadres.shared.extensions import Point, function_key

if TYPE_CHECKING:
    from cadres.registry.townships.models import Pilot

ENDINGS: Point[Callable[["Pilot", date], Iterable[Objection]]] = Point("guards of the end of pilots", key=function_key)

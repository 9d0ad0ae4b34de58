"""What nouns above the file say against a change of particulars; they contribute, the file asks."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cadres.shared.extensions import Point, function_key

if TYPE_CHECKING:
    from cadres.registry.cadre_files.models import Cadre

Changes = list[tuple["Cadre", Iterable[str]]]
GUARDS: Point[Callable[[Changes], None]] = Point("guards of particulars", key=function_key)


def check_change(changes: Changes) -> None:
    """Ask every guard about the changed fields of each cadre. Raises what a guard raises, usually ``Refused``."""
    for guard in GUARDS:
        guard(changes)

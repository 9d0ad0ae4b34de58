"""What nouns above the file say against a change of particulars, and what its form tells of their records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadres.registry.cadre_files.rules.rewards import Line
from cadres.shared.extensions import Point, function_key

if TYPE_CHECKING:
    from cadres.registry.cadre_files.models import Cadre

Changes = list[tuple["Cadre", Iterable[str]]]
GUARDS: Point[Callable[[Changes], None]] = Point("guards of particulars", key=function_key)


@dataclass(frozen=True)
class RewardSource:
    """Records that the appointment form tells under rewards and punishments (奖惩情况).

    ``words`` are all by which a typed text may name one; ``load(ids)`` reads those of many cadres in one query.
    """

    key: str
    words: tuple[str, ...]
    load: Callable[[Sequence[int]], Mapping[int, Sequence[Line]]]


REWARDS: Point[RewardSource] = Point("rewards and punishments of the form", key=lambda source: source.key)


def rewards_of(ids: Sequence[int]) -> dict[int, list[Line]]:
    """What there is on record for each of the cadres: one query a source."""
    found: dict[int, list[Line]] = {pk: [] for pk in ids}
    for source in REWARDS:
        for pk, lines in source.load(ids).items():
            found[pk] += lines
    return found


def reward_words() -> list[str]:
    return [word for source in REWARDS for word in source.words]


def check_change(changes: Changes) -> None:
    """Ask every guard about the changed fields of each cadre. Raises what a guard raises, usually ``Refused``."""
    for guard in GUARDS:
        guard(changes)

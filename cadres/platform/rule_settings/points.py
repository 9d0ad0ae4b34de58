"""What a noun judges anew when somebody asks what a setting would do (推演): its running and past cases."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from cadres.shared.errors import Objection
from cadres.shared.extensions import Point
from cadres.shared.regulations.decide import split_by_action

if TYPE_CHECKING:
    from cadres.platform.rule_settings.facts import Rulebook

LATEST = 50  # cases of a kind that are judged; the page says so
Change = Callable[["Rulebook"], "Rulebook"]


@dataclass(frozen=True)
class Case:
    """One record judged by the rules as they counted for it and as they would count."""

    label: str
    url: str
    state: str | Promise
    before: tuple[Objection, ...]
    after: tuple[Objection, ...]

    @property
    def newly_refused(self) -> list[Objection]:
        return _more(self.after, self.before)

    @property
    def newly_passed(self) -> list[Objection]:
        return _more(self.before, self.after)


@dataclass(frozen=True)
class Replay:
    """``judge(user, change)`` yields the cases that the user may see, the latest first, at most as many as it says."""

    key: str
    title: str | Promise
    permission: str
    judge: Callable[[Any, Change], Iterator[Case]]


REPLAYS: Point[Replay] = Point("replays", key=lambda replay: replay.key, order=lambda replay: replay.key)


def refusing(objections: Iterable[Objection], book: "Rulebook") -> tuple[Objection, ...]:
    """Of the objections that rest on a rule those that refuse, also where a leader could set them aside."""
    split = split_by_action((one for one in objections if one.rule), book.action)
    return split.blocking + split.overridable


def _more(these: tuple[Objection, ...], those: tuple[Objection, ...]) -> list[Objection]:
    """What is among these beyond those, by its code: numbers in the text may differ."""
    left = Counter(one.code for one in those)
    found = []
    for one in these:
        if left[one.code]:
            left[one.code] -= 1
        else:
            found.append(one)
    return found

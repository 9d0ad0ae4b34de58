from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cadres.shared.errors import Objection


@dataclass(frozen=True)
class Edition:
    """Which formula scores (see ``assessment.systems.regulations.FORMULA``)."""

    name: str


@dataclass(frozen=True)
class SystemFacts:
    """``meanings`` and ``earlier``: code → (unit, direction) here and in the county's other systems once in force.

    ``on``: the day from which the system is in force, or no longer; ``began``, ``running_since``: from when it and the
    county's running system are.
    """

    book: Any
    weight_sum: Decimal
    meanings: dict[str, tuple[str, str]] = field(default_factory=dict)
    earlier: dict[str, tuple[str, str]] = field(default_factory=dict)
    on: date | None = None
    began: date | None = None
    running_since: date | None = None


def weights_add_up(facts: SystemFacts) -> Iterator[Objection]:
    if facts.weight_sum != 100:
        yield Objection(
            "weights-not-100",
            _("The weights add up to %(sum)s. Change them until they add up to 100.") % {"sum": facts.weight_sum},
        )


def codes_keep_their_meaning(facts: SystemFacts) -> Iterator[Objection]:
    """Starting points and last year's values are found by code: a code reused for another measure would mix them."""
    for code, meaning in sorted(facts.meanings.items()):
        if facts.earlier.get(code, meaning) != meaning:
            yield Objection(
                "code-changed-meaning",
                _("Indicator %(code)s had another unit or direction in an earlier version. Give it a new code.")
                % {"code": code},
            )


def follows_the_running_system(facts: SystemFacts) -> Iterator[Objection]:
    yield from _ends_before_start(facts.on, facts.running_since)


def ends_after_its_beginning(facts: SystemFacts) -> Iterator[Objection]:
    yield from _ends_before_start(facts.on, facts.began)


def _ends_before_start(on: date | None, began: date | None) -> Iterator[Objection]:
    if on is not None and began is not None and on < began:
        yield Objection("ends-before-start", _("The running system began later than that day. Choose a later day."))

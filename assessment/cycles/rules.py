"""Conditions of the moves: facts in, objections out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.systems.rules import Edition
from cadres.shared.errors import Objection


@dataclass(frozen=True)
class CycleFacts:
    """What a cycle has: values entered of those expected, leaders scored, of them still without a grade."""

    book: Any
    edition: Edition
    expected: int
    entered: int
    scored: int
    ungraded: int
    settings: dict[str, str] = field(default_factory=dict)


def has_values(facts: CycleFacts) -> Iterator[Objection]:
    if not facts.entered:
        yield Objection("no-values", _("No values are entered. Enter them township by township."))


def values_are_complete(facts: CycleFacts) -> Iterator[Objection]:
    missing = facts.expected - facts.entered
    if facts.entered and missing > 0:
        yield Objection(
            "values-missing",
            ngettext(
                "%(missing)d value is missing; its indicator is left out and its weight goes to the others.",
                "%(missing)d values are missing; their indicators are left out and their weight goes to the others.",
                missing,
            )
            % {"missing": missing},
            facts.book.source("assess.missing_values"),
            "assess.missing_values",
        )


def somebody_is_scored(facts: CycleFacts) -> Iterator[Objection]:
    if not facts.scored:
        yield Objection("nobody-scored", _("No leader has a score. See the reasons in the list of scores."))


def everybody_is_graded(facts: CycleFacts) -> Iterator[Objection]:
    if facts.ungraded:
        yield Objection(
            "ungraded",
            ngettext(
                "%(count)d leader has no confirmed grade yet.",
                "%(count)d leaders have no confirmed grade yet.",
                facts.ungraded,
            )
            % {"count": facts.ungraded},
        )

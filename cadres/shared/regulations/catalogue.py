"""The rules in force (规则): what the nation's law says by dates, and what a county may set within it.

Each noun declares its rules in ``regulations.py`` and contributes them here. A number of the law stands nowhere else:
titles and refusals are made from it. Which day of a record counts is declared in ``judging.py``.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from django.utils.functional import Promise

from cadres.shared.extensions import Point
from cadres.shared.regulations.laws import Citation, Source, cited

Number = Decimal | int | Fraction


class Action(StrEnum):
    """What happens when a rule objects."""

    BLOCK = "block"
    OVERRIDE = "override"  # blocks, unless somebody entitled records a reason
    REMIND = "remind"
    OFF = "off"


@dataclass(frozen=True)
class Amendment:
    """What the nation changes in a rule from a day on; what is left out stays as it was."""

    since: date
    value: Number | None = None
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    action: Action | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Version:
    """A rule from ``since`` (``date.min``: as far back as the program knows) up to ``until``, that day excluded."""

    since: date
    until: date | None
    value: Number | None
    low: Decimal | int | None
    high: Decimal | int | None
    action: Action
    sources: tuple[Source, ...]

    @property
    def source(self) -> str:
        """Law, edition and article in the reader's language."""
        return cited(self.sources, self.since)

    @property
    def value_is_free(self) -> bool:
        return self.low is not None and self.low != self.high

    def allows(self, value: Decimal) -> bool:
        """Whether a county may set this number."""
        return self.low is not None and value >= self.low and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Rule:
    """One rule: ``key``, what it is about, its value, its source and how sure we are of it.

    ``title`` says what the number is about and holds no number: pages and documents put the value beside it.
    ``value``: a number, a ``Fraction`` where the law speaks of a part, None where the rule is a yes or no.
    ``amended``: what changes from later days on, in their order.
    ``confidence``: A read in the text, B read in a secondary page, C from memory: verify before relying on it.
    ``low``/``high`` bound what a county may set; without ``low`` the number is fixed. ``actions`` are those a county
    may choose from. Of B and C a county may set something, unless ``why_fixed`` says why not.
    Whoever holds ``proposed_by`` proposes a setting; another who holds ``approved_by`` approves it.
    """

    key: str
    title: str | Promise
    source: Source | tuple[Source, ...]
    confidence: str = "A"
    value: Number | None = None
    unit: str | Promise = ""
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    action: Action = Action.BLOCK
    actions: tuple[Action, ...] = ()
    acts_in: str | Promise = ""
    why_fixed: str | Promise = ""
    amended: tuple[Amendment, ...] = ()
    proposed_by: str = "cadres.propose_rule"
    approved_by: str = "cadres.approve_rule"

    @property
    def adjustable(self) -> bool:
        """Whether a county may set anything in it, by any of its versions."""
        return bool(self.actions) or any(version.value_is_free for version in self.versions)

    def on(self, day: date) -> Version:
        """What the nation's law says of it on a day; before its first version, what that one says."""
        return next((one for one in reversed(self.versions) if one.since <= day), self.versions[0])

    def versions_within(self, first: date, until: date | None) -> list[Version]:
        """What the law says of it in turn during these days, ``until`` excluded."""
        start = self.on(first)
        later = [one for one in self.versions if one.since > first and (until is None or one.since < until)]
        return [start, *later]

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Its history, the oldest first. A new edition of its law is a version too, since the article may move."""
        sources = self.source if isinstance(self.source, tuple) else (self.source,)
        current = Version(date.min, None, self.value, self.low, self.high, self.action, sources)
        amended = {one.since: one for one in self.amended}
        found = []
        for day in _days(sources, self.amended):
            if one := amended.get(day):
                given = {name: getattr(one, name) for name in ("value", "low", "high", "action")}
                current = replace(current, **{name: what for name, what in given.items() if what is not None})
                current = replace(current, sources=one.sources or current.sources)
            current = replace(current, since=day)
            found.append(current)
        ends = [*(one.since for one in found[1:]), None]
        return tuple(replace(one, until=end) for one, end in zip(found, ends, strict=True))


def _days(sources: tuple[Source, ...], amended: tuple[Amendment, ...]) -> list[date]:
    """The days on which a version begins: the first edition in which it was read, later editions, amendments."""
    cited_on = [one.days if isinstance(one, Citation) else [date.min] for one in sources]
    later = [day for days in cited_on for day in days[1:]]
    later += [day for one in amended for cite in one.sources if isinstance(cite, Citation) for day in cite.days[1:]]
    first = min((days[0] for days in cited_on), default=date.min)
    return sorted({first, *later, *(one.since for one in amended)})


def number_text(value: Number | None) -> str:
    """A number as people read it, without needless noughts; a part as a fraction."""
    if value is None:
        return ""
    return str(value) if isinstance(value, Fraction) else f"{Decimal(value).normalize():f}"


RULES: Point[Rule] = Point("rules", key=lambda rule: rule.key)

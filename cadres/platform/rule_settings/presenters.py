"""Rules as pages and API show them: as of a day, through time, and what a later day changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.choices import Role
from cadres.platform.rule_settings.choices import ACTIONS
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.platform.rule_settings.models import LocalRule
from cadres.platform.rule_settings.points import Case, Replay
from cadres.platform.rule_settings.regulations import SHOWN
from cadres.shared.pages.matter import Concerned, Matter, Paper, Part
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.phrases import quantity
from cadres.shared.regulations.catalogue import RULES, Action, Number, Rule, Version, number_text


def in_order() -> list[Rule]:
    return sorted(RULES, key=lambda rule: rule.key)


def book_of(user: Any, day: date | None = None) -> Rulebook:
    """The rules as set for the division that the user answers for; the national ones for whoever has none."""
    on = SHOWN.on(day)
    remits = list(user.remits.all())
    return rulebook(remits[0].division_id, on=on) if remits else Rulebook(on=on)


def with_unit(value: Number | None, rule: Rule) -> str:
    """The number with its unit; empty for a rule without a number."""
    return quantity(number_text(value), rule.unit) if value is not None else ""


def bounds_text(rule: Rule, version: Version) -> str:
    """The bounds in words; empty when there are none."""
    if not version.value_is_free:
        return ""
    bounds = {"low": number_text(version.low), "high": number_text(version.high), "unit": rule.unit}
    if version.high is None:
        return _("at least %(low)s %(unit)s") % bounds
    return _("from %(low)s to %(high)s %(unit)s") % bounds


@dataclass(frozen=True)
class Shown:
    """One rule as it counts on the day of a rulebook, in words."""

    rule: Rule
    value: str
    action: str
    source: str
    setting: LocalRule | None


def shown(rule: Rule, book: Rulebook) -> Shown:
    return Shown(
        rule=rule,
        value=with_unit(book.shown(rule.key), rule),
        action=str(ACTIONS[book.action(rule.key)]),
        source=book.source(rule.key),
        setting=book.setting(rule.key),
    )


@dataclass(frozen=True)
class Row:
    """One stretch of a rule's history: the nation's law between two changes."""

    version: Version
    value: str
    bounds: str
    action: str


def history(rule: Rule) -> list[Row]:
    """What the nation's law has said of it, the newest first."""
    return [
        Row(one, with_unit(one.value, rule), bounds_text(rule, one), str(ACTIONS[one.action]))
        for one in reversed(rule.versions)
    ]


@dataclass(frozen=True)
class Change:
    """A rule that counts otherwise on a later day."""

    before: Shown
    after: Shown

    @property
    def of_value(self) -> bool:
        return self.before.value != self.after.value

    @property
    def of_action(self) -> bool:
        return self.before.action != self.after.action

    @property
    def of_source(self) -> bool:
        return self.before.source != self.after.source


def changes(now: Rulebook, then: Rulebook, rules: Iterable[Rule]) -> Iterator[Change]:
    """The rules whose value, action or article differs between the two days."""
    for rule in rules:
        change = Change(shown(rule, now), shown(rule, then))
        if change.of_value or change.of_action or change.of_source:
            yield change


def who(permission: str) -> str:
    """The roles that hold a permission."""
    return "、".join(str(Role(role).label) for role, held in PERMISSIONS_OF.items() if permission in held)


@dataclass(frozen=True)
class Replayed:
    """Cases of one kind under a setting: how many were looked at, and those that it changes."""

    title: Any
    total: int
    changed: list[Case]

    @property
    def refused(self) -> int:
        return sum(bool(case.newly_refused) for case in self.changed)

    @property
    def passed(self) -> int:
        return sum(bool(case.newly_passed) for case in self.changed)


def replayed(replay: Replay, user: Any, setting: LocalRule) -> Replayed:
    cases = list(replay.judge(user, lambda book: book.with_setting(setting)))
    return Replayed(replay.title, len(cases), [case for case in cases if case.newly_refused or case.newly_passed])


def matter_of(setting: LocalRule, book: Rulebook) -> Matter:
    """The proposed setting beside what counts now. ``book``: of its first day, or of today if that is past."""
    rule = RULES[setting.key]
    now = shown(rule, book)
    proposed = [
        (gettext("Value"), with_unit(setting.value, rule)),
        (gettext("Action"), ACTIONS[Action(setting.action)] if setting.action else ""),
        (gettext("In force from"), setting.during.lower),
        (gettext("Until, that day excluded"), setting.during.upper or "–"),
        (gettext("Division"), setting.division),
        (gettext("Basis document"), setting.basis),
        (gettext("Set by"), setting.set_by),
    ]
    present = ((gettext("Value"), now.value or "–"), (gettext("Action"), now.action), (gettext("Source"), now.source))
    return Matter(
        concerned=(Concerned(rule.title, setting.get_absolute_url()),),
        parts=(
            Part(gettext("What is proposed"), tuple((label, value) for label, value in proposed if value)),
            Part(gettext("Without it"), present),
        ),
        papers=(Paper(gettext("Try it on cases"), reverse("cadres:setting_replay", args=[setting.pk])),),
        follows=gettext(
            "Whatever begins from its first day on is judged by it; a setting that still runs ends the day "
            "before. What began earlier is led to its end by what counted then."
        ),
    )

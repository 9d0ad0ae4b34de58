"""Encrypting everything anew by the present key, in small batches beside readers and writers."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cadres.platform.field_keys.models import FieldKey
from cadres.platform.field_keys.points import CLEAR, UNBOUND
from cadres.platform.field_keys.services.keys import conclude_bound, take_up
from cadres.platform.field_keys.services.stores import stores
from cadres.platform.log.services import record_step
from cadres.shared.crypto import present_key

DONE = "encrypted_all_anew"  # the step
PASSES = 3  # what a writer changes meanwhile is under the present key; what a process of before writes comes next


@dataclass
class Outcome:
    """``values`` lie anew; ``unopened``: places whose value does not open; ``lies``: how many under which key."""

    values: int = 0
    unopened: dict[str, str] = field(default_factory=dict)
    lies: Counter[str] = field(default_factory=Counter)
    stopped: bool = False

    @property
    def others(self) -> dict[str, int]:
        """Keys that are still needed beside the present one, and the forms of before."""
        return {name: number for name, number in sorted(self.lies.items()) if name != present_key().name}

    @property
    def whole(self) -> bool:
        return not self.others

    @property
    def bound(self) -> bool:
        """No value in a form of before is left, but for those that would not open anyway."""
        lost = sum(form == UNBOUND for form in self.unopened.values())
        return self.lies[UNBOUND] + self.lies[CLEAR] <= lost


def count() -> Counter[str]:
    """How many values lie under which key, everywhere; kept with each key."""
    take_up()
    found: Counter[str] = Counter()
    for store in stores():
        found.update(store.count())
    now = timezone.now()
    for name in FieldKey.objects.values_list("name", flat=True):
        FieldKey.objects.filter(name=name).update(number=found[name], counted_at=now)
    return found


def encrypt_anew(
    *, by: Any = None, step: Callable[[int], None] = lambda _number: None, seconds: float | None = None
) -> Outcome:
    """Everything that does not lie under the present key, bound to its place.

    Each batch is a transaction of its own, goes by key and takes up only what is left: broken off at any moment, the
    next run goes on. Two at once write the same. ``step`` is told how many values were renewed and may raise to stop;
    after ``seconds`` it stops by itself.
    """
    take_up()
    outcome, until = Outcome(), None if seconds is None else time.monotonic() + seconds
    for _pass in range(PASSES):
        renewed = 0
        outcome.unopened = {}
        for store in stores():
            for batch in store.renew(by=by.pk if by else None):
                renewed += batch.values
                outcome.unopened |= batch.unopened
                step(batch.values)
                if until is not None and time.monotonic() > until:
                    outcome.stopped = True
                    break
            if outcome.stopped:
                break
        outcome.values += renewed
        if outcome.stopped or not renewed:
            break
    outcome.lies = count()
    if not outcome.stopped:
        _conclude(outcome, by)
    return outcome


def _conclude(outcome: Outcome, by: Any) -> None:
    """What the run has brought about: forms of before are no longer read, keys are no longer needed."""
    now, present = timezone.now(), present_key().name
    gone = [key for key in FieldKey.objects.in_use().exclude(name=present) if not outcome.lies[key.name]]
    FieldKey.objects.filter(pk__in=[key.pk for key in gone]).update(gone_at=now)
    if outcome.whole:
        FieldKey.objects.filter(Q(whole_since=None), name=present).update(whole_since=now)
    if outcome.bound:
        conclude_bound(by=by)
    if outcome.values or gone:
        facts = {"values": outcome.values, "left": outcome.others, "gone": [key.name for key in gone]}
        record_step(FieldKey.objects.get(name=present), DONE, by=by, facts=facts)


def go_on(*, seconds: float) -> int:
    """What a night can do of it; one query where nothing is left."""
    return 0 if is_whole() else encrypt_anew(seconds=seconds).values


def is_whole() -> bool:
    """Whether a run would find nothing, as far as is known. One query."""
    return FieldKey.objects.filter(name=present_key().name, whole_since__isnull=False).exists()

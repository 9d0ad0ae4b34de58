"""How long records are kept (保管期限): each noun says which of its records end, and by which rule.

What is named here may be disposed of when it is older than its rule says, by two people; what is not, stays as long as
the file, the procedure or the account that it belongs to. See ``docs/retention.md``.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise

from cadres.shared.extensions import Point

# The rules that say for how many months: ``cadres/platform/retention/regulations.py``.
READINGS, LOG_INS, MESSAGES = "retention.readings", "retention.log_ins", "retention.messages"


@dataclass(frozen=True)
class Kept:
    """One kind of records (留存类别) of ``model`` ("app.Model"), as old as its field ``moment`` says.

    ``rule``: the key of the rule with the months that they are kept, at least; ``only``: which of them ever end.
    ``sealed``: each has an event in the sealed record, whose content goes with it while its digest stays.
    """

    key: str
    title: str | Promise
    model: str
    moment: str
    rule: str
    only: Q = field(default_factory=Q)
    sealed: bool = False

    @property
    def rows(self) -> Any:
        return apps.get_model(self.model)._base_manager.filter(self.only)


KEPT: Point[Kept] = Point("how long records are kept", key=lambda kept: kept.key)

"""How awards fare when two files are merged. See docs/merging.md."""

from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.merging.points import Resolved, into, move
from cadres.shared.errors import Objection
from cadres.shared.phrases import of_year
from incentives.awards.choices import LIVE


def _live(row: Any) -> Any:
    return (row.year, row.kind) if row.stage in LIVE else None


def _award(row: Any) -> str:
    return f"{of_year(row.year, row.get_kind_display())} · {row.get_stage_display()}"


def _one_of_a_kind(ours: Any, theirs: Any) -> Resolved:
    text = _("Both files have this award: %(one)s; %(other)s. Withdraw one of them first.")
    return Objection("award-twice", text % {"one": _award(ours), "other": _award(theirs)})


RELATIONS = into("cadres.cadre", move("incentives.Award", "cadre", key=_live, resolve=_one_of_a_kind, show=_award))

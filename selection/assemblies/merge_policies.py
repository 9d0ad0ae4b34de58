"""How candidacies fare when two files are merged. See docs/merging.md."""

from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.merging.points import Resolution, Resolved, into, move
from cadres.shared.errors import Objection
from selection.assemblies.workflow import OPEN


def _one_candidacy(ours: Any, theirs: Any) -> Resolved:
    """Who stood twice before an assembly that is over stays on record as he was."""
    if ours.assembly.stage not in OPEN or theirs.withdrawn_on:
        return Resolution.BOTH
    text = _("Both files stand before %(assembly)s. Withdraw one of the two candidates first.")
    return Objection("stands-twice", text % {"assembly": ours.assembly})


RELATIONS = (
    *into(
        "cadres.cadre",
        move(
            "selection.FormalCandidate",
            "cadre",
            key=lambda row: row.assembly_id,
            resolve=_one_candidacy,
            show=lambda row: str(row.assembly),
            related=("assembly",),
        ),
    ),
)

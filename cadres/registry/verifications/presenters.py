from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.cadre_files.models import Cadre, Education
from cadres.registry.verifications.choices import VerificationState
from cadres.registry.verifications.models import Verification
from cadres.registry.verifications.services import FIELDS, declared, on_file, text_of

TONES = {VerificationState.AGREES: "good", VerificationState.DIFFERS: "warn", VerificationState.DOUBTFUL: "bad"}

LABELS = {
    VerificationState.AGREES: gettext_lazy("verified"),
    VerificationState.DIFFERS: pgettext_lazy("badge", "verified, differs"),
    VerificationState.DOUBTFUL: gettext_lazy("doubtful"),
}


@dataclass(frozen=True)
class ItemState:
    """How one of the six items stands: what is declared, what the papers say, the decision that holds."""

    item: str
    label: str
    declared: str
    found: str
    decision: Verification | None
    stale: bool = False

    @property
    def tone(self) -> str:
        if self.decision is None:
            return "neutral"
        return "warn" if self.stale else TONES[VerificationState(self.decision.state)]

    @property
    def text(self) -> Any:
        if self.decision is None:
            return _("not verified")
        return _("changed since it was verified") if self.stale else LABELS[VerificationState(self.decision.state)]

    @property
    def settled(self) -> bool:
        return self.decision is not None and self.decision.settles and not self.stale

    @property
    def field(self) -> str:
        return FIELDS.get(VerifiedItem(self.item), "")


def item_states(cadre: Cadre, verifications: list[Verification], education: list[Education]) -> list[ItemState]:
    """The six items in their order; ``verifications`` of this file, the latest first."""
    states = []
    for item in VerifiedItem:
        decisions = [one for one in verifications if one.item == item]
        latest = decisions[0] if decisions else None
        present = on_file(cadre, item, education)
        said = declared(cadre, item, decisions, education)
        stale = latest is not None and item not in FIELDS and latest.declared != present
        found = text_of(item, latest.found) if latest else ""
        states.append(ItemState(item, str(item.label), text_of(item, said), found, latest, stale))
    return states

"""How long sanctions and measures have effect (处分影响期); see ``docs/files.md``."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.registry.sanctions.choices import SanctionKind
from cadres.shared.regulations.catalogue import Action, Rule

PARTY = _("Regulation on Party Discipline (2023), Art 10")

ADMINISTRATIVE = _("Law on Administrative Sanctions for Public Employees, Art 8")

MEASURES = _("Provisions on Organizational Measures (trial, 2021)")

# Kind → months, source, confidence.
EFFECTS: dict[str, tuple[int, Any, str]] = {
    SanctionKind.PARTY_WARNING: (12, PARTY, "A"),
    SanctionKind.PARTY_SERIOUS_WARNING: (18, PARTY, "A"),
    SanctionKind.PARTY_REMOVAL: (24, PARTY, "B"),
    SanctionKind.PARTY_PROBATION: (24, PARTY, "B"),
    SanctionKind.ADMIN_WARNING: (6, ADMINISTRATIVE, "A"),
    SanctionKind.ADMIN_DEMERIT: (12, ADMINISTRATIVE, "A"),
    SanctionKind.ADMIN_MAJOR_DEMERIT: (18, ADMINISTRATIVE, "A"),
    SanctionKind.ADMIN_REMOVAL: (24, ADMINISTRATIVE, "A"),
    SanctionKind.WARNING_TALK: (6, MEASURES, "C"),
    SanctionKind.SUSPENSION: (6, MEASURES, "C"),
    SanctionKind.ADJUSTMENT: (12, MEASURES, "C"),
    SanctionKind.RESIGNATION: (24, MEASURES, "C"),
    SanctionKind.DISMISSAL: (24, MEASURES, "C"),
    SanctionKind.DEMOTION: (24, MEASURES, "C"),
}


def effect_key(kind: str) -> str:
    """Key of the rule that says how long a sanction of this kind has effect."""
    return f"sanction.{kind}"


RULES = (
    *(
        Rule(
            key=effect_key(kind),
            title=SanctionKind(kind).label,
            source=source,
            confidence=confidence,
            value=months,
            unit=_("months"),
            low=months,
            high=months,
            action=Action.REMIND,
            acts_in=_("proposal of the day until which a sanction is in effect"),
        )
        for kind, (months, source, confidence) in EFFECTS.items()
    ),
)

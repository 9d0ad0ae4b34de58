"""National numbers and sources of the base: effects of sanctions, papers of a file, exports.

See ``docs/files.md`` and ``docs/exports.md``.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.choices import SanctionKind
from cadres.shared.lawbook import Action, Rule

PARTY = _("Regulation on Party Discipline (2023), Art 10")
ADMINISTRATIVE = _("Law on Administrative Sanctions for Public Employees, Art 8")
MEASURES = _("Provisions on Organizational Measures (trial, 2021)")
PERSONAL = _("Personal Information Protection Law, Arts 28, 51, 55 and 56")
COPYING = _("Regulation on the Work of Cadre Personnel Files 2018: files are copied only with approval, on record")
PRACTICE = _("Practice of organization departments in checking files")

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
EARLIEST_PAPER = "file.earliest_paper"
VERIFIED_PAPER = "file.verified_paper"
EXPORT_APPROVAL = "export.approval"


def effect_key(kind: str) -> str:
    """Key of the rule that says how long a sanction of this kind has effect."""
    return f"sanction.{kind}"


RULES = (
    Rule(
        key=EXPORT_APPROVAL,
        title=_("personal data leave the program only when a second person has approved it"),
        source=_("Regulation on the Work of Cadre Personnel Files 2018; Personal Information Protection Law, Art 51"),
        confidence="C",
        action=Action.BLOCK,
        actions=(Action.BLOCK, Action.REMIND),
        acts_in=_("exports of personal data"),
    ),
    Rule(
        key=EARLIEST_PAPER,
        title=_("Where papers of a file name different months of birth, the earliest paper counts"),
        source=PRACTICE,
        confidence="C",
        action=Action.REMIND,
        acts_in=_("verification of the month of birth"),
    ),
    Rule(
        key=VERIFIED_PAPER,
        title=_("A paper on which a verification rests leaves the file only when who decides knows it"),
        source=PRACTICE,
        confidence="C",
        action=Action.OVERRIDE,
        acts_in=_("withdrawal of a paper"),
    ),
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

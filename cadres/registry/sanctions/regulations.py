"""How long sanctions and measures have effect (处分影响期); see ``docs/files.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.registry.sanctions.choices import SanctionKind
from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import MEASURES, PARTY_DISCIPLINE, PUBLIC_SANCTIONS, Citation

AFTER_RETURN = _("months after the return of a member's rights")
LONGEST = 60  # months that a county may set where the text is not at hand

# Kind → months, source, confidence.
_EFFECTS: dict[SanctionKind, tuple[int, Citation, str]] = {
    SanctionKind.PARTY_WARNING: (12, PARTY_DISCIPLINE.article("10"), "A"),
    SanctionKind.PARTY_SERIOUS_WARNING: (18, PARTY_DISCIPLINE.article("10"), "A"),
    SanctionKind.PARTY_REMOVAL: (24, PARTY_DISCIPLINE.article("11"), "B"),
    SanctionKind.PARTY_PROBATION: (24, PARTY_DISCIPLINE.article("12"), "B"),
    SanctionKind.ADMIN_WARNING: (6, PUBLIC_SANCTIONS.article("8"), "A"),
    SanctionKind.ADMIN_DEMERIT: (12, PUBLIC_SANCTIONS.article("8"), "A"),
    SanctionKind.ADMIN_MAJOR_DEMERIT: (18, PUBLIC_SANCTIONS.article("8"), "A"),
    SanctionKind.ADMIN_REMOVAL: (24, PUBLIC_SANCTIONS.article("8"), "A"),
    SanctionKind.WARNING_TALK: (6, MEASURES.article(), "C"),
    SanctionKind.SUSPENSION: (6, MEASURES.article(), "C"),
    SanctionKind.ADJUSTMENT: (12, MEASURES.article(), "C"),
    SanctionKind.RESIGNATION: (24, MEASURES.article(), "C"),
    SanctionKind.DISMISSAL: (24, MEASURES.article(), "C"),
    SanctionKind.DEMOTION: (24, MEASURES.article(), "C"),
}


def effect_key(kind: str) -> str:
    """Key of the rule that says how long a sanction of this kind has effect."""
    return f"sanction.{kind}"


RULES = tuple(
    Rule(
        key=effect_key(kind),
        title=kind.label,
        source=source,
        confidence=confidence,
        value=months,
        unit=AFTER_RETURN if kind == SanctionKind.PARTY_PROBATION else _("months"),
        low=None if confidence == "A" else 1,
        high=None if confidence == "A" else LONGEST,
        action=Action.REMIND,
        acts_in=_("proposal of the day until which a sanction is in effect"),
    )
    for kind, (months, source, confidence) in _EFFECTS.items()
)

SANCTION = Judged(
    key="cadres.sanction",
    title=_("Effect of a sanction or measure"),
    says=_("the day on which it was decided"),
    why=_("A sanction has the effect that the law gave it when it was imposed."),
    day=lambda sanction: sanction.decided_on,
)

"""National numbers and sources of the base: effects of sanctions, papers of a file, exports.

See ``docs/files.md`` and ``docs/exports.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.exports.regulations import EXPORT_APPROVAL
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.regulations import EFFECTS, effect_key
from cadres.shared.regulations.catalogue import Action, Rule

PRACTICE = _("Practice of organization departments in checking files")

EARLIEST_PAPER = "file.earliest_paper"

VERIFIED_PAPER = "file.verified_paper"

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

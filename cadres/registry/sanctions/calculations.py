"""Until when a sanction has effect, asked outside a file (影响期演算)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cadres.platform.rule_examples.points import Calculation, Example, Kind, Quantity
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.regulations import effect_key
from cadres.registry.sanctions.rules import effect_until
from cadres.shared.regulations.laws import PARTY_DISCIPLINE, PUBLIC_SANCTIONS, Citation

DECIDED = date(2025, 3, 31)
PARTY, PUBLIC = PARTY_DISCIPLINE, PUBLIC_SANCTIONS.article("8")


def _example(kind: SanctionKind, until: date | None, source: Citation, restored: date | None = None) -> Example:
    return Example({"kind": str(kind), "decided": DECIDED, "restored": restored}, until, source)


CALCULATIONS = (
    Calculation(
        "sanction.effect",
        _("Last day on which a sanction or measure has effect"),
        tuple(effect_key(kind) for kind in SanctionKind),
        (
            Quantity(_("kind"), Kind.CHOICE, "kind", choices=tuple(SanctionKind.choices)),
            Quantity(_("decided on"), Kind.DAY, "decided"),
            Quantity(_("rights of a member restored on"), Kind.DAY, "restored", needed=False),
        ),
        Quantity(_("in effect until"), Kind.DAY, unknown=_("not known before the rights of a member return")),
        lambda book, *, kind, decided, restored: effect_until(kind, decided, book, rights_restored_on=restored),
        (
            _example(SanctionKind.PARTY_WARNING, date(2026, 3, 31), PARTY.article("10")),
            _example(SanctionKind.PARTY_SERIOUS_WARNING, date(2026, 9, 30), PARTY.article("10")),
            _example(SanctionKind.PARTY_REMOVAL, date(2027, 3, 31), PARTY.article("11")),
            _example(SanctionKind.PARTY_PROBATION, None, PARTY.article("12")),
            _example(SanctionKind.PARTY_PROBATION, date(2028, 3, 31), PARTY.article("12"), date(2026, 3, 31)),
            _example(SanctionKind.ADMIN_WARNING, date(2025, 9, 30), PUBLIC),
            _example(SanctionKind.ADMIN_DEMERIT, date(2026, 3, 31), PUBLIC),
            _example(SanctionKind.ADMIN_MAJOR_DEMERIT, date(2026, 9, 30), PUBLIC),
            _example(SanctionKind.ADMIN_REMOVAL, date(2027, 3, 31), PUBLIC),
        ),
    ),
)

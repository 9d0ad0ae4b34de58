"""Until when a sanction has effect, kind by kind."""

from datetime import date

import pytest

from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.rules import effect_until

DECIDED = date(2024, 8, 31)
UNTIL = {
    SanctionKind.PARTY_WARNING: date(2025, 8, 31),
    SanctionKind.PARTY_SERIOUS_WARNING: date(2026, 2, 28),
    SanctionKind.PARTY_REMOVAL: date(2026, 8, 31),
    SanctionKind.PARTY_PROBATION: date(2026, 8, 31),
    SanctionKind.ADMIN_WARNING: date(2025, 2, 28),
    SanctionKind.ADMIN_DEMERIT: date(2025, 8, 31),
    SanctionKind.ADMIN_MAJOR_DEMERIT: date(2026, 2, 28),
    SanctionKind.ADMIN_REMOVAL: date(2026, 8, 31),
    SanctionKind.WARNING_TALK: date(2025, 2, 28),
    SanctionKind.SUSPENSION: date(2025, 2, 28),
    SanctionKind.ADJUSTMENT: date(2025, 8, 31),
    SanctionKind.RESIGNATION: date(2026, 8, 31),
    SanctionKind.DISMISSAL: date(2026, 8, 31),
    SanctionKind.DEMOTION: date(2026, 8, 31),
}


def test_every_kind_has_its_months():
    assert set(UNTIL) == set(SanctionKind)


@pytest.mark.parametrize(("kind", "until"), UNTIL.items())
def test_each_kind_has_effect_for_its_months(kind, until):
    assert effect_until(kind, DECIDED, Rulebook(on=DECIDED), rights_restored_on=DECIDED) == until


def test_probation_counts_from_the_return_of_rights():
    kind, book = SanctionKind.PARTY_PROBATION, Rulebook(on=DECIDED)
    assert effect_until(kind, DECIDED, book) is None
    assert effect_until(kind, DECIDED, book, rights_restored_on=date(2025, 8, 31)) == date(2027, 8, 31)
    assert (
        effect_until(SanctionKind.PARTY_REMOVAL, DECIDED, book, rights_restored_on=date(2025, 8, 31))
        == UNTIL[SanctionKind.PARTY_REMOVAL]
    )

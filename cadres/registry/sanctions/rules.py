from datetime import date

from cadres.registry.sanctions.regulations import EFFECTS
from cadres.shared.dates import add_months

# Months that a sanction bars promotion and reward; sources in ``cadres.registry.sanctions.regulations``.
EFFECT_MONTHS = {kind: months for kind, (months, _source, _confidence) in EFFECTS.items()}


def effect_until(kind: str, decided_on: date) -> date:
    """The day until which a sanction of this kind has effect, by the rule of its kind.

    >>> effect_until("party_warning", date(2025, 3, 1))
    datetime.date(2026, 3, 1)
    """
    return add_months(decided_on, EFFECT_MONTHS[kind])

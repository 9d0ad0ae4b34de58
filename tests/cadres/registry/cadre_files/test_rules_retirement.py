"""The age of retirement by the tables that came with the decision of 2024. No database."""

from datetime import date

import pytest

from cadres.registry.cadre_files.choices import Sex
from cadres.registry.cadre_files.rules.retirement import retires_on


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(1964, 12, 1), date(2024, 12, 1)),
        (date(1965, 1, 1), date(2025, 2, 1)),
        (date(1965, 4, 30), date(2025, 5, 1)),
        (date(1965, 5, 1), date(2025, 7, 1)),
        (date(1970, 1, 1), date(2031, 5, 1)),
        (date(1976, 8, 1), date(2039, 7, 1)),
        (date(1976, 9, 1), date(2039, 9, 1)),
        (date(1990, 3, 1), date(2053, 3, 1)),
    ],
)
def test_men_from_sixty_to_sixty_three(born, expected):
    assert retires_on(Sex.MALE, born) == expected
    assert retires_on(Sex.FEMALE, born, woman_at_sixty=True) == expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(1969, 12, 1), date(2024, 12, 1)),
        (date(1970, 1, 1), date(2025, 2, 1)),
        (date(1970, 4, 1), date(2025, 5, 1)),
        (date(1970, 5, 1), date(2025, 7, 1)),
        (date(1975, 1, 1), date(2031, 5, 1)),
        (date(1981, 8, 1), date(2039, 7, 1)),
        (date(1981, 9, 1), date(2039, 9, 1)),
        (date(1990, 3, 1), date(2048, 3, 1)),
    ],
)
def test_women_among_cadres_from_fifty_five_to_fifty_eight(born, expected):
    assert retires_on(Sex.FEMALE, born) == expected

"""How long a term may last, to the day. No database."""

from datetime import date

import pytest

from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.organizations.rules import lasts_lawfully
from tests.support.objections import codes, messages

NOW, BEFORE = date(2021, 10, 1), date(2010, 10, 1)


@pytest.mark.parametrize(
    ("first", "after", "expected"),
    [
        (NOW, date(2021, 10, 11), ["term-too-short"]),
        (NOW, date(2025, 9, 30), ["term-too-short"]),
        (NOW, date(2025, 10, 1), []),
        (NOW, date(2026, 10, 1), []),
        (NOW, date(2027, 10, 1), []),
        (NOW, date(2027, 10, 2), ["term-too-long"]),
        (NOW, date(2036, 10, 1), ["term-too-long"]),
        (BEFORE, date(2012, 9, 30), ["term-too-short"]),
        (BEFORE, date(2012, 10, 1), []),
        (BEFORE, date(2016, 10, 1), []),
        (BEFORE, date(2016, 10, 2), ["term-too-long"]),
        (date(2019, 1, 9), date(2022, 1, 9), []),
        (date(2019, 1, 10), date(2022, 1, 10), ["term-too-short"]),
        (date(2019, 1, 10), date(2023, 1, 10), []),
    ],
)
def test_a_term_lasts_as_the_law_of_its_first_day_has_it(first, after, expected):
    assert codes(lasts_lawfully(first, after, Rulebook(on=first))) == expected


def test_the_clerk_reads_how_long_a_term_lasts():
    book = Rulebook(on=NOW)
    (short,) = lasts_lawfully(NOW, date(2021, 10, 11), book)
    (long,) = lasts_lawfully(NOW, date(2036, 10, 1), book)
    assert messages([short, long]) == [
        "A term lasts 5 years, up to 12 months less. Check both days.",
        "A term lasts 5 years, up to 12 months more. Check both days.",
    ]
    assert (short.rule, long.rule) == ("term.years_least", "term.years_most")

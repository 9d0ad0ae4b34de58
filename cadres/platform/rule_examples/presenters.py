"""Examples in words, each with what the program comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.platform.rule_examples.models import SignedExample
from cadres.platform.rule_examples.points import CALCULATIONS
from cadres.platform.rule_examples.regulations import EXAMPLE
from cadres.platform.rule_examples.rules import Calculation, Kind, Quantity, Value, given_of, known, outcome
from cadres.platform.rule_settings.facts import Rulebook, rulebook_from
from cadres.platform.rule_settings.models import LocalRule
from cadres.shared import phrases
from cadres.shared.regulations.laws import cited
from cadres.shared.scope import codes_above


@dataclass(frozen=True)
class Card:
    """One example on its card (样例卡). ``found`` "" where the calculation no longer takes what was signed."""

    calculation: Calculation
    on: date
    given: str
    expected: str
    found: str
    holds: bool
    source: Any
    signed: SignedExample | None = None


def in_words(value: Value, quantity: Quantity) -> str:
    if value is None:
        return str(quantity.unknown) or _("not known")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if quantity.kind == Kind.CHOICE:
        return str(dict(quantity.choices)[str(value)])
    return phrases.quantity(value, quantity.unit)


def given_in_words(calculation: Calculation, given: Mapping[str, Value]) -> str:
    return phrases.clauses(phrases.titled(one.label, in_words(given[one.name], one)) for one in calculation.inputs)


def law_cards(calculation: Calculation) -> list[Card]:
    """The examples of the law, by the nation's rules of their day."""
    cards = []
    for one in calculation.examples:
        result = outcome(calculation, one.given, one.expected, Rulebook(on=EXAMPLE.on(one)))
        cards.append(
            Card(
                calculation,
                one.judged_on,
                given_in_words(calculation, one.given),
                in_words(result.expected, calculation.result),
                in_words(result.found, calculation.result),
                result.holds,
                cited((one.source,), one.judged_on),
            )
        )
    return cards


def signed_card(signed: SignedExample, settings: list[LocalRule]) -> Card | None:
    """By the rules as the county has set them for the day; None where the calculation is gone."""
    calculation = CALCULATIONS.get(signed.calculation)
    if calculation is None:
        return None
    try:
        given, expected = given_of(calculation, signed.given), known(signed.expected, calculation.result)
    except ValueError:
        text = phrases.clauses(phrases.titled(name, value) for name, value in signed.given.items())
        return Card(calculation, signed.judged_on, text, str(signed.expected), "", False, signed.basis, signed)
    result = outcome(calculation, given, expected, rulebook_from(settings, signed.division_id, on=EXAMPLE.on(signed)))
    return Card(
        calculation,
        signed.judged_on,
        given_in_words(calculation, given),
        in_words(result.expected, calculation.result),
        in_words(result.found, calculation.result),
        result.holds,
        signed.basis,
        signed,
    )


def signed_cards(rows: Iterable[SignedExample]) -> list[Card]:
    """The settings of all of them in one query."""
    found = list(rows)
    above = {code for row in found for code in codes_above(row.division_id)}
    settings = LocalRule.objects.exclude(approved_by=None).filter(division_id__in=above).order_by("division_id")
    known_settings = list(settings) if found else []
    cards = (signed_card(row, known_settings) for row in found)
    return [card for card in cards if card is not None]

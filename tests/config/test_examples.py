"""The worked examples of the law, as the office reads them on the page: the program agrees with each."""

from dataclasses import replace
from datetime import date

import pytest

from cadres.platform.calendar.services import load_known
from cadres.platform.rule_examples.forms import SignForm
from cadres.platform.rule_examples.points import CALCULATIONS, Example, Kind
from cadres.platform.rule_examples.presenters import law_cards
from cadres.platform.rule_examples.rules import given_of, kept, known, outcome
from cadres.platform.rule_settings.facts import Rulebook
from cadres.shared.regulations.catalogue import RULES, Amendment
from tests.support.points import contributed


@pytest.fixture
def holidays(db):
    """The years that come with the program, as every installation has them."""
    load_known()


EXAMPLES = [(one, example) for one in CALCULATIONS for example in one.examples]


@pytest.mark.usefixtures("holidays")
@pytest.mark.parametrize(("calculation", "example"), EXAMPLES, ids=lambda one: getattr(one, "key", ""))
def test_the_program_agrees_with_the_law(calculation, example):
    assert outcome(calculation, example.given, example.expected, Rulebook(on=example.judged_on)).holds


def test_every_calculation_rests_on_rules_and_shows_more_than_one_result():
    for one in CALCULATIONS:
        assert one.rules, one.key
        assert all(key in RULES for key in one.rules), one.key
        assert len({example.expected for example in one.examples}) >= min(len(one.examples), 2), one.key
        assert one.examples, one.key


def test_what_examples_give_survives_being_kept():
    for one, example in EXAMPLES:
        stored = {name: kept(value) for name, value in example.given.items()}
        assert given_of(one, stored) == example.given
        assert known(kept(example.expected), one.result) == example.expected


@pytest.mark.usefixtures("holidays")
@pytest.mark.parametrize(
    ("key", "value", "calculation"),
    [
        ("recommend.valid", 11, "recommendation.valid_until"),
        ("sanction.party_warning", 13, "sanction.effect"),
        ("notice.days", 6, "notice.last_day"),
        ("training.absence_part", 8, "training.withdrawn"),
        ("award.merit_3_share", 1, "award.merit_3_share"),
        ("inspect.checks_valid", 5, "inspection.oldest_check"),
    ],
)
def test_an_example_turns_red_when_its_rule_changes(key, value, calculation):
    assert all(card.holds for card in law_cards(CALCULATIONS[calculation]))
    with contributed(RULES, replace(RULES[key], amended=(Amendment(date(2026, 1, 1), value=value),))):
        assert not all(card.holds for card in law_cards(CALCULATIONS[calculation]))


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Kind.DAY, 3), (Kind.NUMBER, True), (Kind.NUMBER, "3"), (Kind.YES, 1), (Kind.CHOICE, "x"), (Kind.DAY, "soon")],
)
def test_what_no_longer_fits_a_calculation_is_no_value(kind, value):
    quantity = replace(CALCULATIONS["retirement.month"].inputs[0], kind=kind)
    with pytest.raises(ValueError, match=r".+"):
        known(value, quantity)


def test_inputs_that_a_calculation_no_longer_takes_are_told():
    with pytest.raises(ValueError, match="asked for"):
        given_of(CALCULATIONS["decision.quorum"], {"members": 7})


def test_one_and_true_are_different_results():
    calculation = replace(CALCULATIONS["decision.quorum"], work=lambda _book, *, due: due == 1)
    assert not outcome(calculation, {"due": 1}, 1, Rulebook(on=date(2026, 1, 1))).holds
    assert isinstance(EXAMPLES[0][1], Example)


@pytest.mark.django_db
def test_every_calculation_has_a_form_that_gives_back_its_examples(leader):
    for one, example in EXAMPLES:
        answer = {True: "yes", False: "no", None: ""}
        data = {
            name: answer[value] if value is None or isinstance(value, bool) else str(value)
            for name, value in {**example.given, "expected": example.expected}.items()
        }
        division = leader.remits.get().division_id
        form = SignForm(
            {**data, "judged_on": "2026-11-23", "basis": "县委〔2026〕1号", "division": division},
            calculation=one,
            user=leader,
        )
        assert form.is_valid(), (one.key, form.errors)
        assert form.given() == example.given
        assert form.expected() == example.expected

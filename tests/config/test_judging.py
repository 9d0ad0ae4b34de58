"""Each kind of record is judged by the law and the settings of its one day, and no caller asks for another."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from assessment.scores import facts as scores
from assessment.systems.regulations import CYCLE, SYSTEM
from cadres.models import LocalRule
from cadres.platform.divisions.choices import Tier
from cadres.platform.exports import services as exports
from cadres.registry.sanctions import services as sanctions
from cadres.registry.sanctions.choices import SanctionKind
from cadres.shared.dates import add_months
from cadres.shared.regulations.catalogue import RULES, Amendment, Rule
from cadres.shared.regulations.judging import JUDGED, Judged, end_of
from config.management.commands.print_regulations import APPS
from incentives.awards import facts as awards
from incentives.subsidies import services as subsidies
from selection.elections import facts as elections
from selection.elections.regulations import ELECTION, edition_on
from selection.terms.services import settings_by_range
from selection.vacancies import facts as vacancies
from tests.support.assessment import CycleFactory
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, PostFactory, UserFactory
from tests.support.exports import LIST, ask
from tests.support.incentives import AwardFactory
from tests.support.points import contributed
from tests.support.refusals import refusal
from tests.support.selection import VacancyFactory, ready_election
from tests.support.training import EnrolmentFactory, LeaderTenureFactory, TrainingClassFactory
from training.classes.facts import collect_class_facts
from training.enrolments.facts import collect_enrolment_facts
from training.enrolments.services.hours import law_of_year
from training.enrolments.services.inductions import call_up_for_induction
from training.programmes.regulations import HOURS_YEAR, INDUCTION_MONTHS

FREE = Rule("test.free", "A number the county sets", "Invented rule", value=5, low=1, high=9)
DAY = timedelta(days=1)


def local(key: str, value: int, since: date, action: str = "") -> LocalRule:
    return LocalRule.objects.create(
        division=CountyFactory(),
        key=key,
        value=value,
        action=action,
        during=f"[{since},)",
        basis="县委组织部 1",
        set_by=UserFactory(),
        approved_by=LeaderFactory(),
    )


def an_election() -> tuple[date, Callable[[], Any]]:
    election = ready_election()
    return election.opened_on, lambda: elections.collect_facts(election, election.opened_by, {}).book


def a_vacancy() -> tuple[date, Callable[[], Any]]:
    vacancy = VacancyFactory()
    return vacancy.opened_on, lambda: vacancies.collect_facts(vacancy, vacancy.opened_by, {}).book


def a_vacancy_to_be_opened() -> tuple[date, Callable[[], Any]]:
    post = PostFactory()
    return timezone.localdate(), lambda: vacancies.survey(post)[0].book


def an_award() -> tuple[date, Callable[[], Any]]:
    award = AwardFactory()
    proposed = timezone.now() - timedelta(days=40)
    type(award).objects.filter(pk=award.pk).update(proposed_at=proposed)
    award.refresh_from_db()
    return timezone.localdate(proposed), lambda: awards.collect_facts(award, award.proposed_by, {}).book


def a_cycle() -> tuple[date, Callable[[], Any]]:
    cycle = CycleFactory()
    return end_of(cycle.year), lambda: scores.collect_cycle_facts(cycle, None, {}).book


def a_scoring() -> tuple[date, Callable[[], Any]]:
    cycle = CycleFactory()
    return end_of(cycle.year), lambda: scores.collect_scoring(cycle).book


def a_class() -> tuple[date, Callable[[], Any]]:
    training_class = TrainingClassFactory()
    return training_class.starts_on, lambda: collect_class_facts(training_class, None, {}).book


def a_call_up() -> tuple[date, Callable[[], Any]]:
    enrolment = EnrolmentFactory()
    return enrolment.training_class.starts_on, lambda: collect_enrolment_facts(enrolment, None, {}).book


def an_export() -> tuple[date, Callable[[], Any]]:
    CadreFactory()
    staff = UserFactory()
    asked = ask(staff, LIST)
    return timezone.localdate(asked.requested_at), lambda: exports.collect_facts(asked, staff, {}).book


@pytest.mark.django_db
@pytest.mark.parametrize(
    "begin",
    [
        an_election,
        a_vacancy,
        a_vacancy_to_be_opened,
        an_award,
        a_cycle,
        a_scoring,
        a_class,
        a_call_up,
        an_export,
    ],
)
def test_what_is_set_after_the_day_that_judges_changes_nothing(begin):
    with contributed(RULES, FREE):
        day, book = begin()
        setting = local(FREE.key, 7, day + DAY)
        assert (book().day, book().number(FREE.key)) == (day, 5)

        LocalRule.objects.filter(pk=setting.pk).update(during=f"[{day},)")
        assert book().number(FREE.key) == 7


@pytest.mark.django_db
@pytest.mark.parametrize("begin", [an_election, a_vacancy, an_award, a_cycle, a_class])
def test_a_law_amended_after_the_day_that_judges_changes_nothing(begin):
    day, book = begin()
    with contributed(RULES, replace(FREE, amended=(Amendment(day + DAY, value=8),))):
        assert book().number(FREE.key) == 5
    with contributed(RULES, replace(FREE, amended=(Amendment(day, value=8),))):
        assert book().number(FREE.key) == 8


@pytest.mark.django_db
def test_the_parts_of_a_vote_are_those_of_the_day_on_which_the_election_was_opened():
    election = ready_election()
    key, day = "decision.majority", election.opened_on
    for since, majority in ((day + DAY, (1, 2)), (day, (2, 1))):
        with contributed(RULES, replace(RULES[key], amended=(Amendment(since, value=2),))):
            assert edition_on(ELECTION.on(election)).majority == majority
            assert elections.collect_facts(election, election.opened_by, {}).edition.majority == majority


def test_hours_raised_from_a_later_year_do_not_judge_this_one_anew():
    with contributed(RULES, replace(RULES[HOURS_YEAR], amended=(Amendment(date(2028, 1, 1), value=100),))):
        assert [law_of_year(year).number(HOURS_YEAR) for year in (2026, 2027, 2028)] == [90, 90, 100]


@pytest.mark.django_db
def test_the_time_for_a_new_post_is_that_of_its_first_day():
    tenure = LeaderTenureFactory()
    first = tenure.held.lower
    with contributed(RULES, replace(RULES[INDUCTION_MONTHS], amended=(Amendment(first + DAY, value=6),))):
        assert call_up_for_induction(tenure, by=None).due_on == add_months(first, 12)
    other = LeaderTenureFactory()
    with contributed(RULES, replace(RULES[INDUCTION_MONTHS], amended=(Amendment(other.held.lower, value=6),))):
        assert call_up_for_induction(other, by=None).due_on == add_months(other.held.lower, 6)


@pytest.mark.django_db
def test_a_sanction_has_the_effect_of_the_day_on_which_it_was_decided(staff):
    decided = date(2026, 3, 2)
    values = {
        "kind": SanctionKind.DEMOTION,
        "decided_on": decided,
        "rights_restored_on": None,
        "effect_until": None,
        "organ": "纪委",
        "document": "",
    }
    setting = local("sanction.demotion", 30, decided + DAY)
    assert sanctions.enter_sanction(CadreFactory(), values, by=staff).effect_until == date(2028, 3, 2)

    LocalRule.objects.filter(pk=setting.pk).update(during=f"[{decided},)")
    assert sanctions.enter_sanction(CadreFactory(), values, by=staff).effect_until == date(2028, 9, 2)


@pytest.mark.django_db
def test_a_rate_is_bounded_by_the_law_of_its_first_day(staff):
    first = date(2027, 1, 1)
    rate = {"tier": Tier.POOR, "monthly": Decimal(700), "first": first, "last": None, "basis": "b", "by": staff}
    setting = local("subsidy.monthly", 700, first + DAY)
    assert refusal(subsidies.set_rate, CountyFactory(), **rate) == ["rate-too-high"]

    LocalRule.objects.filter(pk=setting.pk).update(during=f"[{first},)")
    assert subsidies.set_rate(CountyFactory(), **rate).pk


@pytest.mark.django_db
def test_the_watch_looks_with_the_settings_of_its_night():
    local("watch.months_first", 18, date(2026, 6, 2))

    assert [one.months[0] for _low, _high, one in settings_by_range(date(2026, 6, 1))] == [12]
    assert [one.months[0] for _low, _high, one in settings_by_range(date(2026, 6, 2))] == [12, 18]


def test_what_is_only_about_to_begin_is_judged_by_today():
    today = timezone.localdate()

    assert [kind.on() for kind in JUDGED] == [today] * len(JUDGED)
    assert SYSTEM.on(object()) == today


def test_a_year_is_judged_by_its_last_day():
    assert CYCLE.on(CycleFactory.build(year=2026, system=None, division=None)) == date(2026, 12, 31)


# --- no caller asks for another day -------------------------------------------------------------


def asked() -> Iterator[tuple[str, str]]:
    """Where a rulebook is asked for, and for which day."""
    for app in (*APPS, "config"):
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text())):
                name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
                if name in {"rulebook", "rulebook_from", "Rulebook"}:
                    on = next(word.value for word in call.keywords if word.arg == "on")
                    yield f"{path.relative_to(settings.BASE_DIR)}:{call.lineno}", ast.unparse(on)


# ``on`` computed a line above by a declared kind: the constructors themselves, the watch and the pages of rules.
COMPUTED = ("cadres/platform/rule_settings/", "selection/terms/services.py", "config/demo/people.py")


def test_every_rulebook_is_asked_for_on_a_declared_day():
    names = {_name_of(kind) for kind in JUDGED}
    found = list(asked())
    assert len(found) > 20

    wrong = [
        (where, on) for where, on in found if not where.startswith(COMPUTED) and on.partition(".on(")[0] not in names
    ]
    assert wrong == []


def _name_of(kind: Judged) -> str:
    """The constant that declares it."""
    noun = {"selection.watch": "WATCH", "cadres.rule": "SHOWN", "cadres.document": "WITHDRAWAL"}
    return noun.get(kind.key, kind.key.partition(".")[2].upper())

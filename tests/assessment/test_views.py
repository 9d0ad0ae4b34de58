"""Pages of the assessment: who may open them, what they cost, what they do."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from assessment.models import Cycle, Indicator, IndicatorSystem, Score, Value
from assessment.scores.services.cycle_moves import move_cycle, score_cycle
from assessment.systems.services.systems import copy_system
from cadres.models import AnnualResult, Step
from cadres.shared.pages.panels import PANELS
from tests.support.assessment import CycleFactory, SystemFactory, county_of, enter, secretary_of
from tests.support.cadres import CountyFactory, TownshipFactory, TownshipUserFactory, UserFactory
from tests.support.exports import csv_of, exported
from tests.support.points import todo_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
ROLES = ["staff", "leader", "township", "system", "security", "audit"]


def account(role):
    return TownshipUserFactory() if role == "township" else UserFactory(role=role)


@pytest.fixture
def system():
    return SystemFactory(in_force_now=True)


@pytest.fixture
def cycle(system, staff):
    return county_of(3, system, staff)


@pytest.fixture
def confirmed(cycle, staff, leader):
    return move_cycle(score_cycle(cycle, by=staff), "confirm", by=leader)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("page", "roles"),
    {
        "system_list": {"staff", "leader"},
        "system_new": {"staff"},
        "cycle_list": {"staff", "leader"},
        "cycle_new": {"staff"},
        "score_list": {"staff", "leader"},
        "my_assessment": {"township"},
    }.items(),
)
def test_who_opens_what(page, roles, role, as_user):
    answer = as_user(account(role)).get(reverse(f"assessment:{page}"))
    assert answer.status_code == (200 if role in roles else 403)


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_the_pages_of_a_record(role, confirmed, as_user):
    browser, score = as_user(account(role)), Score.objects.first()
    township = score.division_id
    pages = {
        score.get_absolute_url(): {"staff", "leader"},
        confirmed.get_absolute_url(): {"staff", "leader"},
        confirmed.system.get_absolute_url(): {"staff", "leader"},
        reverse("assessment:value_enter", args=[confirmed.pk, township]): {"staff"},
        reverse("assessment:score_grade", args=[score.pk]): {"leader"},
        reverse("assessment:cycle_move", args=[confirmed.pk, "close"]): {"leader"},
        reverse("assessment:cycle_move", args=[confirmed.pk, "score"]): {"staff"},
        reverse("assessment:system_move", args=[confirmed.system_id, "put_in_force"]): {"leader"},
        reverse("assessment:system_copy", args=[confirmed.system_id]): {"staff"},
        reverse("assessment:indicator_new", args=[confirmed.system_id]): {"staff"},
        reverse("assessment:indicator_change", args=[confirmed.system_id, "income"]): {"staff"},
        reverse("assessment:indicator_remove", args=[confirmed.system_id, "income"]): {"staff"},
    }
    assert {url: browser.get(url).status_code for url in pages} == {
        url: 200 if role in roles else 403 for url, roles in pages.items()
    }


def test_records_of_another_county_are_not_there(confirmed, as_user):
    browser = as_user(UserFactory(remit=CountyFactory(code="330523000000", name="安吉县")))
    for record in (Score.objects.first(), confirmed, confirmed.system):
        assert browser.get(record.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("page", "budget"),
    [("system", 8), ("cycle", 8), ("score", 7), ("system_list", 5), ("cycle_list", 5), ("score_list", 5)],
)
def test_pages_cost_the_same_for_any_number_of_rows(
    page, budget, rows, system, staff, leader, as_user, django_assert_max_num_queries
):
    cycle = county_of(rows, system, staff)
    for _ in range(rows - 1):
        SystemFactory()
    cycle = move_cycle(score_cycle(cycle, by=staff), "confirm", by=leader)
    browser = as_user(leader)
    urls = {"system": system, "cycle": cycle, "score": Score.objects.first()}
    url = urls[page].get_absolute_url() if page in urls else reverse(f"assessment:{page}")

    with django_assert_max_num_queries(budget):
        answer = browser.get(url)

    assert answer.status_code == 200


def test_a_system_is_made_and_changed_by_hand(as_user, staff, leader):
    browser = as_user(staff)
    county = CountyFactory()
    form = {"division": county.pk, "name": "体系", "method": "专家打分"}
    assert browser.post(reverse("assessment:system_new"), form).status_code == 302
    system = IndicatorSystem.objects.get()

    income = system.indicators.get(code="income")
    url = reverse("assessment:indicator_change", args=[system.pk, "income"])
    data = {
        "code": "income", "name": "收入", "name_en": "Income", "dimension": "economy", "horizon": "visible",
        "direction": "higher", "unit": "元", "weight": "12.00", "alpha": "0.45",
    }  # fmt: skip
    assert "Share of progress" in browser.get(url).content.decode()
    assert browser.post(url, data).status_code == 302
    income.refresh_from_db()
    assert (income.alpha, income.name) == (Decimal("0.45"), "收入")
    assert browser.post(url, {**data, "alpha": "3"}).status_code == 422

    added = reverse("assessment:indicator_new", args=[system.pk])
    assert browser.post(added, data).status_code == 422  # the code is taken
    assert browser.post(added, {**data, "code": "extra", "weight": "1"}).status_code == 302
    move = reverse("assessment:system_move", args=[system.pk, "put_in_force"])
    refused = as_user(leader).post(move, {"on": "2026-01-01"})
    assert refused.status_code == 422
    assert "add up to 101" in refused.content.decode()
    assert browser.post(reverse("assessment:indicator_remove", args=[system.pk, "extra"])).status_code == 302
    assert as_user(leader).post(move, {"on": "2026-01-01"}).status_code == 302
    assert browser.post(reverse("assessment:system_copy", args=[system.pk])).status_code == 302
    assert IndicatorSystem.objects.count() == 2


def test_values_are_entered_in_a_grid(system, staff, as_user):
    township = TownshipFactory()
    cycle = CycleFactory(system=system, year=2025)
    enter(CycleFactory(system=system, year=2024), township, income=100)
    browser, url = as_user(staff), reverse("assessment:value_enter", args=[cycle.pk, township.pk])
    income, water = system.indicators.all()
    page = browser.get(url)
    assert b">100<" in page.content.replace(b" ", b"").replace(b"\n", b"")
    data = {"seen": page.context["form"]["seen"].initial, f"number-{income.pk}": "300", f"note-{income.pk}": "年报"}

    wrong = browser.post(url, {**data, f"number-{water.pk}": "many"})
    assert wrong.status_code == 422
    assert f"number-{water.pk}" in wrong.context["form"].errors
    bare = browser.post(url, {**data, f"note-{water.pk}": "年报"})
    assert bare.context["form"].errors[f"number-{water.pk}"] == ["A source needs its value."]
    jump = browser.post(url, data)
    assert jump.status_code == 422
    assert "differs much" in jump.content.decode()
    assert not Value.objects.filter(cycle=cycle).exists()

    assert browser.post(url, {**data, "checked": "on"}).status_code == 302
    assert Value.objects.get(cycle=cycle).number == 300
    assert browser.post(url, {**data, "checked": "on"}).status_code == 409  # stale: told, nothing overwritten
    assert Value.objects.get(cycle=cycle).number == 300
    assert browser.get(reverse("assessment:value_enter", args=[cycle.pk, cycle.division_id])).status_code == 404


def test_a_cycle_is_walked_by_hand(cycle, staff, leader, as_user):
    mine, boss = as_user(staff), as_user(leader)
    assert "6 / 6" in mine.get(cycle.get_absolute_url()).content.decode()

    def move(browser, name):
        return browser.post(reverse("assessment:cycle_move", args=[cycle.pk, name]), {"reason": ""}).status_code

    assert move(mine, "score") == 302
    score = Score.objects.order_by("pk").first()
    page = mine.get(score.get_absolute_url()).content.decode()
    assert "Found at the start" in page
    assert f"{score.total:.2f}" in page
    assert move(boss, "confirm") == 302
    assert move(boss, "close") == 422
    for score in Score.objects.all():
        url = reverse("assessment:score_grade", args=[score.pk])
        assert boss.post(url, {"grade": "excellent", "reason": "试验"}).status_code == 422  # 25 % of 3 is nobody
        assert boss.post(url, {"grade": "competent", "reason": "试验"}).status_code == 302
    assert move(boss, "close") == 302
    assert AnnualResult.objects.filter(year=2025, confirmed_here=True).count() == 3
    assert Cycle.objects.get(pk=cycle.pk).stage == "closed"
    assert [s.move for s in Step.objects.of(cycle)] == ["score", "confirm", "close"]


def test_scores_are_filtered_sorted_and_exported(confirmed, staff, as_user):
    browser, url = as_user(staff), reverse("assessment:score_list")
    rows = browser.get(url, {"tier": "poor", "sort": "-total"}).context["table"].rows
    assert len(rows) == 3
    totals = [row.record.total for row in rows]
    assert totals == sorted(totals, reverse=True)
    assert not browser.get(url, {"tier": "developed"}).context["page"].rows
    assert ">2025<" in browser.get(url).content.decode()
    text = csv_of(exported(browser, staff, url, {"export": "csv"}))
    assert text.count("\n") == 5  # the header, three scores, the watermark
    assert browser.get(url, {"graded": "true"}).context["page"].rows == []


def test_a_leader_sees_own_confirmed_results_only(confirmed, leader, as_user):
    score, other = Score.objects.order_by("pk")[:2]
    own = TownshipUserFactory(cadre=score.tenure.cadre)
    url = reverse("assessment:my_assessment")
    assert "No confirmed result yet" in as_user(own).get(url).content.decode()
    for row in (score, other):
        as_user(leader).post(reverse("assessment:score_grade", args=[row.pk]), {"grade": row.band})
    page = as_user(own).get(url).content.decode()
    assert score.division.name in page
    assert other.division.name not in page
    assert list(Score.objects.visible_to(own)) == [score]


def test_the_panel_shows_what_the_reader_may_see(confirmed, staff, django_assert_max_num_queries):
    score = Score.objects.first()
    cadre = score.tenure.cadre
    with django_assert_max_num_queries(3):
        assert PANELS["assessment"].load(cadre, staff)["scores"] == [score]
    assert PANELS["assessment"].load(cadre, TownshipUserFactory(cadre=cadre))["scores"] == []


def test_each_is_told_what_is_due(system, staff, leader, django_assert_max_num_queries):
    township = TownshipFactory()
    secretary_of(township)
    cycle = CycleFactory(system=system, year=2025, due_on=date(2026, 11, 1))
    enter(cycle, township, income=1)
    with django_assert_max_num_queries(5):
        missing = todo_of("assessment", staff, TODAY)[0].items[0]
    assert (missing.late, "1 values missing" in str(missing.label)) == (True, True)

    enter(cycle, township, water=1)
    assert [str(x.title) for x in todo_of("assessment", staff, TODAY)] == ["Cycles ready to score"]
    score_cycle(cycle, by=staff)
    assert [str(x.title) for x in todo_of("assessment", leader, TODAY)] == ["Scores to confirm"]
    move_cycle(cycle, "confirm", by=leader)
    (todo,) = todo_of("assessment", leader, TODAY)
    assert todo.items[0].url == reverse("assessment:score_grade", args=[Score.objects.get().pk])


def test_a_draft_shows_how_to_change_it(system, staff, as_user):
    draft = copy_system(system, by=staff)
    page = as_user(staff).get(draft.get_absolute_url()).content.decode()
    assert reverse("assessment:indicator_change", args=[draft.pk, "income"]) in page
    assert Indicator.objects.filter(system=draft).count() == 2


def test_the_command_loads_the_shipped_system_once(capsys):
    county = CountyFactory()
    call_command("load_indicator_system", county.pk, "--on", "2025-01-01")
    call_command("load_indicator_system", county.pk)
    assert IndicatorSystem.objects.get().in_force.lower == date(2025, 1, 1)
    assert "nothing changed" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("load_indicator_system", "000000000000")

"""The numbers of many townships in one table."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessment.cycles import views
from assessment.models import Value
from cadres.models import Step
from cadres.platform.divisions.lists import DIVISION_LIST
from tests.support.assessment import CycleFactory, enter
from tests.support.cadres import TownshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return TownshipFactory(), TownshipFactory(), TownshipFactory()


@pytest.fixture
def cycle(system):
    return CycleFactory(system=system, year=2025)


def page_of(cycle, *chosen):
    url = reverse("assessment:number_enter", args=[cycle.pk])
    return f"{url}?chosen={'.'.join(one.pk for one in chosen)}" if chosen else url


def seen(page):
    return page.context["form"]["seen"].initial


def numbers():
    return {
        (division, code): number
        for division, code, number in Value.objects.values_list("division", "indicator__code", "number")
    }


def test_a_county_is_entered_in_one_table(cycle, places, system, staff, as_user):
    first, second, third = places
    income, water = system.indicators.all()
    enter(cycle, third, income=7)
    Value.objects.update(note="年鉴")
    browser, url = as_user(staff), page_of(cycle)
    page = browser.get(url)
    typed = {
        "seen": seen(page),
        f"{first.pk}-{income.pk}": "10",
        f"{first.pk}-{water.pk}": "5.50",
        f"{second.pk}-{income.pk}": "１２",
        f"{third.pk}-{income.pk}": "7",
        "source": "统计局",
    }

    assert browser.post(url, typed).status_code == 302

    assert numbers() == {
        (first.pk, "income"): 10,
        (first.pk, "water"): Decimal("5.5"),
        (second.pk, "income"): 12,
        (third.pk, "income"): 7,
    }
    assert Value.objects.get(division=third).note == "年鉴"  # not changed here: it keeps its own source
    assert set(Value.objects.exclude(division=third).values_list("note", flat=True)) == {"统计局"}
    assert Step.objects.of(cycle).filter(move="values").count() == 2  # one for each township that changed


def test_one_wrong_cell_or_one_jump_keeps_everything_back(cycle, places, system, staff, as_user):
    first, second, _third = places
    income, _water = system.indicators.all()
    enter(CycleFactory(system=system, year=2024), second, income=100)
    browser, url = as_user(staff), page_of(cycle)
    typed = {"seen": seen(browser.get(url)), f"{first.pk}-{income.pk}": "many", f"{second.pk}-{income.pk}": "300"}

    wrong = browser.post(url, typed)
    assert wrong.status_code == 422
    assert list(wrong.context["form"].errors) == [f"{first.pk}-{income.pk}"]

    jump = browser.post(url, {**typed, f"{first.pk}-{income.pk}": "3"})
    assert jump.status_code == 422
    (objection,) = jump.context["objections"]
    assert objection.message.startswith(f"{second}: ")
    assert not Value.objects.filter(cycle=cycle).exists()

    assert browser.post(url, {**typed, f"{first.pk}-{income.pk}": "3", "checked": "on"}).status_code == 302
    assert Value.objects.filter(cycle=cycle).count() == 2


def test_two_at_one_table_see_both_versions(cycle, places, system, staff, as_user):
    first, second, _third = places
    income, _water = system.indicators.all()
    one, two, url = as_user(staff), as_user(UserFactory()), page_of(cycle)
    mine, theirs = seen(one.get(url)), seen(two.get(url))
    assert one.post(url, {"seen": mine, f"{first.pk}-{income.pk}": "10"}).status_code == 302

    told = two.post(url, {"seen": theirs, f"{first.pk}-{income.pk}": "11", f"{second.pk}-{income.pk}": "4"})

    assert told.status_code == 409
    (conflict,) = [str(one) for one in told.context["objections"] if one.code == "changed-meanwhile"]
    assert "“10”" in conflict
    assert "“11”" in conflict
    assert numbers() == {(first.pk, "income"): 10}


def test_only_those_ticked_in_the_list_of_townships(cycle, places, staff, as_user):
    first, _second, third = places
    browser, listed = as_user(staff), reverse(DIVISION_LIST.key)

    led = browser.post(listed, {"bulk": "values", "pick": [first.pk, third.pk]})

    assert led.url == page_of(cycle, first, third)
    assert browser.get(led.url).context["form"].townships == [first, third]


def test_the_list_says_when_no_cycle_collects(places, staff, as_user):
    led = as_user(staff).post(reverse(DIVISION_LIST.key), {"bulk": "values", "pick": places[0].pk}, follow=True)

    assert "No cycle collects values of these townships" in led.text


@pytest.mark.parametrize(("most", "shown"), [(3, 1), (4, 2), (5, 2), (6, 3)])
def test_what_one_form_cannot_hold_is_told(most, shown, cycle, places, staff, as_user, monkeypatch):
    monkeypatch.setattr(views, "MOST_CELLS", most)

    page = as_user(staff).get(page_of(cycle))

    assert (len(page.context["form"].townships), page.context["left_out"]) == (shown, 3 - shown)
    assert ("not fit into one table" in page.text) == (shown < 3)


def test_a_closed_cycle_takes_nothing(cycle, places, system, staff, as_user):
    income, _water = system.indicators.all()
    browser, url = as_user(staff), page_of(cycle)
    page = browser.get(url)
    type(cycle).objects.filter(pk=cycle.pk).update(stage="scored")

    answer = browser.post(url, {"seen": seen(page), f"{places[0].pk}-{income.pk}": "1"})

    assert answer.status_code == 422
    assert not Value.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_opening_the_table_costs_the_same_for_one_township_or_three(
    number, cycle, places, staff, as_user, django_assert_num_queries
):
    browser, url = as_user(staff), page_of(cycle, *places[:number])
    browser.get(url)

    with django_assert_num_queries(7):
        browser.get(url)

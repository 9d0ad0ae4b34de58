"""The workbook of values comes with the rows that are still missing."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assessment.models import Value
from tests.support.assessment import CycleFactory, ValueFactory
from tests.support.cadres import TownshipFactory

pytestmark = pytest.mark.django_db


def rows_of(browser):
    answer = browser.get(reverse("cadres:import_template", args=["values"]))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, max_col=4, values_only=True))
    return [row for row in rows if any(row)]


def test_what_is_missing_stands_in_it_by_name(staff, as_user):
    cycle = CycleFactory()
    first, second = TownshipFactory(name="元山镇"), TownshipFactory(name="响滩镇")
    income, water = cycle.system.indicators.order_by("pk")
    ValueFactory(cycle=cycle, division=first, indicator=income)
    assert Value.objects.count() == 1

    found = rows_of(as_user(staff))

    assert sorted(found) == sorted(
        [
            (first.name, 2025, water.title, None),
            (second.name, 2025, income.title, None),
            (second.name, 2025, water.title, None),
        ]
    )


def test_of_a_cycle_that_collects_nothing_it_is_empty(staff, as_user):
    CycleFactory(stage="closed")
    TownshipFactory()

    assert rows_of(as_user(staff)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number_of_townships(rows, staff, as_user, django_assert_num_queries):
    CycleFactory()
    for _ in range(rows):
        TownshipFactory()
    browser = as_user(staff)

    with django_assert_num_queries(6):  # session, account with its remits, cycles; values, indicators, townships
        rows_of(browser)

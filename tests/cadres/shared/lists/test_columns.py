"""Columns that link and columns of days draw what the library's own would, without its cost."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse, set_script_prefix
from django_tables2.columns import TemplateColumn

from cadres.shared.lists.addresses import address_of
from cadres.shared.lists.columns import LinkColumn, MomentColumn
from cadres.shared.lists.definition import LISTS

COLUMNS = [
    pytest.param(column, id=f"{definition.key}-{name}")
    for definition in LISTS
    for name, column in definition.table_class.base_columns.items()
]


@pytest.mark.parametrize("column", [one for one in COLUMNS if isinstance(one.values[0], LinkColumn)])
@pytest.mark.parametrize("key", [1, 511923104000, "511923104000"])
def test_an_address_is_that_of_its_route(column, key):
    assert address_of(column.url_name, key) == reverse(column.url_name, args=[key])


def test_an_address_follows_where_the_program_is_served():
    there = address_of("cadres:cadre_detail", 7)
    try:
        set_script_prefix("/personnel/")
        assert address_of("cadres:cadre_detail", 7) == f"/personnel{there}"
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("column", COLUMNS)
def test_no_cell_of_a_list_is_a_template(column):
    assert not isinstance(column, TemplateColumn)


def test_a_moment_stands_in_local_time():
    assert MomentColumn().render(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "1 Jan 2027, 07:30"

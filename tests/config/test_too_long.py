"""A statement that the database ends for taking too long is told as such, by page and API."""

import pytest
from django.db import connection
from django.urls import reverse

from cadres.platform.search.filters import NameFilter
from tests.support.cadres import CadreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def slow(monkeypatch):
    """Searching by name waits in the database beyond what a statement may take."""

    def wait(_self, rows, value):
        return rows.extra(where=["pg_sleep(0.5) IS NOT NULL"]) if value else rows

    monkeypatch.setattr(NameFilter, "filter", wait)
    CadreFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '100ms'")


def test_a_page_asks_to_narrow_the_search(staff, as_user, slow):
    client = as_user(staff)
    client.raise_request_exception = False

    answer = client.get(reverse("cadres:cadre_list"), {"q": "wang"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Narrow it" in answer.content.decode()


def test_the_api_says_it_too(staff, as_user, slow):
    answer = as_user(staff).get(reverse("v1:cadre-list"), {"q": "wang"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer.json()["type"] == "urn:problem:too-long"

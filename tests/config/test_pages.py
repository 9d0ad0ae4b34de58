"""The home page of each role, the frame of every page, and the pages of errors."""

import pytest

from cadres.choices import Role
from tests.cadres import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.TOWNSHIP, Role.SYSTEM, Role.SECURITY, Role.AUDIT])
def test_each_role_has_a_home(as_user, role):
    make = factories.TownshipUserFactory if role == Role.TOWNSHIP else factories.UserFactory
    page = as_user(make(role=role)).get("/")

    assert page.status_code == 200
    assert page.content.count(b"<h1>") == 1


def test_home_needs_a_log_in(client):
    page = client.get("/")

    assert page.status_code == 302
    assert page.url == "/accounts/login/?next=/"

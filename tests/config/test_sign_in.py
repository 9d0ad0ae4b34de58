"""The sign-in wall: what is public is a closed list, everything else asks for a log-in, whatever is sent to it."""

import pytest
from django.test import Client
from django.urls import reverse

from cadres.shared.pages.middleware import is_public
from tests.config.test_access_matrix import address_of, routes
from tests.support.cadres import UserFactory

PUBLIC = {
    "account_login",
    "cadres:activate",
    "healthz",
    "mfa_authenticate",
    "set_language",
    "set_theme",
    "training:calendar_feed",
}
BY_TOKEN_OR_SESSION = {"schema", "docs", "api_nothing"}  # and all of v1: the API asks for itself


def answers_for_itself(name: str) -> bool:
    return name.startswith("v1:") or name in BY_TOKEN_OR_SESSION


def test_the_list_of_public_addresses_is_closed():
    found = {name for name, pattern in routes().items() if is_public(pattern.callback)}

    assert {name for name in found if not answers_for_itself(name)} == PUBLIC
    assert {name for name in routes() if answers_for_itself(name)} <= found


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_every_other_address_leads_to_the_log_in(method):
    wrong = []
    for name, pattern in routes().items():
        if name in PUBLIC or answers_for_itself(name):
            continue
        address = address_of(name, pattern)
        answer = getattr(Client(enforce_csrf_checks=True), method)(address)
        if answer.status_code != 302 or not answer["Location"].startswith(f"{reverse('account_login')}?next=/"):
            wrong.append((name, answer.status_code))

    assert not wrong


@pytest.mark.django_db
def test_the_api_answers_with_a_problem_and_not_with_a_page(client):
    for name, pattern in routes().items():
        if name.startswith("v1:"):
            answer = client.get(address_of(name, pattern))
            assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json"), name


@pytest.mark.django_db
def test_a_fragment_is_led_to_the_log_in_as_a_whole_page(client):
    answer = client.get("/cadres/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/posts/?q=1"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/login/?next=/posts/%3Fq%3D1")


@pytest.mark.django_db
def test_an_address_that_does_not_exist_tells_nothing(client, as_user):
    assert client.get("/nothing/").status_code == 404
    assert as_user(UserFactory()).get("/nothing/").status_code == 404


@pytest.mark.django_db
def test_who_must_choose_a_password_reaches_public_pages_and_that_page_alone(as_user):
    browser = as_user(UserFactory(must_change_password=True))

    assert browser.get("/cadres/")["Location"] == reverse("account_change_password")
    assert browser.get(reverse("account_change_password")).status_code == 200
    assert browser.get("/api/v1/cadres/").status_code == 403
    assert browser.post(reverse("set_theme"), {"theme": "dark"}).status_code == 302
    assert browser.get(reverse("training:calendar_feed", args=["nothing"])).status_code == 404

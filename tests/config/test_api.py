"""The description of the API, its page, and errors in the form of the address."""

import pytest
from django.urls import reverse

from cadres.registry.cadre_files.querysets import CadreQuerySet


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_the_description_is_open_api_3_1(api, query):
    answer = api.get(f"/api/schema/{query}")

    assert answer.status_code == 200
    assert b"3.1.0" in answer.content[:40]
    assert b"/api/v1/cadres/" in answer.content


def test_who_has_not_logged_in_is_led_there_and_a_program_is_told(client):
    page = client.get(reverse("docs"), headers={"accept": "text/html"})
    told = client.get(reverse("docs"), headers={"accept": "application/json"})

    assert page.status_code == 302
    assert page["Location"] == f"{reverse('account_login')}?next={reverse('docs')}"
    assert told.status_code == 401
    assert told["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("v1:cadre-list", "application/problem+json"), ("cadres:cadre_list", "text/html; charset=utf-8")],
)
def test_a_failure_is_told_in_the_form_of_the_address(name, kind, staff, as_user, monkeypatch):
    def fail(*_args):
        raise RuntimeError("inner secret")

    monkeypatch.setattr(CadreQuerySet, "visible_to", fail)
    browser = as_user(staff)
    browser.raise_request_exception = False

    answer = browser.get(reverse(name))

    assert (answer.status_code, answer["Content-Type"]) == (500, kind)
    assert b"inner secret" not in answer.content
    if "json" in kind:
        assert answer.json()["type"] == "urn:problem:server-error"


def test_the_page_of_the_description_needs_no_hole_in_the_policy(staff, as_user):
    browser = as_user(staff)

    page = browser.get(reverse("docs"))

    policy = page["Content-Security-Policy"]
    assert page.status_code == 200
    assert "unsafe" not in policy
    text = page.content.decode()
    assert "<style" not in text
    assert " style=" not in text
    script = browser.get(f"{reverse('docs')}?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "SwaggerUIBundle" in script.content.decode()

"""Training in the API."""

import pytest
from django.test import Client

from cadres.models import ApiToken
from cadres.platform.accounts.choices import Role
from tests.support.cadres import CountyFactory, TownshipUserFactory, UserFactory
from tests.support.training import EnrolmentFactory, NeedFactory, SessionFactory
from training.classes.choices import ClassStage
from training.enrolments.choices import EnrolmentStage

LISTS = ("programmes", "classes", "sessions", "needs", "enrolments")


def by_token(*scopes):
    """A client system of the county, with a token of these scopes."""
    _, token = ApiToken.objects.create(user=UserFactory(role=Role.CLIENT), name="t", scopes=list(scopes))
    return Client(headers={"authorization": f"Token {token}", "accept-language": "en"})


@pytest.fixture
def enrolment(db):
    found = EnrolmentFactory(training_class__stage=ClassStage.OPEN)
    SessionFactory(training_class=found.training_class)
    NeedFactory(cadre=found.cadre)
    return found


@pytest.mark.parametrize("name", LISTS)
def test_lists_within_reach(name, enrolment, as_user, staff):
    url = f"/api/v1/{name}/"
    assert Client().get(url).status_code == 401
    assert as_user(TownshipUserFactory()).get(url).status_code == 403
    rows = as_user(staff).get(url).json()["results"]
    assert len(rows) == 1
    assert as_user(staff).get(f"{url}{rows[0]['id']}/").json() == rows[0]
    assert by_token("training").get(url).json()["results"] == rows
    assert by_token("base", "selection").get(url).status_code == 403
    elsewhere = UserFactory(remit=CountyFactory(code="511922000000", name="南江县"))
    assert as_user(elsewhere).get(url).json()["results"] == []
    assert as_user(elsewhere).get(f"{url}{rows[0]['id']}/").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_cost_does_not_grow(name, enrolment, as_user, staff, django_assert_max_num_queries):
    browser = as_user(staff)
    for _ in range(2):
        with django_assert_max_num_queries(4):
            assert browser.get(f"/api/v1/{name}/").status_code == 200
        for _ in range(2):
            SessionFactory()
            EnrolmentFactory()
            NeedFactory()


def test_seats_and_filters(enrolment, as_user, staff):
    browser = as_user(staff)
    assert browser.get("/api/v1/classes/?stage=open").json()["results"][0]["taken"] == 1
    assert browser.get("/api/v1/classes/?stage=closed").json()["results"] == []
    assert browser.get("/api/v1/classes/?nonsense=1").status_code == 400
    assert len(browser.get("/api/v1/needs/?state=not_called").json()["results"]) == 1


def test_moves(enrolment, as_user, staff, leader):
    url = f"/api/v1/enrolments/{enrolment.pk}/moves/"
    body = {"move": "withdraw", "seen_stage": "called"}
    kwargs = {"content_type": "application/json"}
    assert by_token("training").post(url, body, **kwargs).status_code == 403
    assert as_user(leader).post(url, body, **kwargs).status_code == 403
    refused = as_user(staff).post(url, body, **kwargs)
    assert refused.status_code == 422
    assert [o["code"] for o in refused.json()["objections"]] == ["reason-missing"]
    answer = as_user(staff).post(url, body | {"reason": "工作调动"}, **kwargs)
    assert (answer.status_code, answer.json()["stage"]) == (200, EnrolmentStage.WITHDRAWN)
    again = as_user(staff).post(url, body | {"reason": "工作调动"}, **kwargs)
    assert again.status_code == 409

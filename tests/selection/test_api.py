"""The API of selection: scope, pages, moves, errors."""

import pytest
from django.test import Client

from cadres.models import ApiToken
from cadres.platform.accounts.choices import Role
from selection.elections.choices import Stage
from tests.selection.elections.test_views import BUDGET, MAKE
from tests.support.cadres import CountyFactory, LeaderFactory, TownshipUserFactory, UserFactory
from tests.support.selection import VacancyFactory, days_ago, ready_election

pytestmark = pytest.mark.django_db

ROUTES = {"vacancies": "vacancy_list", "elections": "election_list", "watch": "watch_list"}


@pytest.fixture
def rest_client(db):
    """A REST client with a token for selection; it has no other way in."""
    _row, token = ApiToken.objects.create(user=UserFactory(role=Role.CLIENT), name="测试", scopes=["selection"])
    return Client(headers={"authorization": f"Token {token}"})


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("number", [1, 3])
def test_lists(route, number, as_user, client, rest_client, django_assert_max_num_queries):
    for _ in range(number):
        MAKE[ROUTES[route]]()
    url = f"/api/v1/{route}/"
    assert client.get(url).status_code in (401, 403)
    assert as_user(TownshipUserFactory()).get(url).status_code == 403
    stranger = UserFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    assert as_user(stranger).get(url).json()["results"] == []
    browser = rest_client
    with django_assert_max_num_queries(BUDGET):
        rows = browser.get(url).json()["results"]
    assert len(rows) == number
    assert browser.get(f"{url}{rows[0]['id']}/").json() == rows[0]
    assert browser.delete(f"{url}{rows[0]['id']}/").status_code in (403, 405)


def post(browser, election, **body):
    return browser.post(f"/api/v1/elections/{election.pk}/moves/", body, content_type="application/json")


def test_move(as_user):
    election = ready_election(Stage.PREPARED)
    browser = as_user(LeaderFactory())
    done = post(browser, election, move="announce", seen_stage="prepared", data={"announced_on": str(days_ago(42))})
    assert (done.status_code, done.json()["stage"]) == (200, "registration")


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"move": "decide", "seen_stage": "prepared"}, 409, "urn:problem:out-of-date"),
        ({"move": "publish", "data": {"notice_from": "2026-01-05"}}, 403, "urn:problem:"),
        ({"move": "announce", "data": {"announced_on": "2026-01-05"}}, 422, "urn:problem:refused"),
        ({"move": "announce"}, 400, "urn:problem:invalid"),
        ({"move": "fly"}, 400, "urn:problem:invalid"),
    ],
)
def test_moves_that_fail(body, status, kind, as_user):
    response = post(as_user(LeaderFactory()), ready_election(Stage.INSPECTED), **body)
    assert response.status_code == status
    assert response.json()["type"].startswith(kind)
    if status == 422:
        assert response.json()["objections"][0]["code"] == "wrong-stage"


def test_client_reads_but_moves_nothing(rest_client):
    response = post(rest_client, ready_election(Stage.REGISTRATION), move="recommend")
    assert response.status_code == 403


def test_vacancy_is_withdrawn_by_move(staff, as_user):
    vacancy = VacancyFactory()
    response = as_user(staff).post(
        f"/api/v1/vacancies/{vacancy.pk}/moves/",
        {"move": "withdraw", "reason": "不再需要"},
        content_type="application/json",
    )
    assert response.json()["stage"] == "withdrawn"


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"move": "announce", "data": {"announced_on": "soon"}}, {"data": {"announced_on": ["Enter a valid date."]}}),
        ({"move": "announce", "resaon": "Minutes 12"}, {"resaon": ["There is no such parameter here. There are: "]}),
        ({"move": "announce", "data": {"anounced_on": "2026-01-05"}}, {"data": ["This move takes no anounced_on. "]}),
    ],
)
def test_a_mistyped_move_is_refused_where_it_was_mistyped(body, errors, as_user):
    answer = post(as_user(LeaderFactory()), ready_election(Stage.PREPARED), **body).json()["errors"]

    ((name, texts),) = errors.items()
    assert list(answer) == [name]
    if isinstance(texts, dict):
        assert answer == errors
    else:
        assert answer[name][0].startswith(texts[0])


def test_a_move_that_takes_nothing_more_says_so(staff, as_user):
    body = {"move": "withdraw", "reason": "不再需要", "data": {"until": "2026-01-05"}}

    answer = as_user(staff).post(
        f"/api/v1/vacancies/{VacancyFactory().pk}/moves/", body, content_type="application/json"
    )

    assert answer.json()["errors"]["data"] == ["This move takes no until. It takes nothing in “data”."]

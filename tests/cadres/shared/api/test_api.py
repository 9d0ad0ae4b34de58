"""The API: what it shows, to whom, and how it refuses. Whatever is asked, it never breaks."""

import pytest
from django.test import Client
from rest_framework.throttling import UserRateThrottle

from cadres.models import Cadre
from cadres.shared.api.viewsets import ScopedViewSet
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
)

LISTS = ("divisions", "organizations", "posts", "cadres", "tenures", "terms")


@pytest.fixture
def full_api(api):
    """The same client in a county that has records."""
    make_one_of_each()
    return api


def make_one_of_each() -> None:
    organization = OrganizationFactory()
    TermFactory(organization=organization)
    TenureFactory(post=PostFactory(organization=organization))


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_details_agree(api, name):
    make_one_of_each()

    rows = api.get(f"/api/v1/{name}/").json()["results"]

    assert rows
    for row in rows:
        answer = api.get(f"/api/v1/{name}/{row.get('id', row.get('code'))}/")
        assert answer.status_code == 200
        assert answer.json() == row


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_at_any_length(api, name, number, django_assert_num_queries):
    for _ in range(number):
        make_one_of_each()
    api.get(f"/api/v1/{name}/")  # the day of last use is written now

    # Token with its account, remits, rows; one more where they are about persons, which stands on record.
    with django_assert_num_queries(3 + (name in ("cadres", "tenures"))):
        assert len(api.get(f"/api/v1/{name}/").json()["results"]) >= number


def test_what_lies_outside_the_remit_does_not_exist(api):
    elsewhere = CadreFactory(division=CountyFactory(code="330523000000", name="安吉县"))

    assert api.get(f"/api/v1/cadres/{elsewhere.pk}/").status_code == 404
    assert api.get("/api/v1/cadres/").json()["results"] == []
    assert api.get("/api/v1/divisions/330523000000/").status_code == 404


def test_pages_follow_each_other_without_gap_or_repetition(api):
    CadreFactory.create_batch(7)
    for order in ("name_key", "-born_on"):
        seen, address = [], f"/api/v1/cadres/?limit=3&sort={order}"
        while address:
            page = api.get(address).json()
            seen += [row["id"] for row in page["results"]]
            address = page["next"]
        assert len(seen) == 7
        assert set(seen) == set(Cadre.objects.values_list("pk", flat=True))


def test_a_page_leads_back(api):
    CadreFactory.create_batch(4)
    first = api.get("/api/v1/cadres/?limit=2").json()

    second = api.get(first["next"]).json()

    assert api.get(second["previous"]).json()["results"] == first["results"]


@pytest.mark.parametrize(
    ("limit", "status"),
    [("0", 400), ("1", 200), ("1000", 200), ("1001", 400), ("many", 400), ("-5", 400), ("", 400), ("²", 400)],
)
def test_a_page_has_from_one_to_a_thousand_rows(api, limit, status):
    CadreFactory()

    answer = api.get("/api/v1/cadres/", {"limit": limit})

    assert answer.status_code == status
    assert status == 200 or answer.json()["errors"] == {"limit": ["A whole number from 1 to 1000 is needed."]}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("stats=serving", "stats"),
        ("status=nothing", "status"),
        ("q=%00", "q"),
        ("age_from=old", "age_from"),
        ("age_from=" + "9" * 30, "age_from"),
        ("sort=phone", "sort"),
        ("cursor=garbage", "cursor"),
        ("page=2", "page"),
    ],
)
def test_a_bad_parameter_is_refused_by_name(api, query, name):
    CadreFactory()

    answer = api.get(f"/api/v1/cadres/?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == [name]


def test_filters_are_those_of_the_pages(api):
    CadreFactory(name="曾志强", name_key="zeng zhi qiang")
    CadreFactory(name="李明", name_key="li ming")

    found = api.get("/api/v1/cadres/?q=zeng").json()["results"]

    assert [row["name"] for row in found] == ["曾志强"]


def test_an_unchanged_answer_is_not_sent_twice(api):
    CadreFactory()
    api.get("/api/v1/cadres/")
    tag = api.get("/api/v1/cadres/")["ETag"]

    assert api.get("/api/v1/cadres/", headers={"if-none-match": tag}).status_code == 304
    CadreFactory()
    assert api.get("/api/v1/cadres/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing/", 404),
        ("get", "/api/", 404),
        ("post", "/api/v1/nothing/", 404),
        ("get", "/api/v1/cadres/999999/", 404),
        ("get", f"/api/v1/cadres/{'9' * 40}/", 404),
        ("get", "/api/v1/cadres/abc/", 404),
        ("post", "/api/v1/cadres/", 405),
        ("delete", "/api/v1/cadres/1/", 405),
        ("get", "/api/v1/rules/no.such/", 404),
    ],
)
def test_errors_are_problem_details(api, method, path, status):
    answer = getattr(api, method)(path)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_without_any_token_nothing_is_shown(db):
    for path in ("/api/v1/cadres/", "/api/v1/rules/", "/api/schema/"):
        assert Client().get(path).status_code == 401


def test_a_browser_session_reads_too(staff, as_user):
    CadreFactory()

    assert len(as_user(staff).get("/api/v1/cadres/").json()["results"]) == 1


def test_a_session_moves_nothing_without_its_csrf_token(staff):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(staff, backend="config.auth.RoleBackend")

    answer = browser.post("/api/v1/vacancies/1/moves/", {"move": "open"}, content_type="application/json")

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"


def test_too_many_requests_are_told_when_to_come_back(api, monkeypatch):
    class TwoAMinute(UserRateThrottle):
        scope = "test"
        rate = "2/min"

    monkeypatch.setattr(ScopedViewSet, "throttle_classes", [TwoAMinute])
    answers = [api.get("/api/v1/cadres/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert answers[2]["Content-Type"] == "application/problem+json"


_found: list = []

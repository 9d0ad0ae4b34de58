"""The API: what it shows, to whom, and how it refuses. Whatever is asked, it never breaks."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.throttling import UserRateThrottle

from cadres.models import Cadre, FileAccess
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.tokens import make_token
from cadres.platform.merging.services import merges
from cadres.registry.cadre_files.choices import Sex
from cadres.registry.cadre_files.querysets import CadreQuerySet
from cadres.registry.protection.services import declare_kinship, settle_kinship
from cadres.shared.api.base import SCOPES
from cadres.shared.api.viewsets import ScopedViewSet
from tests.cadres.platform.merging.test_services import merged
from tests.support.cadres import (
    COUNTY,
    CadreFactory,
    CountyFactory,
    LeaderFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
    UserFactory,
)

LISTS = ("divisions", "organizations", "posts", "cadres", "tenures", "terms")


@pytest.fixture
def robot(db):
    return UserFactory(role=Role.CLIENT)


@pytest.fixture
def api(robot):
    """A REST client of the county with every scope."""
    _token, secret = make_token(robot, name="Test", scopes=SCOPES, days=1, by=None)
    return Client(headers={"authorization": f"Token {secret}", "accept-language": "en"}, raise_request_exception=False)


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

    with django_assert_num_queries(3):  # token with its account, remits, rows
        assert len(api.get(f"/api/v1/{name}/").json()["results"]) >= number


def test_a_cadre_leaves_without_identity_number_and_phone(api):
    cadre = CadreFactory(identity_number="11010519491231002X", phone="13800000000")

    text = api.get(f"/api/v1/cadres/{cadre.pk}/").content.decode()

    assert cadre.name in text
    assert "11010519491231002X" not in text
    assert "13800000000" not in text


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


def test_a_list_is_not_longer_than_a_thousand(api):
    CadreFactory()

    assert api.get("/api/v1/cadres/?limit=100000").status_code == 200
    assert api.get("/api/v1/cadres/?limit=many").status_code == 400


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


def test_the_address_of_a_merged_file_leads_to_the_one_that_stays(api):
    one, two, three = CadreFactory(), CadreFactory(), CadreFactory()
    merged(two, three)
    merge = merged(one, two)

    moved = api.get(f"/api/v1/cadres/{three.pk}/")

    assert (moved.status_code, moved.content) == (308, b"")
    assert moved["Location"] == f"http://testserver/api/v1/cadres/{one.pk}/"
    assert moved["Cache-Control"] == "no-store"  # the merge can be undone
    answer = api.get(f"/api/v1/cadres/{two.pk}/", follow=True)
    assert (answer.status_code, answer.json()["id"]) == (200, one.pk)
    assert [row.cadre for row in FileAccess.objects.filter(part="api")] == [one]
    assert [row["id"] for row in api.get("/api/v1/cadres/").json()["results"]] == [one.pk]
    merge = merges.move_merge(merge, "ask_back", by=UserFactory(), reason="两个人")
    merges.move_merge(merge, "undo", by=LeaderFactory())
    assert api.get(f"/api/v1/cadres/{two.pk}/").status_code == 200


def test_the_address_of_a_merged_organization_leads_to_the_one_that_stays(api):
    one = OrganizationFactory()
    two = OrganizationFactory(division=one.division, name="测试甲")
    merged(one, two, kind="organization")

    answer = api.get(f"/api/v1/organizations/{two.pk}/", follow=True)

    assert (answer.redirect_chain[0][1], answer.json()["id"]) == (308, one.pk)


def test_a_merged_file_leads_nowhere_out_of_reach(api, robot):
    one, two = CadreFactory(), CadreFactory()
    merged(one, two)
    Cadre.objects.filter(pk=one.pk).update(division=CountyFactory(code="330523000000", name="安吉县"))

    answer = api.get(f"/api/v1/cadres/{two.pk}/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert "Location" not in answer
    _token, secret = make_token(robot, name="Test", scopes=["training"], days=1, by=None)
    assert Client(headers={"authorization": f"Token {secret}"}).get(f"/api/v1/cadres/{two.pk}/").status_code == 403


def test_a_file_that_is_closed_to_the_reader_stays_closed_by_the_old_address(staff, as_user):
    one, two = CadreFactory(), CadreFactory()
    kinship = declare_kinship(one, relation="妻子", by=staff)
    settle_kinship(kinship, "confirm", by=LeaderFactory())
    merged(one, two)

    assert as_user(staff).get(f"/api/v1/cadres/{two.pk}/", follow=True).status_code == 403


def test_the_description_tells_of_merged_records(api):
    paths = api.get("/api/schema/?format=json").json()["paths"]
    told = {path for path, item in paths.items() if "308" in item.get("get", {}).get("responses", {})}

    assert told == {"/api/v1/cadres/{id}/", "/api/v1/organizations/{id}/"}
    answers = paths["/api/v1/cadres/{id}/"]["get"]["responses"]
    assert answers["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Cadre"}
    assert answers["308"]["headers"]["Location"]["schema"] == {"type": "string", "format": "uri"}


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


def test_rules_are_listed_with_source_and_setting(api):
    rows = api.get("/api/v1/rules/").json()

    assert rows == sorted(rows, key=lambda row: row["key"])
    for row in rows:
        assert row["source"]
        assert api.get(f"/api/v1/rules/{row['key']}/").json() == row
    assert api.get("/api/v1/rules/?keys=x").status_code == 400


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


# --- whatever is asked ---------------------------------------------------------------------------

awkward = st.sampled_from(
    [
        "",
        "\x00",
        "9" * 30,
        "-1",
        "0",
        "1e400",
        "NaN",
        "2026-13-45",
        "9999-12-31",
        "true",
        "²",
        "%",
        "_",
        "*",
        "曾",
        COUNTY,
    ]
)
values = awkward | st.text(max_size=12) | st.integers().map(str) | st.dates().map(str)


def operations() -> list[tuple[str, list[str]]]:
    """Every path that can be read, with the names of its query parameters, from the published description."""
    schema = SchemaGenerator(api_version="v1").get_schema(request=None, public=True)
    return [
        (path, [parameter["name"] for parameter in item["get"].get("parameters", []) if parameter["in"] == "query"])
        for path, item in sorted(schema["paths"].items())
        if "get" in item
    ]


@st.composite
def addresses(draw):
    path, names = draw(st.sampled_from(operations_once()))
    for part in [part for part in path.split("/") if part.startswith("{")]:
        path = path.replace(part, quote(draw(values), safe=""))
    chosen = draw(st.lists(st.sampled_from([*names, "unknown"]), max_size=3))
    query = "&".join(f"{name}={quote(draw(values), safe='')}" for name in chosen)
    return f"{path}?{query}"


_found: list = []


def operations_once() -> list:
    if not _found:
        _found.extend(operations())
    return _found


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(address=addresses())
def test_no_address_breaks_the_api(full_api, address):
    answer = full_api.get(address)

    assert answer.status_code in (200, 400, 404), (address, answer.content[:300])


moves = st.dictionaries(
    st.sampled_from(["move", "seen_stage", "reason", "data", "x"]), values | st.lists(values, max_size=2)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=moves | st.lists(values, max_size=2) | values,
    name=st.sampled_from(["vacancies", "elections", "awards"]),
    pk=st.sampled_from(["0", "1", "9" * 30]),
)
def test_no_move_breaks_the_api(api, body, name, pk):
    answer = api.post(f"/api/v1/{name}/{pk}/moves/", body, content_type="application/json")

    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_that_is_no_json_is_refused(api):
    answer = api.post("/api/v1/awards/1/moves/", b"{\x00", content_type="application/json")

    assert answer.status_code in (400, 404)


def test_conditions_find_the_same_as_on_the_page(api):
    young, old = CadreFactory(born_on="1996-01-01"), CadreFactory(born_on="1966-01-01", sex=Sex.FEMALE)

    def found(where):
        return [row["id"] for row in api.get("/api/v1/cadres/", {"where": where}).json()["results"]]

    assert found("age.min.45") == [old.pk]
    assert found("or~age.max.45~sex.is.2") == [young.pk, old.pk]
    assert found("age.min.45~sex.is.1") == []


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("age.min.old~sex.is.2", ["“age.min.old”"]),
        ("nothing.is.1~age.about.40", ["“nothing.is.1”", "“age.about.40”"]),
        ("~~", ["not known"]),
        ("~".join(["sex.is.2"] * 21), ["No more than 20"]),
    ],
)
def test_conditions_that_are_not_understood_are_told_one_by_one(api, where, told):
    answer = api.get("/api/v1/cadres/", {"where": where})

    assert answer.status_code == 400
    faults = answer.json()["errors"]["where"]
    assert len(faults) == len(told)
    for fault, part in zip(faults, told, strict=True):
        assert part in fault


def test_a_condition_of_another_area_needs_the_scope_of_that_area(robot):
    _token, secret = make_token(robot, name="Base only", scopes=["base"], days=1, by=None)
    client = Client(headers={"authorization": f"Token {secret}", "accept-language": "en"})

    allowed = client.get("/api/v1/cadres/", {"where": "sex.is.2"})
    refused = client.get("/api/v1/cadres/", {"where": "training.min.10.2026"})

    assert allowed.status_code == 200
    assert refused.status_code == 400
    assert 'lacks the scope "training"' in refused.json()["errors"]["where"][0]


def test_only_lists_with_conditions_take_any(api):
    assert api.get("/api/v1/posts/", {"where": "sex.is.2"}).status_code == 400

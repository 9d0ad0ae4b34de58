"""What the API promises, held at every address: the next one that forgets it fails here."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from rest_framework import exceptions
from rest_framework.reverse import reverse

from cadres.models import ApiToken, RankRecord
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.tokens import make_token
from cadres.shared.api.base import SCOPES
from cadres.shared.api.problems import title_of
from cadres.shared.api.routes import ROUTES
from config.api import router
from selection.models import Watch
from tests.support.api import Operation, operations, schemas, validator
from tests.support.assessment import SystemFactory, county_of, scored
from tests.support.cadres import CadreFactory, LeaderFactory, TenureFactory, TermFactory, UserFactory
from tests.support.incentives import AwardFactory, RateFactory
from tests.support.selection import VacancyFactory, ready_election
from tests.support.training import EnrolmentFactory, NeedFactory, ProgrammeFactory, SessionFactory

READ = operations("get")
NEWLINE = "\n"
MISTYPED = "fromat"
CHOSEN_AMONG_RECORDS = ("cursor", "where", "township")  # texts of which only some are understood


@pytest.fixture
def county(staff):
    """Something behind every address; what may be left empty is empty."""
    scored(county_of(4, SystemFactory(in_force_now=True), staff), staff)
    TermFactory()
    TenureFactory()
    day = date(2020, 1, 1)
    RankRecord.objects.create(cadre=CadreFactory(), ladder="rank", rank="r01_clerk_2")
    Watch.objects.create(tenure=TenureFactory(), kind="rotation_10y", due_on=day, found_on=day)
    VacancyFactory()
    ready_election()
    AwardFactory()
    RateFactory()
    NeedFactory()
    ProgrammeFactory()
    SessionFactory()
    EnrolmentFactory()


def key_of(one: Operation, api: Client) -> str:
    """The key of some record, from the list of its route."""
    if "{" not in one.path:
        return ""
    answer = api.get(f"/api/v1/{one.prefix}/").json()
    rows = answer if isinstance(answer, list) else answer["results"]
    return str(next(rows[0][name] for name in ("id", "code", "key") if name in rows[0]))


def values_of(schema: dict) -> list[str]:
    """What a parameter of this schema takes; empty where any text will do."""
    schema = schema.get("items", schema)
    if "enum" in schema:
        return [str(value) for value in schema["enum"]]
    if schema["type"] in ("integer", "number"):
        return [str(schema.get("minimum", 0)), str(schema.get("maximum", 2030))]
    formats = {"date": ["2026-01-31"], "date-time": ["2026-01-31T08:30:00+08:00"]}
    return ["true", "false"] if schema["type"] == "boolean" else formats.get(schema.get("format", ""), [])


def mistyped(schema: dict) -> Iterator[str]:
    """What it does not take."""
    if values_of(schema):
        yield f"{values_of(schema)[0]}x"
    if schema.get("format") == "date":
        yield "2026-02-30"
    if schema["type"] == "integer":
        yield from ("1.5", str(schema["minimum"] - 1), str(schema["maximum"] + 1))


def test_every_route_is_described():
    assert {one.prefix for one in operations()} == {route.prefix for route in ROUTES}
    assert len(operations()) == len([url for url in router.urls if url.name])


def test_every_default_is_a_value_of_its_own_schema():
    wrong = []
    for place, schema in schemas():
        Draft202012Validator.check_schema(schema)
        if "default" in schema:
            wrong += [f"{place}: {error.message}" for error in validator(schema).iter_errors(schema["default"])]

    assert not wrong, NEWLINE.join(wrong)


@pytest.mark.django_db
def test_every_answer_is_as_described(api, county):
    wrong = []
    for one in READ:
        answer = api.get(one.address(key_of(one, api)))
        assert answer.status_code == 200, one
        if one.answer is None:
            continue
        rows = answer.json()
        rows = rows if isinstance(rows, list) else rows.get("results", rows)
        assert rows, f"{one}: a record is missing in the fixture"
        wrong += [
            f"{one} {list(error.path)}: {error.message}" for error in validator(one.answer).iter_errors(answer.json())
        ]

    assert not wrong, NEWLINE.join(wrong)


@pytest.mark.django_db
def test_every_answer_comes_in_the_media_type_described(api, county):
    wrong = []
    for one in READ:
        for media_type in one.content["responses"]["200"]["content"]:
            answer = api.get(one.address(key_of(one, api)), headers={"accept": media_type})
            if answer.status_code != 200 or answer["Content-Type"].split(";")[0] != media_type:
                wrong.append(f"{one}: {answer.status_code} {answer['Content-Type']}")

    assert not wrong, NEWLINE.join(wrong)


@pytest.mark.django_db
def test_every_described_parameter_exists_with_every_value_described(api, county):
    wrong = []
    for one in READ:
        address = one.address(key_of(one, api))
        for name, schema in one.parameters.items():
            values = values_of(schema) or ([] if name in CHOSEN_AMONG_RECORDS else ["x"])
            for value in [values] if schema["type"] == "array" else values:
                answer = api.get(address, {name: value})
                if answer.status_code != 200:
                    wrong.append(f"{one} ?{name}={value}: {answer.status_code} {answer.content[:200]}")

    assert not wrong, NEWLINE.join(wrong)


@pytest.mark.django_db
def test_every_mistyped_value_is_refused_by_the_name_that_was_sent(api, county):
    wrong = []
    for one in READ:
        address = one.address(key_of(one, api))
        for name, schema in one.parameters.items():
            for value in mistyped(schema):
                answer = api.get(address, {name: value})
                errors = answer.json().get("errors") if answer.status_code == 400 else None
                exists = schema.get("items", schema).get("enum", ())
                if not errors or list(errors) != [name]:
                    wrong.append(f"{one} ?{name}={value}: {answer.status_code} {errors}")
                elif missing := [v for v in exists if v not in errors[name][0]]:
                    wrong.append(f"{one} ?{name}={value}: {errors[name]} does not name {missing}")

    assert not wrong, NEWLINE.join(wrong)


@pytest.mark.django_db
def test_a_value_given_twice_is_refused_where_one_counts(api, county):
    wrong = []
    for one in READ:
        for name, schema in one.parameters.items():
            if schema["type"] == "array":
                continue
            answer = api.get(one.address(key_of(one, api)), {name: [*values_of(schema), "x", "x"][:2]})
            if answer.status_code != 400 or list(answer.json()["errors"]) != [name]:
                wrong.append(f"{one} ?{name}: {answer.status_code} {answer.content[:200]}")

    assert not wrong, NEWLINE.join(wrong)


@pytest.mark.django_db
def test_every_unknown_parameter_is_refused_with_those_that_exist(api, county, staff, as_user):
    addresses = [(one, one.address(key_of(one, api)), one.parameters) for one in operations()]
    addresses.append((None, reverse("schema"), {"format": {}, "lang": {}}))
    browser, wrong = as_user(LeaderFactory()), []
    for one, address, parameters in addresses:
        for name in {MISTYPED, "format"} - set(parameters):
            call = browser.post if one and one.method == "post" else api.get
            answer = call(f"{address}?{name}=json")
            errors = answer.json().get("errors", {}) if answer.status_code == 400 else {}
            exist = f"There are: {', '.join(sorted(parameters))}." if parameters else "This address takes none."
            if list(errors) != [name] or not errors[name][0].endswith(exist):
                wrong.append(f"{one or address} ?{name}: {answer.status_code} {errors}")

    assert not wrong, NEWLINE.join(wrong)


def refusals(api: Client, as_user, make_client) -> Iterator[tuple[str, Client, str, str, dict]]:
    """Every way in which an address can refuse: what, by whom, method, address, and what is sent along."""
    _row, unscoped = make_token(UserFactory(role=Role.CLIENT), name="None", scopes=SCOPES, days=1, by=None)
    ApiToken.objects.filter(name="None").update(scopes=[])
    nobody, stranger = make_client(), as_user(UserFactory(role=Role.SYSTEM))
    narrow = make_client({"authorization": f"Token {unscoped}"})
    guarded = make_client(enforce=True)
    guarded.force_login(LeaderFactory(), backend="config.auth.RoleBackend")
    new = as_user(UserFactory(must_change_password=True))
    wrong = make_client({"authorization": "Token nonsense"})
    body = {"content_type": "application/json"}
    for one in operations():
        address = one.address()
        for who, client in (("nobody", nobody), ("no right", stranger), ("no scope", narrow), ("password", new)):
            yield who, client, one.method, address, body
        yield "wrong token", wrong, one.method, address, body
        if "{" in one.path:
            yield "no record", api, one.method, address, body
        if one.method == "get":
            yield "wrong method", api, "delete", address, {}
            yield "no such media type", api, "get", address, {"headers": {"accept": "image/png"}}
        else:
            yield "no CSRF token", guarded, one.method, address, body
    yield "schema, no right", nobody, "get", reverse("schema"), {}
    yield "no address", api, "get", "/api/v1/nothing/", {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_refusal_says_in_words_what_is_wrong(api, as_user, language, settings):
    settings.LANGUAGE_CODE = language

    def make_client(headers=None, *, enforce=False):
        return Client(headers=headers, enforce_csrf_checks=enforce, raise_request_exception=False)

    wrong = []
    for what, client, method, address, sent in refusals(api, as_user, make_client):
        headers = {"accept-language": language, **sent.get("headers", {})}
        answer = getattr(client, method)(address, **{**sent, "headers": headers})
        if answer["Content-Type"] != "application/problem+json":
            wrong.append(f"{what}: {method} {address}: {answer.status_code} {answer['Content-Type']}")
            continue
        problem = answer.json()
        texts = [problem["title"], problem.get("detail", "errors" in problem and "-")]
        if not all(texts) or any(mark in text for text in texts for mark in ("{", "%(", "%s")):
            wrong.append(f"{what}: {method} {address}: {problem}")
        if problem["status"] != answer.status_code or answer.status_code < 400:
            wrong.append(f"{what}: {method} {address}: {problem}")

    assert not wrong, NEWLINE.join(wrong)


def test_every_title_of_the_library_has_its_words():
    def kinds(kind):
        yield kind
        for below in kind.__subclasses__():
            yield from kinds(below)

    for kind in kinds(exceptions.APIException):
        if kind.__module__.startswith("rest_framework"):
            arguments = {exceptions.MethodNotAllowed: ["PUT"], exceptions.UnsupportedMediaType: ["x/y"]}.get(kind, [])
            title = title_of(kind(*arguments))
            assert title
            assert "{" not in title
            assert "%" not in title

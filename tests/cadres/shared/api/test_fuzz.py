"""Whatever is asked of the API, it never breaks."""

from urllib.parse import quote

import pytest
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.cadres import COUNTY, OrganizationFactory, PostFactory, TenureFactory, TermFactory


@pytest.fixture
def full_api(api):
    """The same client in a county that has records."""
    make_one_of_each()
    return api


def make_one_of_each() -> None:
    organization = OrganizationFactory()
    TermFactory(organization=organization)
    TenureFactory(post=PostFactory(organization=organization))


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


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
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

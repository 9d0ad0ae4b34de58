"""Cadres in the API: what leaves, and what may be asked."""

import pytest
from django.test import Client

from cadres.platform.accounts.services.tokens import make_token
from cadres.registry.cadre_files.choices import Sex
from tests.support.cadres import CadreFactory


def test_a_cadre_leaves_without_identity_number_and_phone(api):
    cadre = CadreFactory(identity_number="11010519491231002X", phone="13800000000")

    text = api.get(f"/api/v1/cadres/{cadre.pk}/").content.decode()

    assert cadre.name in text
    assert "11010519491231002X" not in text
    assert "13800000000" not in text


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

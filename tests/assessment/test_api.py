"""The assessment by REST: scope, remit, shape, keyset pages, moves, export."""

import csv
from decimal import Decimal

import pytest
from django.test import Client
from knox.settings import knox_settings

from assessment.models import Score
from assessment.scores.services.cycle_moves import move_cycle, score_cycle
from assessment.scores.services.scores import confirm_grade
from cadres.models import ApiToken
from tests.support.assessment import SystemFactory, county_of
from tests.support.cadres import CountyFactory, UserFactory

pytestmark = pytest.mark.django_db

SYSTEMS, CYCLES, VALUES, SCORES = (f"/api/v1/{noun}/" for noun in ("systems", "cycles", "values", "scores"))
EXPORT = f"{SCORES}export/"


@pytest.fixture
def client_of():
    def make(*scopes, **more):
        _, token = ApiToken.objects.create(user=UserFactory(role="client", **more), name="t", scopes=list(scopes))
        return Client(headers={"authorization": f"{knox_settings.AUTH_HEADER_PREFIX} {token}"})

    return make


@pytest.fixture
def cycle(staff):
    return score_cycle(county_of(3, SystemFactory(in_force_now=True), staff), by=staff)


@pytest.mark.parametrize("address", [SYSTEMS, CYCLES, VALUES, SCORES, EXPORT])
def test_the_scope_and_the_remit_decide(address, cycle, client_of):
    assert client_of("assessment").get(address).status_code == 200
    assert client_of("base").get(address).status_code == 403
    assert Client().get(address).status_code == 401
    far = client_of("assessment", remit=CountyFactory(code="330523000000", name="安吉县")).get(address)
    if address == EXPORT:
        assert len(list(csv.reader(far.getvalue().decode().splitlines()))) == 1
    else:
        assert far.json()["results"] == []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "budget"), [(SYSTEMS, 5), (CYCLES, 4), (VALUES, 4), (SCORES, 5), (f"{SCORES}one/", 6)]
)
def test_answers_cost_the_same_for_any_number_of_rows(
    address, budget, rows, staff, client_of, django_assert_max_num_queries
):
    score_cycle(county_of(rows, SystemFactory(in_force_now=True), staff), by=staff)
    client = client_of("assessment")
    client.get(SYSTEMS)  # the day of the token's last use is written
    address = address.replace("one", str(Score.objects.first().pk))
    with django_assert_max_num_queries(budget):
        assert client.get(address).status_code == 200


def test_the_detail_tells_every_input(cycle, client_of):
    score = Score.objects.first()
    row = client_of("assessment").get(f"{SCORES}{score.pk}/").json()
    assert (row["year"], row["division"], row["cadre_name"], row["grade"]) == (
        2025,
        score.division_id,
        score.tenure.cadre.name,
        "",
    )
    assert sum(Decimal(part["points"]) for part in row["parts"]) == Decimal(row["total"]) == score.total
    assert {part["indicator"] for part in row["parts"]} == {"income", "water"}
    assert all(part["low"] and part["value"] for part in row["parts"])


def test_the_list_is_flat_and_comes_in_keyset_pages(cycle, client_of):
    client = client_of("assessment")
    first = client.get(SCORES, {"limit": 2, "year": 2025}).json()
    second = client.get(first["next"]).json()
    assert [len(first["results"]), len(second["results"]), second["next"]] == [2, 1, None]
    found = [row["id"] for row in first["results"] + second["results"]]
    assert found == sorted(Score.objects.values_list("pk", flat=True))
    assert "parts" not in first["results"][0]
    by_total = client.get(SCORES, {"sort": "-total"}).json()["results"]
    totals = [Decimal(row["total"]) for row in by_total]
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) > 1
    assert client.get(SCORES, {"limit": 1000}).status_code == 200
    assert client.get(SCORES, {"yaer": 2025}).status_code == 400


def test_no_score_is_null_not_nought(staff, client_of):
    cycle = county_of(1, SystemFactory(in_force_now=True), staff)
    tenure = cycle.values.first().division.organizations.get().posts.get().tenures.get()
    tenure.held = type(tenure.held)(tenure.held.lower, tenure.held.lower.replace(year=2025, month=3))
    tenure.end_reason = "term_end"
    tenure.save()
    score_cycle(cycle, by=staff)
    row = client_of("assessment").get(SCORES).json()["results"][0]
    assert (row["no_score"], row["total"], row["level_part"]) == ("short", None, None)
    lines = list(csv.DictReader(client_of("assessment").get(EXPORT).getvalue().decode().splitlines()))
    assert (lines[0]["no_score"], lines[0]["total"]) == ("short", "")


def test_the_export_streams_all_rows_within_the_filters(cycle, leader, client_of):
    move_cycle(cycle, "confirm", by=leader)
    score = Score.objects.first()
    confirm_grade(score, grade="competent", by=leader, reason="试验")
    client = client_of("assessment")
    answer = client.get(EXPORT)
    assert answer.streaming
    lines = list(csv.DictReader(answer.getvalue().decode().splitlines()))
    assert len(lines) == 3
    assert {line["id"]: line["total"] for line in lines} == {
        str(pk): f"{total.normalize():f}" for pk, total in Score.objects.values_list("pk", "total")
    }
    graded = list(csv.DictReader(client.get(EXPORT, {"grade": "competent"}).getvalue().decode().splitlines()))
    assert [line["cadre_name"] for line in graded] == [score.tenure.cadre.name]
    assert client.get(EXPORT, {"yaer": 2025}).status_code == 400
    assert client.get(EXPORT, {"year": "x"}).status_code == 400


def test_the_export_costs_one_query_however_many_rows(cycle, client_of, django_assert_max_num_queries):
    client = client_of("assessment")
    client.get(SYSTEMS)
    with django_assert_max_num_queries(6):  # how many they are, and that they were given
        assert client.get(EXPORT).getvalue().count(b"\n") == 4


def test_a_cycle_moves_by_rest(cycle, as_user, leader, staff, client_of):
    address = f"{CYCLES}{cycle.pk}/moves/"

    def move(user, **body):
        return as_user(user).post(address, body, content_type="application/json")

    assert move(staff, move="confirm").status_code == 403
    assert move(leader, move="fly").status_code == 400
    stale = move(leader, move="confirm", seen_stage="collecting")
    assert stale.status_code == 409
    refused = move(leader, move="close")
    assert (refused.status_code, refused.json()["objections"][0]["code"]) == (422, "wrong-stage")
    done = move(leader, move="confirm", seen_stage="scored")
    assert (done.status_code, done.json()["stage"]) == (200, "confirmed")
    row = client_of("assessment").get(f"{CYCLES}{cycle.pk}/").json()
    assert (row["expected"], row["entered"]) == (6, 6)

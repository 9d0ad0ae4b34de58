"""Incentives by REST: scope, remit, cost, moves."""

import pytest
from django.test import Client
from knox.settings import knox_settings

from cadres.models import ApiToken
from tests.support.cadres import CadreFactory, CountyFactory, TownshipUserFactory, UserFactory
from tests.support.incentives import AwardFactory, RateFactory

pytestmark = pytest.mark.django_db

AWARDS, RATES = "/api/v1/awards/", "/api/v1/subsidy-rates/"


@pytest.fixture
def client_of():
    def make(*scopes):
        _, token = ApiToken.objects.create(user=UserFactory(role="client"), name="t", scopes=list(scopes))
        return Client(headers={"authorization": f"{knox_settings.AUTH_HEADER_PREFIX} {token}"})

    return make


@pytest.mark.parametrize("address", [AWARDS, RATES])
def test_the_scope_decides(address, client_of):
    assert client_of("incentives").get(address).status_code == 200
    assert client_of("base").get(address).status_code == 403
    assert Client().get(address).status_code == 401


def test_a_list_is_of_the_own_remit(client_of):
    award = AwardFactory()
    AwardFactory(cadre=CadreFactory(division=CountyFactory(code="330523000000", name="安吉县")))

    found = client_of("incentives").get(AWARDS).json()["results"]

    assert [row["id"] for row in found] == [award.pk]
    assert found[0]["cadre_name"] == award.cadre.name
    assert found[0]["amount"] == "2000.00"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", [AWARDS, RATES])
def test_lists_cost_the_same_for_any_number_of_rows(address, rows, client_of, leader, django_assert_max_num_queries):
    client = client_of("incentives")
    for tier in ("poor", "middling", "developed")[:rows]:
        AwardFactory()
        RateFactory(tier=tier, approved_by=leader)

    with django_assert_max_num_queries(5):
        found = client.get(address).json()["results"]

    assert len(found) == rows


def test_a_move_by_rest(as_user, leader, staff):
    award = AwardFactory(proposed_by=staff)
    address = f"{AWARDS}{award.pk}/moves/"
    browser = as_user(leader)

    refused = browser.post(address, {"move": "refuse"}, content_type="application/json")
    assert (refused.status_code, refused.json()["objections"][0]["code"]) == (422, "reason-missing")
    done = browser.post(address, {"move": "approve", "seen_stage": "proposed"}, content_type="application/json")
    assert done.json()["stage"] == "approved"
    stale = browser.post(
        address, {"move": "refuse", "seen_stage": "proposed", "reason": "r"}, content_type="application/json"
    )
    assert stale.status_code == 409


def test_a_client_reads_but_does_not_move(client_of):
    award = AwardFactory()

    answer = client_of("incentives").post(
        f"{AWARDS}{award.pk}/moves/", {"move": "approve"}, content_type="application/json"
    )

    assert answer.status_code == 403


def test_a_township_leader_has_no_list(as_user):
    assert as_user(TownshipUserFactory()).get(AWARDS).status_code == 403


def test_a_rate_tells_whether_it_is_in_force(client_of, leader):
    RateFactory()
    RateFactory(tier="middling", approved_by=leader)

    found = {row["tier"]: row["in_force"] for row in client_of("incentives").get(RATES).json()["results"]}

    assert found == {"poor": False, "middling": True}

"""Merged records in the API: the old address leads on, as far as the reader reaches."""

from django.test import Client

from cadres.models import Cadre, FileAccess
from cadres.platform.accounts.services.tokens import make_token
from cadres.platform.merging.services import merges
from cadres.registry.protection.services import declare_kinship, settle_kinship
from tests.cadres.platform.merging.test_services import merged
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, OrganizationFactory, UserFactory


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

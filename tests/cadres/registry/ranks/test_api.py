from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.registry.posts.choices import Grade
from cadres.registry.ranks import services
from cadres.registry.ranks.choices import Basis, Rank
from tests.support.cadres import CadreFactory, CountyFactory

pytestmark = pytest.mark.django_db


def results(api, **asked):
    answer = api.get("/api/v1/ranks/", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_every_level_and_rank_in_reach_with_its_days(api, staff):
    cadre = CadreFactory(name="张三")
    values = {"rank": Rank.PRINCIPAL_3, "since": date(2020, 5, 9), "basis": Basis.PROMOTION, "document": "1号"}
    record = services.enter_rank(cadre, values, by=staff)
    CadreFactory(division=CountyFactory(code="511922000000", name="另县"))

    found = {row["rank"]: row for row in results(api)}

    assert set(found) == {Grade.SECTION_DEPUTY, Rank.PRINCIPAL_3}
    assert found[Rank.PRINCIPAL_3] == {
        "id": record.pk,
        "cadre": cadre.pk,
        "cadre_name": "张三",
        "division": cadre.division_id,
        "ladder": "rank",
        "rank": Rank.PRINCIPAL_3,
        "since": "2020-05-09",
        "until": None,
        "basis": "promotion",
        "document": "1号",
    }
    assert api.get(f"/api/v1/ranks/{record.pk}/").json()["id"] == record.pk


def test_the_list_is_narrowed(api, staff):
    one, other = CadreFactory(name="张三"), CadreFactory(name="李四")
    chief = {"rank": Grade.SECTION_CHIEF, "since": date(2024, 5, 1), "basis": Basis.APPOINTMENT, "document": ""}
    services.enter_rank(one, chief, by=staff)
    assert [row["rank"] for row in results(api, cadre=one.pk, present="true")] == [Grade.SECTION_CHIEF]
    assert len(results(api, present="false")) == 1
    assert {row["cadre"] for row in results(api, rank=Grade.SECTION_DEPUTY)} == {one.pk, other.pk}
    assert len(results(api, q="李四")) == 1
    assert results(api, ladder="rank") == []
    assert len(results(api, since_after="2024-05-01")) == 1


def test_the_list_costs_the_same_for_one_and_for_three(api, django_assert_num_queries):
    CadreFactory()
    results(api)
    with CaptureQueriesContext(connection) as one:
        results(api)
    CadreFactory.create_batch(2)
    with django_assert_num_queries(len(one.captured_queries)):
        assert len(results(api)) == 3


@pytest.mark.parametrize("asked", [{"cadre": "x"}, {"rank": "x"}, {"since_after": "x"}])
def test_what_cannot_be_asked_is_said(api, asked):
    assert api.get("/api/v1/ranks/", asked).status_code == 400

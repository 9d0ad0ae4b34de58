"""Grade and its first month follow from the history whichever door is tried; the database is the last guard."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse

from cadres.models import Cadre, RankRecord
from cadres.registry.cadre_files.services.files import change_file, change_files
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks.choices import Ladder, Rank
from tests.support.cadres import CadreFactory
from tests.support.refusals import refusal, refused

pytestmark = pytest.mark.django_db

BEFORE = (Grade.SECTION_DEPUTY, date(2018, 5, 1))


def file_says(cadre):
    return Cadre.objects.values_list("grade", "grade_since").get(pk=cadre.pk)


@pytest.mark.parametrize(
    "values",
    [
        {"grade": Grade.SECTION_CHIEF},
        {"grade_since": date(2019, 1, 1)},
        {"grade": Grade.STAFF, "grade_since": None},
    ],
)
def test_no_statement_sets_the_grade(values):
    cadre = CadreFactory()
    refused("grade_follows_ranks", lambda: Cadre.objects.filter(pk=cadre.pk).update(**values))
    for name, value in values.items():
        setattr(cadre, name, value)
    refused("grade_follows_ranks", cadre.save)
    refused("grade_follows_ranks", lambda: Cadre.objects.bulk_update([cadre], list(values)))
    assert file_says(cadre) == BEFORE


def test_what_agrees_with_the_history_may_be_saved():
    cadre = CadreFactory()
    cadre.health = "健康"
    cadre.save()
    Cadre.objects.filter(pk=cadre.pk).update(grade=F("grade"), grade_since=F("grade_since"))
    assert file_says(cadre) == BEFORE


def test_every_statement_on_the_history_is_followed():
    cadre, other = CadreFactory(), CadreFactory(grade=Grade.STAFF, grade_since=None)
    record = RankRecord.objects.filter(cadre=cadre)
    record.update(rank=Grade.COUNTY_DEPUTY)
    assert file_says(cadre) == (Grade.COUNTY_DEPUTY, date(2018, 5, 1))
    record.update(since=None)
    assert file_says(cadre) == (Grade.COUNTY_DEPUTY, None)
    record.update(cadre=other)
    assert (file_says(cadre), file_says(other)) == ((Grade.STAFF, None), (Grade.COUNTY_DEPUTY, None))
    RankRecord.objects.filter(cadre=other).delete()
    assert file_says(other) == (Grade.STAFF, None)
    RankRecord.objects.bulk_create(
        [
            RankRecord(cadre=other, ladder=Ladder.LEADING, rank=Grade.SECTION_DEPUTY, since=date(2020, 1, 1)),
            RankRecord(cadre=other, ladder=Ladder.RANK, rank=Rank.CONSULTANT_4, since=date(2024, 1, 1)),
        ]
    )
    assert file_says(other) == (Grade.SECTION_DEPUTY, date(2020, 1, 1))


def test_services_of_the_file_refuse_it(staff):
    cadre, values = CadreFactory(), {"grade": Grade.SECTION_CHIEF, "health": "健康"}
    assert refusal(change_file, cadre, values, by=staff) == ["grade-derived"]
    cadre.refresh_from_db()
    assert refusal(change_files, [(cadre, {"grade_since": None})], by=staff) == ["grade-derived"]
    assert file_says(cadre) == BEFORE


def test_the_form_of_an_open_file_leaves_it(staff, as_user):
    cadre = CadreFactory()
    client, address = as_user(staff), reverse("cadres:cadre_change", args=[cadre.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"grade": Grade.COUNTY_CHIEF, "grade_since": "2020-01-01", "health": "健康"}
    assert client.post(address, sent).status_code == 302
    assert (file_says(cadre), Cadre.objects.get(pk=cadre.pk).health) == (BEFORE, "健康")


def test_the_api_only_reads(api):
    cadre = CadreFactory()
    for method in (api.patch, api.put, api.post):
        for address in (f"/api/v1/cadres/{cadre.pk}/", f"/api/v1/ranks/{cadre.ranks.get().pk}/"):
            answer = method(address, {"grade": "e_county_chief"}, content_type="application/json")
            assert answer.status_code == 405
    assert file_says(cadre) == BEFORE


@pytest.mark.parametrize(
    ("constraint", "statement"),
    [
        (
            "cadres_rank_one_at_a_time",
            """INSERT INTO cadres_rankrecord (cadre_id, ladder, rank, since, basis, document)
               VALUES (%s, 'leading', 'c_section_chief', '2020-01-01', 'file', '')""",
        ),
        ("cadres_rank_days", "UPDATE cadres_rankrecord SET until = since WHERE cadre_id = %s"),
        ("cadres_rank_of_its_ladder", "UPDATE cadres_rankrecord SET rank = 'r01_clerk_2' WHERE cadre_id = %s"),
        ("cadres_rank_of_its_ladder", "UPDATE cadres_rankrecord SET ladder = 'rank' WHERE cadre_id = %s"),
    ],
)
def test_the_database_refuses_an_unsound_history(constraint, statement):
    cadre = CadreFactory()

    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement, [cadre.pk])

    refused(constraint, run)


def test_a_merged_file_gets_no_rank():
    merged = CadreFactory(merged_into=CadreFactory())
    refused(
        "living_only",
        lambda: RankRecord.objects.create(cadre=merged, ladder=Ladder.RANK, rank=Rank.CLERK_1),
    )

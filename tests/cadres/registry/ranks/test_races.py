"""Two clerks at one file at once."""

from datetime import date

import pytest

from cadres.models import Cadre, RankRecord, Step
from cadres.registry.cadre_files.services.files import change_file
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks import services
from cadres.registry.ranks.choices import Basis, Ladder
from cadres.shared.errors import OutOfDate
from cadres.shared.pages.edit_conflicts import fingerprint
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.concurrency import refusals, run_concurrently


def chief(since):
    return {"rank": Grade.SECTION_CHIEF, "since": since, "basis": Basis.APPOINTMENT, "document": ""}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_the_same_level_one_is_refused():
    cadre, one, other = CadreFactory(), UserFactory(), UserFactory()

    results = run_concurrently(
        lambda: services.enter_rank(cadre, chief(date(2024, 5, 1)), by=one),
        lambda: services.enter_rank(cadre, chief(date(2024, 6, 1)), by=other),
    )

    (refused,) = refusals(results)
    assert [o.code for o in refused.objections] == ["rank-held"]
    (entered,) = (result for result in results if isinstance(result, RankRecord))
    rows = RankRecord.objects.filter(cadre=cadre, ladder=Ladder.LEADING).order_by("since")
    assert list(rows.values_list("rank", "until")) == [
        (Grade.SECTION_DEPUTY, entered.since),
        (Grade.SECTION_CHIEF, None),
    ]
    stored = Cadre.objects.get(pk=cadre.pk)
    assert (stored.grade, stored.grade_since) == (Grade.SECTION_CHIEF, entered.since)
    assert Step.objects.filter(move="enter_rank").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_one_record_the_second_is_told():
    cadre, one, other = CadreFactory(), UserFactory(), UserFactory()
    record = cadre.ranks.get()
    seen = fingerprint(record, services.FIELDS)

    results = run_concurrently(
        lambda: services.correct_rank(record, {"since": date(2018, 6, 1)}, by=one, reason="文件", seen=seen),
        lambda: services.end_rank(record, until=date(2024, 1, 1), by=other, reason="免职", seen=seen),
    )

    (refused,) = refusals(results)
    assert isinstance(refused, OutOfDate)
    assert Step.objects.filter(move__in=("correct_rank", "end_rank")).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_who_saves_the_particulars_and_one_who_enters_a_level_do_not_undo_each_other():
    cadre, one, other = CadreFactory(), UserFactory(), UserFactory()
    results = run_concurrently(
        lambda: change_file(cadre, {"health": "健康"}, by=one),
        lambda: services.enter_rank(cadre, chief(date(2024, 5, 1)), by=other),
    )

    assert refusals(results) == []
    stored = Cadre.objects.get(pk=cadre.pk)
    assert (stored.health, stored.grade, stored.grade_since) == ("健康", Grade.SECTION_CHIEF, date(2024, 5, 1))

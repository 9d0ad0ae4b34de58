"""Levels and ranks entered, ended, corrected and removed; the file's grade follows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from cadres.models import AnnualResult, Cadre, Kinship, RankRecord, Step
from cadres.registry.cadre_files.services.files import open_file
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks import services
from cadres.registry.ranks.choices import Basis, Ladder, Rank
from cadres.shared.errors import OutOfDate
from cadres.shared.pages.edit_conflicts import fingerprint
from tests.support.cadres import CadreFactory, CountyFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

CHIEF = {
    "rank": Grade.SECTION_CHIEF,
    "since": date(2024, 5, 1),
    "basis": Basis.APPOINTMENT,
    "document": "平委干〔2024〕5号",
}


def rank(rank, since, basis=Basis.PROMOTION):
    return {"rank": rank, "since": since, "basis": basis, "document": ""}


def file_says(cadre):
    return Cadre.objects.values_list("grade", "grade_since").get(pk=cadre.pk)


def history(cadre, ladder=Ladder.LEADING):
    rows = RankRecord.objects.filter(cadre=cadre, ladder=ladder).order_by("pk")
    return list(rows.values_list("rank", "since", "until"))


def test_a_new_file_begins_its_history():
    cadre = CadreFactory()
    assert history(cadre) == [(Grade.SECTION_DEPUTY, date(2018, 5, 1), None)]
    assert cadre.ranks.get().basis == Basis.FILE
    assert history(CadreFactory(grade=Grade.SECTION_DEPUTY, grade_since=None)) == [(Grade.SECTION_DEPUTY, None, None)]
    assert history(CadreFactory(grade=Grade.STAFF, grade_since=None)) == []
    assert history(CadreFactory(grade=Grade.STAFF, grade_since=date(2020, 1, 1))) == [
        (Grade.STAFF, date(2020, 1, 1), None)
    ]


def test_a_file_opened_by_hand_begins_its_history(staff):
    values = {"name": "李四", "sex": "1", "born_on": date(1985, 1, 1), "grade": Grade.SECTION_DEPUTY}
    cadre = open_file({**values, "division": CountyFactory()}, by=staff)
    assert history(cadre) == [(Grade.SECTION_DEPUTY, None, None)]


def test_a_higher_level_ends_the_one_before_and_the_file_follows_in_one_step(staff):
    cadre = CadreFactory()
    record = services.enter_rank(cadre, CHIEF, by=staff)

    assert file_says(cadre) == (Grade.SECTION_CHIEF, date(2024, 5, 1))
    assert history(cadre) == [
        (Grade.SECTION_DEPUTY, date(2018, 5, 1), date(2024, 5, 1)),
        (Grade.SECTION_CHIEF, date(2024, 5, 1), None),
    ]
    assert record.recorded_by == staff
    seen = Cadre.pgh_event_model.objects.filter(pgh_obj_id=cadre.pk, pgh_label="update")
    assert list(seen.values_list("grade", flat=True)) == [Grade.SECTION_CHIEF]
    step = Step.objects.get(move="enter_rank")
    assert (step.subject, step.source, step.target) == (
        f"cadres.cadre:{cadre.pk}",
        Grade.SECTION_DEPUTY,
        Grade.SECTION_CHIEF,
    )


def test_a_rank_leaves_the_level_alone(staff):
    cadre = CadreFactory()
    services.enter_rank(cadre, rank(Rank.PRINCIPAL_3, date(2020, 5, 1)), by=staff)
    assert file_says(cadre) == (Grade.SECTION_DEPUTY, date(2018, 5, 1))
    assert history(cadre, Ladder.RANK) == [(Rank.PRINCIPAL_3, date(2020, 5, 1), None)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"since": date(2018, 5, 1)}, "before-present"),
        ({"since": date(2017, 5, 1)}, "before-present"),
        ({"since": None}, "before-present"),
        ({"rank": Grade.SECTION_DEPUTY}, "rank-held"),
    ],
)
def test_a_level_begins_after_the_one_held_now(staff, change, code):
    assert refusal(services.enter_rank, CadreFactory(), {**CHIEF, **change}, by=staff) == [code]
    services.enter_rank(CadreFactory(), {**CHIEF, "since": date(2018, 5, 2)}, by=staff)


def test_nothing_begins_before_what_has_ended(staff):
    cadre = CadreFactory()
    services.end_rank(cadre.ranks.get(), until=date(2024, 5, 2), by=staff, reason="免职")
    assert refusal(services.enter_rank, cadre, CHIEF, by=staff) == ["rank-overlaps"]
    services.enter_rank(cadre, {**CHIEF, "since": date(2024, 5, 2)}, by=staff)


def test_too_early_reminds_and_goes_on_record(staff):
    cadre = CadreFactory()
    services.enter_rank(cadre, rank(Rank.CLERK_2, date(2020, 1, 1), Basis.CONVERSION), by=staff)
    services.enter_rank(cadre, rank(Rank.CLERK_1, date(2021, 12, 31)), by=staff)
    (warning,) = Step.objects.filter(move="enter_rank").latest("pk").warnings
    assert "2022" in warning


@pytest.mark.parametrize(
    ("grade", "on", "warnings"),
    [
        ("excellent", date(2021, 6, 30), 1),
        ("excellent", date(2021, 7, 1), 0),
        ("basic", date(2022, 12, 31), 1),
        ("basic", date(2023, 1, 1), 0),
    ],
)
def test_yearly_results_move_the_day(staff, grade, on, warnings):
    cadre = CadreFactory()
    AnnualResult.objects.create(cadre=cadre, year=2020, grade=grade)
    services.enter_rank(cadre, rank(Rank.CLERK_2, date(2020, 1, 1), Basis.CONVERSION), by=staff)
    services.enter_rank(cadre, rank(Rank.CLERK_1, on), by=staff)
    assert len(Step.objects.filter(move="enter_rank").latest("pk").warnings) == warnings


def test_a_rank_is_skipped_only_by_who_may_with_a_reason(staff, leader):
    cadre, far = CadreFactory(), rank(Rank.PRINCIPAL_1, date(2024, 1, 1))
    enter = services.enter_rank
    assert refusal(enter, cadre, far, by=staff, override=True, reason="急需") == [
        "rank-skipped",
        "override-not-permitted",
    ]
    assert refusal(enter, cadre, far, by=leader, override=True) == ["rank-skipped", "reason-missing"]
    enter(cadre, far, by=leader, override=True, reason="省委批准破格")
    assert len(Step.objects.get(move="enter_rank").overridden) == 1


def test_what_papers_say_is_not_judged(staff):
    enter = services.enter_rank
    enter(CadreFactory(), rank(Rank.INSPECTOR_2, date(2024, 1, 1), Basis.FILE), by=staff)
    assert refusal(enter, CadreFactory(), rank(Rank.INSPECTOR_2, date(2024, 1, 1)), by=staff) == ["rank-above-county"]


def test_a_level_ends_without_another(staff):
    cadre = CadreFactory()
    record = cadre.ranks.get()
    tomorrow = localdate() + timedelta(days=1)
    assert refusal(services.end_rank, record, until=tomorrow, by=staff, reason="") == ["until-later", "reason-missing"]
    services.end_rank(record, until=date(2024, 1, 1), by=staff, reason="免职")
    assert file_says(cadre) == (Grade.STAFF, None)
    assert refusal(services.end_rank, record, until=date(2024, 2, 1), by=staff, reason="再次") == ["rank-ended"]


def test_a_correction_needs_a_reason_and_a_fresh_look(staff):
    cadre = CadreFactory()
    record = cadre.ranks.get()
    seen = fingerprint(record, services.FIELDS)
    values = {"since": date(2019, 5, 1)}
    assert refusal(services.correct_rank, record, values, by=staff, reason=" ") == ["reason-missing"]
    services.correct_rank(record, values, by=staff, reason="任职文件", seen=seen)
    assert file_says(cadre) == (Grade.SECTION_DEPUTY, date(2019, 5, 1))
    event = RankRecord.pgh_event_model.objects.filter(pgh_obj_id=record.pk).latest("pgh_id")
    assert (event.since, event.pgh_context.metadata["reason"]) == (date(2019, 5, 1), "任职文件")
    with pytest.raises(OutOfDate):
        services.correct_rank(record, {"since": date(2020, 5, 1)}, by=staff, reason="x", seen=seen)
    other = {"rank": Rank.PRINCIPAL_3}
    assert refusal(services.correct_rank, record, other, by=staff, reason="x") == ["other-ladder"]


def test_a_correction_cannot_run_into_a_neighbour(staff):
    cadre = CadreFactory()
    chief = services.enter_rank(cadre, CHIEF, by=staff)
    with pytest.raises(ValidationError):
        services.correct_rank(chief, {"since": date(2024, 4, 30)}, by=staff, reason="x")
    with pytest.raises(ValidationError):
        services.correct_rank(chief, {"until": date(2024, 5, 1)}, by=staff, reason="x")
    services.correct_rank(chief, {"since": date(2024, 5, 2)}, by=staff, reason="x")


def test_what_was_entered_by_mistake_is_removed(staff):
    cadre = CadreFactory()
    record = cadre.ranks.get()
    assert refusal(services.remove_rank, record, by=staff, reason="") == ["reason-missing"]
    services.remove_rank(record, by=staff, reason="录错")
    assert (history(cadre), file_says(cadre)) == ([], (Grade.STAFF, None))
    assert refusal(services.remove_rank, record, by=staff, reason="录错") == ["removed-meanwhile"]
    labels = RankRecord.pgh_event_model.objects.filter(pgh_obj_id=record.pk).values_list("pgh_label", flat=True)
    assert sorted(labels) == ["delete", "insert"]


def test_a_past_one_is_taken_from_the_papers(staff):
    cadre = CadreFactory()
    past = rank(Grade.STAFF, date(2010, 1, 1), Basis.FILE)
    services.enter_past_rank(cadre, past, until=date(2018, 5, 1), by=staff)
    assert file_says(cadre) == (Grade.SECTION_DEPUTY, date(2018, 5, 1))
    with pytest.raises(ValidationError):
        services.enter_past_rank(cadre, past, until=date(2018, 5, 2), by=staff)
    later = {**past, "since": date(2019, 1, 1)}
    tomorrow = localdate() + timedelta(days=1)
    assert refusal(services.enter_past_rank, cadre, later, until=tomorrow, by=staff) == ["until-later"]


def test_a_merged_file_takes_nothing_in(staff):
    cadre = CadreFactory(merged_into=CadreFactory())
    assert refusal(services.enter_rank, cadre, CHIEF, by=staff) == ["merged"]


def test_own_files_are_left_to_colleagues(staff, leader):
    cadre = CadreFactory()
    Kinship.objects.create(user=staff, cadre=cadre, relation="本人", stage="confirmed", confirmed_by=leader)
    with pytest.raises(PermissionDenied):
        services.enter_rank(cadre, CHIEF, by=staff)
    with pytest.raises(PermissionDenied):
        services.remove_rank(cadre.ranks.get(), by=staff, reason="x")


def test_an_appointment_brings_the_level_of_the_post(staff):
    cadre = CadreFactory()
    services.enter_level(cadre, Grade.SECTION_CHIEF, on=date(2024, 5, 1), document="平委干〔2024〕5号", by=staff)
    assert file_says(cadre) == (Grade.SECTION_CHIEF, date(2024, 5, 1))
    assert cadre.ranks.present().get().basis == Basis.APPOINTMENT
    same = {"on": date(2025, 5, 1), "document": "", "by": staff}
    assert refusal(services.enter_level, cadre, Grade.SECTION_CHIEF, **same) == ["rank-held"]

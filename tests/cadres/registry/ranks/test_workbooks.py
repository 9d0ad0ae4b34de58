"""Levels and ranks in and out of workbooks; the workbook of cadres leaves an open file's grade."""

from datetime import date

import pytest

from cadres.models import Cadre, RankRecord, Step
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks import services
from cadres.registry.ranks.choices import Basis, Rank
from tests.support.cadres import CadreFactory
from tests.support.imports import ONE, counts, exported, preview, rows, take_in
from tests.support.workbooks import rows_of, workbook

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = (Grade.SECTION_DEPUTY, date(2018, 5, 1))
HEADER = ("姓名", "出生年月", "职务层次或职级", "任职级时间", "免职级时间", "依据", "文号")


def file_says(cadre):
    return Cadre.objects.values_list("grade", "grade_since").get(pk=cadre.pk)


def row(rank, since="", until="", basis="", document=""):
    return ("张三", "1982.03", rank, since, until, basis, document)


def zhang(**values):
    return CadreFactory(name="张三", **values)


def sheet(*lines):
    return workbook(HEADER, lines)


def faults(previewed):
    return [text for one in rows(previewed, "refused") for _column, text in one["faults"]]


def test_a_whole_career_comes_in_at_one_time_in_any_order(staff):
    cadre = zhang()
    file = sheet(
        row("三级主任科员", "2022.03", "", "晋升", "平组职〔2022〕3号"),
        row("正科级", "2021-06-15", "", "任命", "平委干〔2021〕7号"),
        row("四级主任科员", "2019.06", "2022.03", "套转"),
        row("乡科级副职", "2018.05", "2021-06-15"),
        row("科员", "2008.07", "2018.05"),
    )
    previewed = preview(file, staff, resource="ranks")
    assert counts(previewed) == (4, 1, 0, 0), rows(previewed, "refused")
    take_in(previewed, staff)

    assert file_says(cadre) == (Grade.SECTION_CHIEF, date(2021, 6, 15))
    stored = RankRecord.objects.filter(cadre=cadre).order_by("ladder", "since")
    assert list(stored.values_list("rank", "since", "until", "basis", "document")) == [
        (Grade.STAFF, date(2008, 7, 1), date(2018, 5, 1), "file", ""),
        (Grade.SECTION_DEPUTY, date(2018, 5, 1), date(2021, 6, 15), "file", ""),
        (Grade.SECTION_CHIEF, date(2021, 6, 15), None, "appointment", "平委干〔2021〕7号"),
        (Rank.PRINCIPAL_4, date(2019, 6, 1), date(2022, 3, 1), "conversion", ""),
        (Rank.PRINCIPAL_3, date(2022, 3, 1), None, "promotion", "平组职〔2022〕3号"),
    ]
    assert Step.objects.filter(move__in=("enter_rank", "correct_rank"), by=staff).count() == 5


def test_a_first_day_that_was_not_known_is_filled_in(staff):
    cadre = zhang(grade_since=None)
    take_in(preview(sheet(row("副科级", "2018.05")), staff, resource="ranks"), staff)
    assert file_says(cadre) == BEFORE
    assert cadre.ranks.count() == 1


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (row("特级主任科员", "2018.05"), "Not in the list"),
        (row("正科级", "2099-01-01"), "future"),
        (row("正科级", "2020.05", "2020.05"), "cannot end before"),
        (row("副科级", "2018.05", "2099-01-01"), "future"),
    ],
)
def test_what_cannot_be_is_refused_in_the_preview(staff, line, text):
    zhang()
    previewed = preview(sheet(line), staff, resource="ranks")
    assert text in str(faults(previewed))


def test_what_the_service_refuses_is_said_in_the_preview(staff):
    cadre = zhang()
    previewed = preview(sheet(row("正科级", "2017.05")), staff, resource="ranks")
    assert "is held now" in str(faults(previewed))
    assert cadre.ranks.count() == 1


def test_what_goes_out_comes_in_unchanged(staff):
    cadre = zhang(identity_number=ONE)
    chief = {"rank": Grade.SECTION_CHIEF, "since": date(2024, 5, 9), "basis": Basis.APPOINTMENT, "document": "5号"}
    services.enter_rank(cadre, chief, by=staff)
    data = exported("ranks", staff)
    _title, header, *lines = rows_of(data)
    assert len(lines) == 2
    again = preview(workbook(header, lines), staff, resource="ranks")
    assert counts(again) == (0, 0, 2, 0), rows(again, "refused")


def test_a_workbook_of_cadres_says_that_it_stays(staff):
    cadre = CadreFactory(name="张三", born_on=date(1982, 3, 17), identity_number=ONE)
    header = ("姓名", "身份证号", "健康状况", "职务层次", "任现职级时间")
    previewed = preview(workbook(header, [("张三", ONE, "健康", "正科级", "2024.05")]), staff)
    assert counts(previewed) == (0, 1, 0, 0)
    (one,) = rows(previewed, "changed")
    assert "Levels and ranks" in str(one)
    take_in(previewed, staff)
    assert (file_says(cadre), Cadre.objects.get(pk=cadre.pk).health) == (BEFORE, "健康")


def test_a_new_file_from_a_workbook_begins_its_history(staff):
    header = ("姓名", "性别", "出生年月", "职务层次", "任现职级时间")
    take_in(preview(workbook(header, [("王五", "男", "1982.03", "正科级", "2024.05")]), staff), staff)
    record = RankRecord.objects.get(cadre__name="王五")
    assert (record.rank, record.since, record.basis) == (Grade.SECTION_CHIEF, date(2024, 5, 1), "file")

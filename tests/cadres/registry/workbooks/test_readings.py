"""What cells mean is the same in every workbook: shares, ethnic groups, numbers of persons, days before birth."""

from datetime import date

import pytest
from openpyxl import Workbook

from cadres.models import Cadre, DivisionProfile, RankRecord, Tenure
from tests.support.assessment import CycleFactory
from tests.support.cadres import CadreFactory, CountyFactory, PostFactory, TownshipFactory
from tests.support.imports import counts, preview, rows, take_in
from tests.support.workbooks import identity, upload, workbook

pytestmark = pytest.mark.django_db(transaction=True)


def shares(header, places, column):
    """A workbook whose second row shows 85 % by its format, whose third says it as text."""
    book = Workbook()
    book.active.append(header)
    for place, share in zip(places, (0.85, "85%", 85, "８５％"), strict=True):
        book.active.append([share if text is ... else text for text in place])
    book.active.cell(2, column).number_format = "0%"
    return upload(book)


def test_a_share_is_one_number_however_the_cell_has_it(staff):
    towns = [TownshipFactory() for _ in range(4)]
    header = ["乡镇", "年度", "常住人口（人）", "面积（平方公里）", "山地占比（%）", "距县城（公里）"]
    header += ["农村居民人均可支配收入（元）", "财政收入（万元）"]
    profiles = shares(header, [[town.code, 2025, 12000, 80, ..., 45, 12000, 300] for town in towns], 5)
    cycle = CycleFactory()
    values = shares(["乡镇", "年度", "指标", "指标值"], [[town.code, 2025, "water", ...] for town in towns], 4)

    for key, file in (("profiles", profiles), ("values", values)):
        take_in(preview(file, staff, resource=key), staff)

    assert set(DivisionProfile.objects.values_list("mountain_share", flat=True)) == {85}
    assert set(cycle.values.values_list("number", flat=True)) == {85}


def test_ethnic_groups_have_one_spelling_and_unknown_ones_are_pointed_out(staff):
    CountyFactory()
    people = [("甲一", "汉"), ("甲二", "维族"), ("甲三", "汉  族"), ("甲四", "穿青人")]
    file = workbook(("姓名", "性别", "出生年月", "民族"), [(name, "男", "1980.01", group) for name, group in people])

    found = preview(file, staff)
    take_in(found, staff)

    assert list(Cadre.objects.order_by("pk").values_list("ethnicity", flat=True)) == [
        "汉族",
        "维吾尔族",
        "汉族",
        "穿青人",
    ]
    assert [bool(row.get("notes")) for row in rows(found, "new")] == [False, False, False, True]


@pytest.mark.parametrize(
    ("sex", "born", "told"),
    [
        ("男", "1985.05", []),
        ("女", "1985.05", ["Sex"]),
        ("男", "1975.01", ["Month of birth"]),
        ("女", "1975.01", ["Month of birth", "Sex"]),
    ],
)
def test_a_number_that_contradicts_sex_or_month_is_pointed_out(staff, sex, born, told):
    CountyFactory()
    number = identity("51192319850512303")
    file = workbook(("姓名", "性别", "出生年月", "身份证号"), [("矛盾甲", sex, born, number)])

    found = preview(file, staff)

    assert counts(found) == (1, 0, 0, 0)
    assert [label for label, _text in rows(found, "new")[0].get("notes", [])] == told


def test_a_number_on_file_that_contradicts_a_changed_month_is_pointed_out(staff):
    cadre = CadreFactory(name="矛盾乙", born_on=date(1985, 5, 12), identity_number=identity("51192319850512303"))
    file = workbook(("身份证号", "出生年月"), [(cadre.identity_number, "1986.05")])

    assert rows(preview(file, staff), "changed")[0]["notes"][0][0] == "Month of birth"


def test_no_tenure_and_no_rank_begins_before_birth(staff):
    post = PostFactory()
    CadreFactory(name="蔡广勇", born_on=date(1980, 6, 1))
    tenures = workbook(
        ("姓名", "出生年月", "单位名称", "职务名称", "任职时间", "免职时间", "离任原因"),
        [("蔡广勇", "1980.06", post.organization.name, post.name, "1979-03-01", "1980-01-01", "辞职")],
    )
    ranks = workbook(
        ("姓名", "出生年月", "职级", "任职级时间", "免职级时间"),
        [("蔡广勇", "1980.06", "正科级", "1979.03", "1980.01")],
    )

    for key, file, label in (("tenures", tenures, "Since"), ("ranks", ranks, "Since")):
        (row,) = rows(preview(file, staff, resource=key), "refused")
        assert [(column, "before birth" in text) for column, text in row["faults"]] == [(label, True)]
    assert not Tenure.objects.exists()
    assert RankRecord.objects.count() == 1

"""What cells mean is the same in every workbook: shares, ethnic groups, numbers of persons, days before birth."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cadres.models import Cadre, DivisionProfile, RankRecord, Tenure
from tests.support.assessment import CycleFactory
from tests.support.cadres import CadreFactory, CountyFactory, PostFactory, TenureFactory, TownshipFactory
from tests.support.imports import counts, file_of, preview, rows, take_in
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


SWAP = ("姓名", "出生年月", "单位名称", "职务名称", "任职时间", "免职时间", "任职方式", "离任原因")


@pytest.mark.parametrize("between", [0, 3])
@pytest.mark.parametrize("turned", [False, True])
def test_the_successor_may_stand_before_who_leaves(staff, monkeypatch, between, turned):
    """Two change posts, whatever the order of the lines and however many stand between them."""
    monkeypatch.setattr("cadres.platform.imports.services.engine.CHUNK", 2)
    old, new = PostFactory(), PostFactory(name="副书记", kind="deputy_secretary")
    leaver = TenureFactory(cadre__name="老张", cadre__born_on=date(1980, 6, 1), post=old).cadre
    comer = TenureFactory(cadre__name="小李", cadre__born_on=date(1982, 4, 1), post=new).cadre
    lines = [
        ("小李", "1982.04", old.organization.name, old.name, "2025-11-01", None, "交流", None),
        *[
            ("无此人", "1982.04", old.organization.name, old.name, f"200{n}-01-01", None, None, None)
            for n in range(between)
        ],
        ("老张", "1980.06", new.organization.name, new.name, "2025-11-01", None, "交流", None),
        ("小李", "1982.04", new.organization.name, new.name, "2023-01-10", "2025-11-01", None, "交流"),
        ("老张", "1980.06", old.organization.name, old.name, "2023-01-10", "2025-11-01", None, "交流"),
    ]

    found = preview(workbook(SWAP, lines[::-1] if turned else lines), staff, resource="tenures")
    done = take_in(found, staff, whole=False)

    assert counts(found) == counts(done) == (2, 2, 0, between)
    running = Tenure.objects.filter(held__upper_inf=True)
    assert {(row.cadre_id, row.post_id) for row in running} == {(comer.pk, old.pk), (leaver.pk, new.pk)}
    assert [row["line"] for row in rows(found, "new")] == sorted(row["line"] for row in rows(found, "new"))


def test_who_cannot_come_even_when_all_others_have_is_refused_once(staff):
    post = PostFactory()
    TenureFactory(cadre__name="老张", cadre__born_on=date(1980, 6, 1), post=post)
    CadreFactory(name="小李", born_on=date(1982, 4, 1))
    line = ("小李", "1982.04", post.organization.name, post.name, "2025-11-01", None, "交流", None)

    (row,) = rows(preview(workbook(SWAP, [line]), staff, resource="tenures"), "refused")

    assert ["No seat" in text for _label, text in row["faults"]] == [True]


def test_everything_that_a_new_row_gets_unasked_stands_in_the_preview(staff):
    post, county = PostFactory(), CountyFactory()
    town = post.organization.division
    CadreFactory(name="小李", born_on=date(1982, 4, 1), grade="a_staff", grade_since=None)
    profile = ("乡镇", "年度", "常住人口（人）", "面积（平方公里）", "山地占比（%）", "距县城（公里）")
    profile += ("农村居民人均可支配收入（元）", "财政收入（万元）")
    told = {
        "cadres": (("姓名", "性别", "出生年月"), ("缪强", "男", "1980.01")),
        "tenures": (SWAP[:5], ("小李", "1982.04", post.organization.name, post.name, "2025-01-01")),
        "ranks": (("姓名", "出生年月", "职级"), ("小李", "1982.04", "正科级")),
        "posts": (
            ("单位名称", "职务", "职务类别", "职务层次"),
            (post.organization.name, "委员", "党委委员", "副科级"),
        ),
        "profiles": (profile, (town.code, 2024, 1, 1, 1, 1, 1, 1)),
    }
    found = {}
    for key, (header, line) in told.items():
        job = preview(workbook(header, [line]), staff, resource=key)
        assert counts(job) == (1, 0, 0, 0), (key, rows(job, "refused"))
        found[key] = {column: value for column, value, _number in job.report["defaults"]}
        assert set(rows(job, "new")[0]["defaults"]) == set(found[key])

    assert found == {
        "cadres": {
            "Political status": "Not known",
            "Grade": "Staff member",
            "Status": "Serving",
            "Managed by": str(county),
            "Pinyin": "miao qiang",
        },
        "tenures": {"Came by": "Taken from the file"},
        "ranks": {"Basis": "As the file says"},
        "posts": {"Approved number": "1", "Filled by election": "no"},
        "profiles": {"Lifted out of poverty after 2013": "no"},
    }


def test_the_account_stands_on_the_page_of_the_preview(staff, as_user):
    CountyFactory()
    book = Workbook()
    for line in (
        ("花名册",),
        ("姓名", "性别", "出生年月", "学历"),
        ("甲", "男", "1980.01", "大学"),
        ("乙", "男", "1980.01"),
    ):
        book.active.append(line)
    second = book.create_sheet("第二页")
    for line in (("姓名", "性别", "出生年月"), ("甲", "男", "1980.01"), ("丙", "女", "不详")):
        second.append(line)
    book.create_sheet("填表说明").append(["按档案填写"])

    found = preview(upload(book), staff)
    page = as_user(staff).get(f"{reverse('cadres:import_preview', args=[found.pk])}?rows=refused").content.decode()

    assert counts(found) == (2, 0, 0, 2)
    assert [row["line"] for row in rows(found, "refused")] == ["第二页 2", "第二页 3"]
    assert "stands in line 3 already" in page
    for text in ("D: 学历", "填表说明", "not read: no header", "Political status", "第二页 2"):
        assert text in page
    marked = load_workbook(BytesIO(file_of(found, "errors")))
    assert marked.sheetnames == ["Sheet", "第二页"]
    assert [bool(row[-1].value) for row in marked["第二页"].iter_rows(min_row=2)] == [True, True]
    assert (
        preview(SimpleUploadedFile("x.xlsx", file_of(found, "errors")), staff).report["counts"]
        == found.report["counts"]
    )


def test_pinyin_that_is_proposed_for_many_is_told_once(staff):
    CountyFactory()
    people = [(f"甲{sign}", "男性", "1980.01", joined) for sign, joined in zip("一二三四", "无—／/", strict=True)]

    found = preview(workbook(("姓名", "性别", "出生年月", "入党时间"), people), staff)

    assert counts(found) == (4, 0, 0, 0)
    assert [told[1:] for told in found.report["defaults"] if told[0] == "Pinyin"] == [
        ["to each its own, see the rows", 4]
    ]
    assert ["says nothing here" in str(row["notes"]) for row in rows(found, "new")] == [True] * 4


def test_who_is_on_file_already_is_shown_beside_the_row(staff):
    number, other = identity("51192319850512303"), identity("51192319850512305")
    CadreFactory(name="王五", born_on=date(1985, 5, 1), identity_number=number, status="left")
    people = [("王五", "男", "1985.05", number), ("王武", "男", "1985.05", number), ("王五", "男", "1985.05", other)]

    notes = []
    for line in people:
        found = preview(workbook(("姓名", "性别", "出生年月", "身份证号"), [line]), staff)
        notes.append(
            [text for tab in ("new", "changed", "unchanged") for row in rows(found, tab) for _l, text in row["notes"]]
        )
    returned = workbook(("姓名", "性别", "出生年月", "身份证号", "状态"), [(*people[0], "在职")])

    gone = "Recorded as gone: 王五, born 1985.05, Left the county. Here: "
    assert [text.startswith(f"{gone}王五, born 1985.05.") for text in notes[0]] == [True]
    assert [text.split(". Here: ")[0] for text in notes[1]] == [
        "On file: 王五, born 1985.05, Left the county",
        "Recorded as gone: 王五, born 1985.05, Left the county",
    ]
    assert [text.split(". Here: ")[0] for text in notes[2]] == [
        "A file of this name and month exists: 王五, born 1985.05, Left the county"
    ]
    assert "notes" not in rows(preview(returned, staff), "changed")[0]


def test_a_new_post_of_somebody_gone_is_refused_and_both_are_shown(staff):
    post = PostFactory()
    CadreFactory(name="王五", born_on=date(1980, 6, 1), status="retired")
    line = ("王五", "1980.06", post.organization.name, post.name, "2026-11-01")

    (row,) = rows(preview(workbook(SWAP[:5], [line]), staff, resource="tenures"), "refused")

    assert "王五 no longer serves" in str(row["faults"])
    assert [text.startswith("Recorded as gone: 王五, born 1980.06, Retired") for _label, text in row["notes"]] == [
        True
    ]


def test_who_holds_a_post_is_not_recorded_as_gone(staff):
    held, free = TenureFactory(cadre__name="王五").cadre, CadreFactory(name="王六")
    lines = [(one.name, one.born_on.strftime("%Y.%m"), "退休") for one in (held, free)]

    found = preview(workbook(("姓名", "出生年月", "状态"), lines), staff)

    assert counts(found) == (0, 1, 0, 1)
    assert "王五 still holds" in str(rows(found, "refused")[0]["faults"])

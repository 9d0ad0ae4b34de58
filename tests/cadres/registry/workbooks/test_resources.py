"""Each kind of record out of a workbook and into one; what goes out comes in unchanged."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from openpyxl import load_workbook

from cadres.models import Cadre, DivisionProfile, Organization, Post, Step, Tenure
from cadres.platform.imports import jobs
from cadres.platform.imports.points import RESOURCES
from cadres.platform.imports.services import sheets
from cadres.platform.imports.services.workbook import Sheet
from cadres.registry.cadre_files.choices import PoliticalStatus
from cadres.registry.posts.choices import Grade
from cadres.registry.workbooks.import_resources import Cadres
from cadres.shared.errors import Refused
from cadres.shared.lists.export_links import ask_url
from tests.support.assessment import CycleFactory, ValueFactory
from tests.support.cadres import CadreFactory, CountyFactory, PostFactory, TenureFactory, TownshipFactory
from tests.support.exports import ask, make
from tests.support.imports import ONE, counts, exported, preview, rows, take_in
from tests.support.workbooks import rows_of, workbook

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("secrets", [True, False])
def test_what_goes_out_comes_in_unchanged(staff, secrets):
    township = TownshipFactory()
    post = PostFactory(organization__division=township)
    cadre = CadreFactory(
        identity_number=ONE,
        phone="13800000000",
        growth_place=township,
        born_on=date(1982, 3, 17),
        resume="2004.08  甲\n乙",
    )
    TenureFactory(cadre=cadre, post=post)
    TenureFactory(
        cadre=cadre,
        post=PostFactory(organization=post.organization, name="副书记", kind="deputy_secretary"),
        held=DateRange(date(2019, 5, 1), date(2022, 12, 31)),
        end_reason="promoted",
        end_document="组〔2022〕8号",
    )
    CadreFactory(name="=1+1", speciality="+86 @x", born_on=date(1980, 1, 1))
    profile = {
        "population": 9000,
        "area": "80.50",
        "mountain_share": "90",
        "distance": "12.5",
        "income": 16000,
        "revenue": "700",
    }
    DivisionProfile.objects.create(division=township, year=2024, tier="poor", **profile)
    ValueFactory(
        cycle=CycleFactory(),
        division=township,
        indicator=CycleFactory._meta.model.objects.get().system.indicators.first(),
    )

    for key in [one.key for one in RESOURCES]:
        data = exported(key, staff, secrets=secrets)
        found = preview(SimpleUploadedFile("x.xlsx", data), staff, resource=key)
        assert counts(found)[:2] == (0, 0), (key, rows(found, "new"), rows(found, "changed"))
        assert counts(found)[3] == 0, (key, rows(found, "refused"))
        above = 2 if RESOURCES[key].personal else 1  # the header, and the watermark above it
        assert counts(found)[2] == len(rows_of(data)) - above > 0
        assert (ONE in str(rows_of(data))) == (secrets and key in ("cadres", "tenures", "ranks"))


def test_an_export_with_identity_numbers_needs_a_reason_on_record(staff):
    CadreFactory(identity_number=ONE)
    with pytest.raises(Refused, match="export-asked-for"):
        jobs.start_export(Cadres, by=staff)
    address = ask_url("records", "xlsx", key="cadres", secrets="1")
    with pytest.raises(Refused, match="export-purpose"):
        ask(staff, address, purpose=" ")
    asked = make(ask(staff, address, purpose="换届名册"))

    steps = [(step.move, step.reason) for step in Step.objects.of(asked)]
    assert steps == [("request", "换届名册"), ("approve", ""), ("make", "")]
    assert asked.told == [["With identity numbers and telephones", "yes"]]


def test_tenures_are_entered_ended_and_corrected_by_the_services(staff):
    post = PostFactory()
    old, new = CadreFactory(name="老王", born_on=date(1970, 1, 1)), CadreFactory(name="小李", identity_number=ONE)
    running = TenureFactory(cadre=old, post=post, held=DateRange(date(2021, 1, 1), None))
    header = ("姓名", "出生年月", "身份证号", "单位名称", "职务", "任职时间", "免职时间", "任职方式", "离任原因")
    place = (post.organization.name, "书记")
    file = workbook(
        header,
        [
            ("老王", "1970.01", None, *place, "2021.01", "2024-06-01", None, "交流"),
            ("小李", None, ONE, *place, "2024-06-01", None, "选举", None),
            ("小李", None, ONE, *place, "2016.03", "2018.03", None, "届满"),
            ("小李", None, ONE, *place, "2012.03", "2013.03", None, None),
            ("无此人", "1970.01", None, *place, "2010.01", "2011.01", None, "届满"),
            ("老王", "1970.01", None, *place, "2017.01", "2019.01", None, "届满"),
        ],
    )

    found = preview(file, staff, resource="tenures")
    done = take_in(found, staff, whole=False)

    assert counts(found) == counts(done) == (2, 1, 0, 3)
    running.refresh_from_db()
    assert (running.held.upper, running.end_reason) == (date(2024, 6, 1), "exchanged")
    assert Tenure.objects.filter(cadre=new, held__upper_inf=True).get().start_basis == "election"
    reasons = [row["faults"][0][1] for row in rows(found, "refused")]
    assert ["Say why" in reasons[0], "No cadre" in reasons[1], "No seat" in reasons[2]] == [True] * 3


def test_no_workbook_makes_a_head_by_public_election_or_ends_a_secretary_as_unfit(staff):
    """From the stated day on main posts belong to their procedures; what came before is brought in."""
    secretary = TenureFactory(cadre__name="老王", cadre__born_on=date(1970, 1, 1))
    head = PostFactory(head=True)
    CadreFactory(name="小李", identity_number=ONE)
    header = ("姓名", "出生年月", "身份证号", "单位名称", "职务", "任职时间", "免职时间", "任职方式", "离任原因")
    office = (head.organization.name, "镇长")
    file = workbook(
        header,
        [
            ("小李", None, ONE, *office, "2026-11-02", None, "公推", None),
            ("小李", None, ONE, *office, "2018.03", "2020.03", "公推", "届满"),
            ("老王", "1970.01", None, secretary.post.organization.name, "书记", "2023-01-10", "2026-11-01", None,
             "不适宜担任现职"),
        ],
    )  # fmt: skip

    found = preview(file, staff, resource="tenures")
    take_in(found, staff, whole=False)

    assert counts(found) == (1, 0, 0, 2)
    assert ["Propose a correction" in row["faults"][0][1] for row in rows(found, "refused")] == [True, True]
    secretary.refresh_from_db()
    assert secretary.held.upper is None
    assert Tenure.objects.filter(post=head).get().held.upper == date(2020, 3, 1)


def test_organizations_and_posts_come_in(staff):
    township = TownshipFactory()
    organizations = workbook(
        ("所属行政区划", "单位名称", "单位类别"),
        [(township.code, "中共某镇委员会", "乡镇党委"), ("别县", "某局", "县直机关")],
    )
    found = preview(organizations, staff, resource="organizations")
    take_in(found, staff, whole=False)
    posts = workbook(
        ("单位名称", "职务", "职务类别", "职务层次", "核定职数", "选任制"),
        [
            ("中共某镇委员会", "副书记", "党委副书记", "副科级", 2, "是"),
            ("中共某镇委员会", "书记", "党委书记", "正科级", 2, "是"),
        ],
    )
    tried = preview(posts, staff, resource="posts")
    take_in(tried, staff, whole=False)

    assert counts(found) == counts(tried) == (1, 0, 0, 1)
    assert Organization.objects.get().division == township
    post = Post.objects.get()
    assert (post.name, post.approved_number, post.elected, post.grade) == ("副书记", 2, True, Grade.SECTION_DEPUTY)


def test_assessment_values_come_by_the_same_way(staff):
    cycle = CycleFactory()
    township = TownshipFactory()
    income = cycle.system.indicators.get(code="income")
    file = workbook(
        ("乡镇", "年度", "指标", "指标值", "数据来源"),
        [
            (township.name, "2025年", "income", "16,200", "统计局"),
            (township.code, 2025, "指标water", 88.5, None),
            (township.code, 2025, "no-such", 1, None),
            (township.code, 2019, "income", 1, None),
        ],
    )

    found = preview(file, staff, resource="values")
    take_in(found, staff, whole=False)

    assert counts(found) == (2, 0, 0, 2)
    value = cycle.values.get(indicator=income)
    assert (value.number, value.note, value.entered_by) == (16200, "统计局", staff)


@pytest.mark.parametrize("key", ["cadres", "tenures", "organizations", "posts", "profiles", "values"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_template_is_understood(staff, key, language, settings):
    from django.utils import translation  # noqa: PLC0415 -- here alone

    kind = RESOURCES[key]
    with translation.override(language), sheets.template(kind) as file:
        book = load_workbook(file)
        file.seek(0)
        with Sheet(file, kind.columns, kind.needed) as sheet:
            assert len(sheet.header.places) == len(kind.columns)
            assert not sheet.header.unknown
            assert not list(sheet.lines())
    if key == "cadres":
        place = [column.name for column in kind.columns].index("identity_number") + 1
        assert book.worksheets[0].cell(2, place).number_format == "@"
        assert book.worksheets[0].data_validations.count > 0
        assert len(list(book.worksheets[1].iter_rows())) > len(kind.columns)


def test_a_new_row_is_no_party_member_nor_han_unasked_and_the_preview_says_so(staff):
    CountyFactory()
    found = preview(workbook(("姓名", "性别", "出生年月"), [("王 伟", "男", "1982.03")]), staff)

    changes = str(rows(found, "new")[0]["changes"])
    assert "未知" in changes or "Not known" in changes
    take_in(found, staff)
    cadre = Cadre.objects.get()
    assert (cadre.name, cadre.political_status, cadre.ethnicity) == ("王伟", PoliticalStatus.UNKNOWN, "")


@pytest.mark.parametrize(
    ("name", "born", "expected"),
    [
        ("老王", "1982.03", (0, 1, 0, 0)),
        ("新名", "1982.03", (0, 1, 0, 0)),
        ("老王", "1975.12", (0, 1, 0, 0)),
        ("新名", "1975.12", (0, 0, 0, 1)),
    ],
)
def test_a_number_of_somebody_of_another_name_and_month_is_refused(staff, name, born, expected):
    CadreFactory(name="老王", born_on=date(1982, 3, 17), ethnicity="汉族", identity_number=ONE, began_work_on=None)
    header = ("姓名", "性别", "出生年月", "民族", "身份证号")

    found = preview(workbook(header, [(name, "男", born, "回族", ONE.lower())]), staff)

    assert counts(found) == expected
    if expected[-1]:
        assert "老王, born 1982.03" in str(rows(found, "refused"))

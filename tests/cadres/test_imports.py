"""Workbooks in and out: preview, taking in, refusals, round trip, hostile files, cost."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from openpyxl import Workbook, load_workbook

from cadres.choices import Grade, JobState, Sex
from cadres.imports import jobs, sheets
from cadres.imports import workbook as reading
from cadres.imports.resource import RESOURCES
from cadres.imports.resources import Cadres
from cadres.imports.resources.organizations import Organizations
from cadres.imports.workbook import BadWorkbook, Sheet, check_file
from cadres.jobs import services
from cadres.models import Cadre, DivisionProfile, Job, Organization, Post, Step, Tenure
from cadres.shared.errors import Refused
from cadres.shared.exports import ask_url
from cadres.shared.packages import OLE
from tests.assessment.factories import CycleFactory, ValueFactory
from tests.cadres.exporting import ask, make
from tests.cadres.factories import COUNTY, CadreFactory, PostFactory, TenureFactory, TownshipFactory, UserFactory
from tests.cadres.importing import HEADER, ONE, TWO, counts, exported, file_of, preview, rows, take_in
from tests.cadres.workbooks import identity, messy, rows_of, upload, workbook

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_preview_shows_everything_and_changes_nothing(staff):
    known = CadreFactory(name="王五", born_on=date(1975, 12, 1), identity_number=TWO, ethnicity="汉族")
    CadreFactory(name="赵六", born_on=date(1970, 5, 6), sex=Sex.FEMALE)
    file = workbook(
        (*HEADER, "民族"),
        [
            ("李四", "男", 198203, ONE, "汉族"),
            ("王五", "男", "1975.12", TWO, "回族"),
            ("赵六", "女", "1970年5月", None, None),
            ("孙七", "不详", "1970.13", ONE[:-1] + "?", "汉族"),
        ],
    )

    found = preview(file, staff)

    assert (found.state, counts(found)) == (JobState.DONE, (1, 1, 1, 1))
    assert rows(found, "changed")[0]["changes"] == [["Ethnic group", "汉族", "回族"]]
    assert {label for label, _text in rows(found, "refused")[0]["faults"]} == {
        "Sex",
        "Month of birth",
        "Identity number",
    }
    assert ONE not in str(rows(found, "new"))
    assert Cadre.objects.count() == 2
    assert not Step.objects.of(known).exists()


def test_what_was_shown_is_taken_in_with_who_and_why(staff):
    known = CadreFactory(name="王五", born_on=date(1975, 12, 1), identity_number=TWO)
    file = workbook((*HEADER, "民族"), [("李四", "女", 198203, ONE, "汉族"), ("王五", "男", "1975.12", TWO, "回族")])
    found = preview(file, staff)

    done = take_in(found, staff)

    new = Cadre.objects.get(name="李四")
    known.refresh_from_db()
    assert (done.state, counts(done)) == (JobState.DONE, (1, 1, 0, 0))
    assert (new.sex, new.born_on, new.identity_number, new.name_key) == ("2", date(1982, 3, 1), ONE, "li si")
    assert (known.ethnicity, known.division_id) == ("回族", COUNTY)
    assert [step.move for step in Step.objects.of(new)] == ["open"]
    step = Step.objects.of(known).get()
    assert (step.by, step.facts["fields"]) == (staff, ["ethnicity"])
    facts = Step.objects.of(done).get().facts
    assert (facts["resource"], facts["new"], facts["sha256"]) == ("cadres", 1, found.files.get(role="input").sha256)
    assert "花名册" not in str(facts)
    with pytest.raises(Refused):
        take_in(Job.objects.get(pk=found.pk), staff)
    assert counts(preview(file, staff)) == (0, 0, 2, 0)


def test_all_or_nothing_and_row_by_row(staff):
    file = workbook(HEADER, [("李四", "男", "198203", ONE), ("王五", "男", "1975.12", TWO[:-1] + "?")])
    found = preview(file, staff)

    with pytest.raises(Refused):
        jobs.start_apply(found, by=staff, whole=True)
    done = take_in(found, staff, whole=False)

    assert counts(done) == (1, 0, 0, 1)
    assert [cadre.name for cadre in Cadre.objects.all()] == ["李四"]


def test_data_that_changed_after_the_preview_is_not_overwritten(staff):
    known = CadreFactory(name="王五", born_on=date(1975, 12, 1), ethnicity="汉族")
    file = workbook(
        (*HEADER, "民族"), [("王五", "男", "1975.12", None, "回族"), ("李四", "男", "1982.03", ONE, "汉族")]
    )
    found = preview(file, staff)
    Cadre.objects.filter(pk=known.pk).update(ethnicity="苗族")

    refused = take_in(found, staff, whole=True)

    assert refused.state == JobState.FAILED
    assert Cadre.objects.count() == 1
    assert "after the preview" in rows(refused, "refused")[0]["faults"][0][1]
    done = take_in(Job.objects.get(pk=found.pk), staff, whole=False)
    known.refresh_from_db()
    assert (counts(done), known.ethnicity) == ((1, 0, 0, 1), "苗族")


def test_the_file_taken_in_is_the_file_shown(staff):
    found = preview(workbook(HEADER, [("李四", "男", "198203", ONE)]), staff)
    found.files.filter(role="input").update(sha256="0" * 64)

    assert take_in(found, staff).state == JobState.FAILED
    assert not Cadre.objects.exists()


def test_a_messy_workbook_comes_in_as_far_as_it_is_sound(staff):
    file, faulty = messy(2000)

    found = preview(file, staff)
    done = take_in(found, staff, whole=False)

    assert counts(found) == counts(done) == (2000 - faulty, 0, 0, faulty)
    assert Cadre.objects.count() == 2000 - faulty
    again, _faulty = messy(2000)
    assert counts(preview(again, staff))[:2] == (0, 0)


def test_the_marked_workbook_can_be_mended_and_comes_in(staff):
    file, faulty = messy(40, wrong=8)
    found = preview(file, staff)
    book = load_workbook(BytesIO(file_of(found, "errors")))
    sheet = book.active
    marked = [row for row in sheet.iter_rows(min_row=4) if any(cell.comment for cell in row)]
    told = [row for row in sheet.iter_rows(min_row=4) if row[-1].value]

    assert faulty == len(told) == 5
    assert len(marked) == 4  # a duplicate is no single cell's fault
    assert "check digit" in marked[0][3].comment.text
    assert marked[0][3].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet.cell(3, 1).value == "姓 名"
    assert "TODAY" in told[2][7].value
    assert told[2][7].data_type == "s"

    number = str(marked[0][3].value).strip("'")
    marked[0][3].value = identity(number[:17])
    mended = preview(upload(book), staff)
    assert counts(mended)[3] == faulty - 1


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

    for key in RESOURCES:
        data = exported(key, staff, secrets=secrets)
        found = preview(SimpleUploadedFile("x.xlsx", data), staff, resource=key)
        assert counts(found)[:2] == (0, 0), (key, rows(found, "new"), rows(found, "changed"))
        assert counts(found)[3] == 0, (key, rows(found, "refused"))
        above = 2 if RESOURCES[key].personal else 1  # the header, and the watermark above it
        assert counts(found)[2] == len(rows_of(data)) - above > 0
        assert (ONE in str(rows_of(data))) == (secrets and key in ("cadres", "tenures"))


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


def test_rows_outside_the_remit_do_not_exist(staff):
    stranger = UserFactory(remit=TownshipFactory(code="510100000000", level="county", name="远县"))
    CadreFactory(name="王五", born_on=date(1975, 12, 1), identity_number=TWO)
    file = workbook(HEADER, [("王五", "男", "1975.12", TWO)])

    assert counts(preview(file, stranger)) == (0, 0, 0, 1)
    file.seek(0)
    assert counts(preview(file, staff)) == (0, 0, 1, 0)


def test_a_number_that_belongs_to_somebody_else_is_refused(staff):
    CadreFactory(name="王五", born_on=date(1975, 12, 1), identity_number=TWO)
    file = workbook(HEADER, [("李四", "男", "1982.03", TWO)])

    found = preview(file, staff, key="name")

    assert "belongs to 王五" in rows(found, "refused")[0]["faults"][0][1]


def test_cancelling_in_the_middle_leaves_nothing(staff, monkeypatch):
    file, _faulty = messy(1200)
    found = preview(file, staff)
    wrote = []

    def cancel_after_first(self, some, *, by, write=Cadres.write):
        write(self, some, by=by)
        wrote.append(len(some))
        elsewhere = connection.copy()
        with elsewhere.cursor() as cursor:
            cursor.execute("UPDATE cadres_job SET cancel_requested = true WHERE state = 'running'")
        elsewhere.close()

    monkeypatch.setattr(Cadres, "write", cancel_after_first)
    monkeypatch.setattr("cadres.jobs.progress.INTERVAL", 0)

    stopped = take_in(found, staff, whole=False)

    assert stopped.state == JobState.CANCELLED
    assert len(wrote) == 1
    assert Cadre.objects.count() == 0
    assert not Job.objects.get(pk=found.pk).report.get("applied")


def test_lookups_cost_the_same_for_ten_rows_and_four_hundred(staff):
    def cost(number):
        file, _faulty = messy(number, wrong=10_000)
        source = Cadres(staff, county=COUNTY)
        with Sheet(file, source.columns, source.needed) as sheet:
            some = [jobs.engine.read_row(sheet, line, cells) for line, cells in sheet.lines()]
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- here alone

        with CaptureQueriesContext(
            connection,
        ) as queries:
            source.match(some, lock=False)
            for row in some:
                source.compare(row)
                source.check(row)
        return len(queries)

    cost(10)  # what the account brings along is asked once
    assert cost(20) == cost(400) <= 5


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


def test_a_header_of_two_lines_and_what_is_unknown(staff):
    book = Workbook()
    sheet = book.active
    sheet.append(["姓名", "性别", "基本情况", None, "备注"])
    sheet.append([None, None, "出生年月", "身份证号", None])
    sheet.merge_cells("C1:D1")
    sheet.append(["李四", "男", "1982.03", ONE, "x"])

    found = preview(upload(book), staff)

    assert counts(found) == (1, 0, 0, 0)
    assert found.report["ignored"] == ["E: 备注"]


def zipped(entries: dict) -> BytesIO:
    """A number in the place of text is so many megabytes of nothing."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in entries.items():
            with archive.open(name, "w") as part:
                for piece in [b"0" * (1 << 20)] * data if isinstance(data, int) else [data.encode()]:
                    part.write(piece)
    file.seek(0)
    return file


PLAIN = {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,sex\n", "no Excel workbook"),
        (OLE + b"x" * 100, "old .xls"),
        ({"a.txt": "x"}, "no Excel workbook"),
        ({**PLAIN, "xl/vbaProject.bin": "x"}, "macros"),
        ({**PLAIN, "xl/worksheets/sheet1.xml": 301}, "unpacks"),
        ({**PLAIN, "xl/sharedStrings.xml": 61}, "unpacks"),
        ({**PLAIN, "xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "entities"),
    ],
    ids=["csv", "xls", "zip", "macros", "bomb", "strings", "entities"],
)
def test_hostile_files_are_refused_in_words(content, words):
    file = zipped(content) if isinstance(content, dict) else BytesIO(content)
    with pytest.raises(BadWorkbook, match=words):
        check_file(file, file.getbuffer().nbytes)


def test_a_file_that_is_too_large_is_not_even_opened():
    with pytest.raises(BadWorkbook, match="larger than"):
        check_file(None, 100 * 1024 * 1024)


def test_damage_and_strange_sheets_are_refused(staff, monkeypatch):
    assert preview(SimpleUploadedFile("x.xlsx", zipped(PLAIN).read()), staff).state == JobState.FAILED
    assert "header" in preview(workbook(("甲", "乙"), [(1, 2)]), staff).message
    assert "missing" in preview(workbook(("姓名", "性别"), [("李四", "男")]), staff).message
    monkeypatch.setattr(reading, "MOST_ROWS", 50)
    book = Workbook()
    book.active.append(list(HEADER))
    book.active.cell(1_000_000, 1, "李四")
    assert "more than 50 lines" in preview(upload(book), staff).message


def test_the_pages_lead_from_upload_to_taking_in(staff, as_user):
    browser = as_user(staff)
    assert "/imports/cadres/template/" in browser.get("/imports/").text
    given = browser.get("/imports/cadres/template/")
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert rows_of(b"".join(given))[0][0] == "Name"
    given.close()
    bad = browser.post("/imports/cadres/", {"file": SimpleUploadedFile("x.xlsx", b"no"), "key": "auto"})
    assert (bad.status_code, "no Excel workbook" in bad.text) == (422, True)
    file = workbook(HEADER, [("李四", "男", "198203", ONE), ("王五", "男", "1975.12", "12")])

    answer = browser.post("/imports/cadres/", {"file": file, "key": "auto", "county": COUNTY}, follow=True)
    job = Job.objects.get()
    assert f"/imports/previews/{job.pk}/" in answer.text
    page = browser.get(f"/imports/previews/{job.pk}/?rows=refused")
    assert "18 signs" in page.text
    assert browser.post(f"/imports/previews/{job.pk}/apply/", {"whole": "yes"}).status_code == 422
    browser.post(f"/imports/previews/{job.pk}/apply/", {"whole": "no"})
    assert Cadre.objects.get().name == "李四"
    assert "has been taken in" in browser.get(f"/imports/previews/{job.pk}/").text
    wish = browser.get("/imports/cadres/export/")
    assert "identity numbers" in wish.text
    asking = browser.post("/imports/cadres/export/", {"secrets": "on"}, follow=True)
    assert "With identity numbers and telephones" in asking.text
    written = browser.post("/imports/organizations/export/", {}, follow=True)
    assert written.status_code == 200
    assert "xlsx" in written.text


def test_others_see_nothing_of_an_import(staff, as_user):
    found = preview(workbook(HEADER, [("李四", "男", "198203", ONE)]), staff)
    other = as_user(UserFactory())

    assert other.get(f"/imports/previews/{found.pk}/").status_code == 404
    assert other.post(f"/imports/previews/{found.pk}/apply/").status_code == 404


def test_no_more_than_a_few_jobs_at_a_time(staff, monkeypatch):
    monkeypatch.setattr(services, "enqueue", lambda _pk: None)
    for _number in range(services.OPEN_JOBS):
        jobs.start_export(Organizations, by=staff)
    with pytest.raises(Refused):
        jobs.start_export(Organizations, by=staff)


def test_nobody_imports_or_exports_the_file_of_himself(staff):
    own = CadreFactory(name="王五", born_on=date(1975, 12, 1), ethnicity="汉族")
    staff.cadre = own
    staff.save(update_fields=["cadre"])
    fresh = type(staff).objects.get(pk=staff.pk)
    assert own.pk in fresh.barred_cadres

    found = preview(workbook((*HEADER, "民族"), [("王五", "男", "1975.12", None, "回族")]), fresh)

    assert counts(found) == (0, 0, 0, 1)
    assert "your own file" in rows(found, "refused")[0]["faults"][0][1]
    CadreFactory(name="李六")
    told = str(rows_of(exported("cadres", fresh)))
    assert "李六" in told
    assert "王五" not in told

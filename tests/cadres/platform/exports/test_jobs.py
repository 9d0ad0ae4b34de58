"""Exports that were approved: what is in the file, its watermark, fetching it once."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from docx import Document
from openpyxl import load_workbook

from cadres.models import Cadre, ExportRequest, FileAccess, Job, JobFile, Notice, Step, User
from cadres.platform.accounts.choices import Role
from cadres.platform.exports import services as exports
from cadres.platform.exports.jobs import CHUNK
from cadres.platform.exports.tasks import expire_exports
from cadres.platform.exports.workflow import KEPT as KEPT_FOR
from cadres.platform.jobs.choices import JobState
from cadres.registry.protection import services as protection
from cadres.registry.rosters.services.rosters import change_roster, keep_roster
from cadres.shared.lists.export_links import ask_url
from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory, UserFactory
from tests.support.exports import KEPT, LIST, ask, csv_of, fetched, make, rows_of, unzipped
from tests.support.jobs import work
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


# Making


def test_the_file_is_made_with_the_present_reach_of_who_asked(asked, staff):
    CadreFactory(name="测试乙")
    Cadre.objects.filter(name="测试甲").update(division=CountyFactory(code="511922000000", name="另一县"))

    text = csv_of(fetched(make(asked)))

    assert "测试乙" in text
    assert "测试甲" not in text


def test_own_and_relatives_files_are_never_in_it(staff, leader):
    own, relative, other = CadreFactory(name="本人"), CadreFactory(name="亲属"), CadreFactory(name="他人")
    User.objects.filter(pk=staff.pk).update(cadre=own)
    kinship = protection.declare_kinship(relative, relation="妻子", by=staff)
    protection.settle_kinship(kinship, "confirm", by=leader)
    ids = f"{own.pk}.{relative.pk}.{other.pk}"
    keep_roster({**KEPT, "columns": ["name"]}, by=staff)

    listed = csv_of(fetched(make(ask(staff, LIST))))
    picked = rows_of(fetched(make(ask(staff, ask_url("list", "xlsx", list="cadres:cadre_list", pick=ids)))))
    forms = unzipped(fetched(make(ask(staff, ask_url("forms", "zip", ids=ids)))))
    roster = rows_of(fetched(make(ask(staff, ask_url("roster", "xlsx", roster=staff.rosters.get().pk)))))
    records = rows_of(fetched(make(ask(staff, ask_url("records", "xlsx", key="cadres")))))

    assert [name for name in ("本人", "亲属", "他人") if name in listed] == ["他人"]
    assert [row[0] for row in picked[:-2]] == ["Name", "他人"]
    assert list(forms) == ["README.txt", "001-他人.lrmx"]
    assert [row[1] for row in roster[1:-2]] == ["他人"]
    assert [row[0] for row in records[2:]] == ["他人"]
    assert {row.cadre for row in FileAccess.objects.filter(by=staff)} == {other}


def test_each_person_in_it_is_on_record_once_by_a_bounded_number_of_queries(
    staff, leader, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("cadres.platform.exports.jobs.CHUNK", 3)
    assert CHUNK == 1000
    twice = TenureFactory().cadre
    for _number in range(6):
        TenureFactory(cadre__division=CountyFactory())
    before = DateRange(date(2019, 1, 1), date(2020, 1, 1))
    TenureFactory(cadre=twice, held=before, end_reason="promoted", end_document="组〔2020〕1号")
    asked = ask(staff, ask_url("list", "csv", list="cadres:tenure_list"))
    with django_assert_max_num_queries(60):  # deciding, making and storing; three of them for the readings
        asked = make(asked)

    rows = FileAccess.objects.filter(kind="export", part=f"export {asked.pk}", reason="换届考察", by=staff)
    assert asked.given == 8
    assert sorted(rows.values_list("cadre", flat=True)) == sorted(Cadre.objects.values_list("pk", flat=True))
    assert rows.filter(subject=f"cadres.cadre:{twice.pk}").count() == 1
    made = Step.objects.of(asked).last()
    assert (made.move, made.by, made.facts) == ("make", None, {"rows": 8, "cadres": 7, "format": "csv"})


def test_a_roster_is_given_as_it_was_asked_for(staff, leader):
    CadreFactory(name="测试甲", phone="13812345678")
    roster = keep_roster({**KEPT, "columns": ["name"]}, by=staff)
    asked = ask(staff, ask_url("roster", "xlsx", roster=roster.pk))
    change_roster(roster, {**KEPT, "columns": ["name", "age", "native_place"]}, by=staff)

    assert rows_of(fetched(make(asked)))[0] == ["No.", "Name"]


# The watermark


@pytest.mark.parametrize("url", [LIST.replace("csv", "xlsx"), ask_url("records", "xlsx", key="cadres")])
def test_a_workbook_says_whose_it_is(url, staff, leader):
    CadreFactory(name="测试甲")
    asked = make(ask(staff, url, purpose="A & B"))

    book = load_workbook(BytesIO(fetched(asked)))

    sheet = book.active
    told = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell and "Export no." in str(cell)]
    assert len(told) == 1
    for part in (
        f"no. {asked.pk},",
        staff.name,
        staff.username,
        date_format(timezone.localdate(), "SHORT_DATE_FORMAT"),
        "A & B",
    ):
        assert part in told[0]
        assert part in book.properties.description
    assert staff.username in sheet.oddHeader.center.text
    assert "A ＆ B" in sheet.oddFooter.center.text
    assert book.properties.creator == f"{staff.name} ({staff.username})"


def test_a_purpose_cannot_start_a_formula(staff, leader):
    CadreFactory()
    asked = make(ask(staff, LIST.replace("csv", "xlsx"), purpose='=HYPERLINK("x")'))

    cells = [cell for row in load_workbook(BytesIO(fetched(asked))).active.iter_rows() for cell in row]

    assert not [cell for cell in cells if cell.data_type == "f"]


def test_csv_word_and_zip_say_whose_they_are(staff, leader):
    cadre = CadreFactory(name="测试甲")
    text = csv_of(fetched(make(ask(staff, LIST)))).splitlines()
    word = Document(BytesIO(fetched(make(ask(staff, ask_url("forms", "docx", ids=cadre.pk))))))
    files = unzipped(fetched(make(ask(staff, ask_url("forms", "zip", ids=cadre.pk)))))

    assert len(text) == 3
    section = word.sections[0]
    for told in (
        text[-1],
        section.footer.paragraphs[0].text,
        files["README.txt"].decode(),
        word.core_properties.comments,
    ):
        assert staff.username in told
        assert "换届考察" in told
    assert staff.username in section.header.paragraphs[0].text
    assert staff.username not in files["001-测试甲.lrmx"].decode()


# Fetching


def test_what_stands_against_fetching(asked, staff, leader):
    assert refusal(exports.fetch, asked, by=staff) == ["wrong-stage"]
    asked = exports.move_export(asked, "approve", by=leader)
    assert refusal(exports.fetch, asked, by=staff) == ["export-not-ready"]
    assert refusal(exports.move_export, asked, "remake", by=staff) == ["export-not-broken"]
    work(asked.job)
    other = UserFactory()
    assert refusal(exports.fetch, asked, by=other) == ["export-not-yours"]
    with pytest.raises(PermissionDenied):
        exports.fetch(asked, by=UserFactory(role=Role.AUDIT))

    ExportRequest.objects.filter(pk=asked.pk).update(expires_at=timezone.now())
    assert refusal(exports.fetch, asked, by=staff) == ["export-over"]
    assert JobFile.objects.count() == 1


def test_once_fetched_it_is_gone(asked, staff, as_user):
    asked = make(asked)
    browser, url = as_user(staff), reverse("cadres:export_move", args=[asked.pk, "fetch"])
    stored = JobFile.objects.get()
    assert browser.get(reverse("cadres:job_file", args=[asked.job_id, stored.role])).status_code == 404

    answer = browser.post(url, {"seen_stage": "approved"})

    assert "测试甲" in csv_of(b"".join(answer.streaming_content))
    assert answer["Cache-Control"] == "no-store"
    assert f"Cadres-{asked.pk}.csv" in answer["Content-Disposition"]
    assert not JobFile.objects.exists()
    asked.refresh_from_db()
    assert asked.stage == "fetched"
    assert asked.fetched_at
    assert not Notice.objects.unsettled().exists()
    again = browser.post(url)
    assert again.status_code == 422
    assert [o.code for o in again.context["objections"]] == ["wrong-stage"]


def test_a_file_that_could_not_be_made_can_be_made_again(asked, staff, leader):
    asked = exports.move_export(asked, "approve", by=leader)
    first = asked.job_id
    Job.objects.filter(pk=first).update(state=JobState.FAILED, ended_at=timezone.now())

    asked = exports.move_export(asked, "remake", by=staff)

    assert asked.job_id != first
    work(asked.job)
    assert "测试甲" in csv_of(fetched(asked))


def test_what_is_not_fetched_in_time_goes(staff, leader, time_machine):
    CadreFactory()
    late, open_one = make(ask(staff, LIST)), make(ask(staff, LIST))
    ExportRequest.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert expire_exports() == 1
    assert expire_exports() == 0

    late.refresh_from_db()
    open_one.refresh_from_db()
    assert (late.stage, open_one.stage) == ("expired", "approved")
    assert [file.job_id for file in JobFile.objects.all()] == [open_one.job_id]
    last = Step.objects.of(late).last()
    assert (last.move, last.by, last.target) == ("expire", None, "expired")
    time_machine.move_to(timezone.now() + KEPT_FOR + timedelta(minutes=1))
    assert expire_exports() == 1


def test_expiring_costs_the_same_for_one_and_for_many(staff, leader, django_assert_num_queries):
    CadreFactory()
    for _number in range(4):
        make(ask(staff, LIST))
    ExportRequest.objects.update(expires_at=timezone.now())

    with django_assert_num_queries(9):
        assert exports.expire() == 4

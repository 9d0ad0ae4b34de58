"""Exports of personal data: every refusal, the second person, the watermark, reach, and what goes on record."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from cadres.choices import JobState, Role
from cadres.exports.jobs import CHUNK
from cadres.exports.registry import source_of
from cadres.models import Cadre, ExportRequest, FileAccess, Job, JobFile, LocalRule, Notice, Remit, Step, User
from cadres.regulations import EXPORT_APPROVAL
from cadres.services import exports, protection
from cadres.services.rosters import change_roster, keep_roster
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.exports import ask_url
from cadres.tasks import expire_exports
from tests.cadres import exporting
from tests.cadres.exporting import ask, csv_of, fetched, make, rows_of, unzipped
from tests.cadres.factories import (
    COUNTY,
    CadreFactory,
    CountyFactory,
    LeaderFactory,
    TenureFactory,
    TownshipUserFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

KEPT = {"name": "名册", "shared": False, "order": "name", "grouping": "none", "conditions": ""}
LIST = ask_url("list", "csv", list="cadres:cadre_list", query="sex=1")


def codes(refused) -> list[str]:
    return [objection.code for objection in refused.value.objections]


def refusal(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return codes(refused)


@pytest.fixture
def asked(staff, leader):
    CadreFactory(name="测试甲")
    return ask(staff, LIST)


def source(by, url=LIST):
    query = QueryDict(url.partition("?")[2])
    kind = source_of(query["of"])
    return kind(by, kind.read(by, query))


# Asking


def test_a_request_says_exactly_what_and_tells_the_second_person(asked, staff, leader):
    assert (asked.title, asked.told, asked.rows, asked.more) == ("Cadres", [["Sex", "Male"]], 1, False)
    assert asked.columns[0] == "Name"
    assert (asked.division_id, asked.stage, asked.job) == (COUNTY, "requested", None)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.url) == (leader, "cadres.export_requested", asked.get_absolute_url())
    step = Step.objects.of(asked).get()
    assert (step.move, step.by, step.reason) == ("request", staff, "换届考察")


def test_what_stands_against_asking(staff, leader):
    assert refusal(exports.request_export, source(staff), "docx", purpose=" ", by=staff) == [
        "export-format",
        "export-purpose",
        "export-empty",
    ]
    assert not ExportRequest.objects.exists()


def test_without_a_second_person_nothing_is_asked(staff):
    CadreFactory()

    assert refusal(exports.request_export, source(staff), "csv", purpose="x", by=staff) == ["export-nobody"]


def test_a_leader_who_asks_needs_another_leader(leader):
    CadreFactory()
    assert refusal(exports.request_export, source(leader), "csv", purpose="x", by=leader) == ["export-nobody"]
    asked = ask(leader, LIST)  # with a second leader

    assert refusal(exports.move_export, asked, "approve", by=leader) == ["export-own"]
    assert refusal(exports.move_export, asked, "decline", by=leader, reason="x") == ["export-own"]


def test_nobody_asks_for_what_he_may_not_read(staff, leader):
    cadre = CadreFactory()
    forms = ask_url("forms", "zip", ids=cadre.pk)

    with pytest.raises(PermissionDenied):  # leaders give no forms out
        exports.request_export(source(leader, forms), "zip", purpose="x", by=leader)
    with pytest.raises(PermissionDenied):  # nobody asks in the name of another
        exports.request_export(source(staff), "csv", purpose="x", by=leader)
    with pytest.raises(Http404):
        source(TownshipUserFactory(), ask_url("forms", "zip", ids=cadre.pk))


@pytest.mark.parametrize(
    "url",
    [
        ask_url("nothing", "csv"),
        ask_url("list", "csv", list="cadres:post_list"),
        ask_url("list", "csv", list="home"),
        ask_url("list", "csv", list="//example.org"),
        ask_url("forms", "zip", ids="x"),
        ask_url("roster", "xlsx", roster="99999"),
        ask_url("records", "xlsx", key="organizations"),
        ask_url("list", "docx", list="cadres:cadre_list"),
    ],
)
def test_only_what_is_registered_can_be_asked_for(url, staff, as_user):
    assert as_user(staff).get(url).status_code == 404


def test_what_is_typed_into_the_address_breaks_nothing(staff, leader):
    cadre = CadreFactory()
    roster = keep_roster({**KEPT, "columns": ["name"]}, by=staff)
    addresses = [
        ask_url("list", "csv", list="cadres:cadre_list", query="sex=7&age_from=x&columns=nothing&sort=\0"),
        ask_url("list", "csv", list="cadres:cadre_list", pick=f"x.\0.{'9' * 30}.{cadre.pk}"),
        ask_url("roster", "xlsx", roster=roster.pk, on="2026-13-40"),
        ask_url("forms", "zip", ids=f"x.{'9' * 18}.{cadre.pk}"),
    ]

    assert [make(ask(staff, url)).given for url in addresses] == [1, 1, 1, 1]


def test_more_than_is_counted_is_said_so(staff, leader, monkeypatch):
    monkeypatch.setattr(exports, "MOST_COUNTED", 1)
    CadreFactory.create_batch(3)

    asked = ask(staff, LIST)

    assert (asked.rows, asked.more, asked.counted) == (1, True, "more than 1")


def test_the_office_that_decides_contains_all_the_asker_answers_for(staff):
    assert exports.home_of(staff) == COUNTY
    Remit.objects.create(user=staff, division=CountyFactory(code="511922000000", name="另一县"))

    assert exports.home_of(User.objects.get(pk=staff.pk)) == "510000000000"  # no prefecture is on record here
    with pytest.raises(PermissionDenied):
        exports.home_of(UserFactory(role=Role.AUDIT))


# Deciding


def test_who_may_not_decide(asked, staff, leader):
    with pytest.raises(PermissionDenied):
        exports.move_export(asked, "approve", by=staff)
    far = LeaderFactory(remit=CountyFactory(code="511922000000", name="另一县"))
    assert refusal(exports.move_export, asked, "approve", by=far) == ["export-remit"]
    assert refusal(exports.move_export, asked, "decline", by=leader) == ["reason-missing"]
    with pytest.raises(OutOfDate):
        exports.move_export(asked, "approve", by=leader, seen_stage="approved")

    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert refusal(exports.move_export, asked, "approve", by=leader) == ["export-unable"]


def test_declined_for_a_reason_that_the_asker_is_told(asked, staff, leader):
    exports.move_export(asked, "decline", by=leader, reason="名单过宽")

    asked.refresh_from_db()
    assert (asked.stage, asked.decided_by, asked.job) == ("declined", leader, None)
    assert Notice.objects.get(user=leader).settled_at
    assert Notice.objects.get(user=staff).params == {"what": "Cadres", "reason": "名单过宽"}
    assert refusal(exports.move_export, asked, "approve", by=leader) == ["wrong-stage"]


def test_withdrawn_by_who_asked_alone(asked, staff):
    other = UserFactory()
    assert refusal(exports.move_export, asked, "withdraw", by=other) == ["export-not-yours"]

    exports.move_export(asked, "withdraw", by=staff)

    assert not Notice.objects.unsettled().exists()


def test_the_second_person_is_needed_unless_the_county_says_otherwise(asked, staff, leader):
    assert refusal(exports.move_export, asked, "release", by=staff) == ["export-approval"]
    LocalRule.objects.create(
        division=CountyFactory(),
        key=EXPORT_APPROVAL,
        action="remind",
        during=DateRange(date(2020, 1, 1), None),
        basis="组〔2026〕1号",
        set_by=staff,
        approved_by=leader,
    )

    asked = ask(staff, LIST, purpose="日常核对")

    assert (asked.stage, asked.waived, asked.decided_by) == ("approved", True, None)
    assert [step.move for step in Step.objects.of(asked)] == ["request", "release"]
    assert "second person" in Step.objects.of(asked).last().warnings[0]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cadres_exportrequest SET stage='approved', expires_at=now(), decided_by_id=requested_by_id",
        "UPDATE cadres_exportrequest SET stage='approved', expires_at=now()",
        "UPDATE cadres_exportrequest SET stage='fetched', fetched_at=now(), given=1, expires_at=now(), waived=true",
        "UPDATE cadres_exportrequest SET stage='expired'",
        "UPDATE cadres_exportrequest SET purpose='other'",
        "UPDATE cadres_exportrequest SET params='{}'",
        "UPDATE cadres_exportrequest SET requested_by_id=requested_by_id + 1",
        "DELETE FROM cadres_exportrequest",
    ],
)
def test_the_database_holds_the_second_person_the_stages_and_what_was_asked(sql, asked):
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    asked.refresh_from_db()
    assert (asked.stage, asked.purpose) == ("requested", "换届考察")


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
    monkeypatch.setattr("cadres.exports.jobs.CHUNK", 3)
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

    assert rows_of(fetched(make(asked)))[0] == [None, "Name"]


# The watermark


@pytest.mark.parametrize("url", [LIST.replace("csv", "xlsx"), ask_url("records", "xlsx", key="cadres")])
def test_a_workbook_says_whose_it_is(url, staff, leader):
    CadreFactory(name="测试甲")
    asked = make(ask(staff, url, purpose="A & B"))

    book = load_workbook(BytesIO(fetched(asked)))

    sheet = book.active
    told = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell and "Export no." in str(cell)]
    assert len(told) == 1
    for part in (f"no. {asked.pk},", staff.name, staff.username, str(timezone.localdate()), "A & B"):
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
    exporting._work(asked.job)
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
    exporting._work(asked.job)
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
    time_machine.move_to(timezone.now() + exports.KEPT + timedelta(minutes=1))
    assert expire_exports() == 1


def test_expiring_costs_the_same_for_one_and_for_many(staff, leader, django_assert_num_queries):
    CadreFactory()
    for _number in range(4):
        make(ask(staff, LIST))
    ExportRequest.objects.update(expires_at=timezone.now())

    with django_assert_num_queries(9):
        assert exports.expire() == 4


def test_what_nobody_decides_lapses_and_who_asked_is_told(staff, leader, time_machine):
    CadreFactory()
    time_machine.move_to("2026-11-02T09:00+08:00", tick=False)
    old, approved = ask(staff, LIST), make(ask(staff, LIST))
    time_machine.shift(timedelta(days=1))
    young = ask(staff, LIST)
    time_machine.move_to("2026-11-16T08:59+08:00", tick=False)
    exports.expire()
    assert exports.lapse() == 0
    time_machine.shift(timedelta(minutes=1))

    assert expire_exports() == 1
    assert expire_exports() == 0

    old.refresh_from_db()
    approved.refresh_from_db()
    young.refresh_from_db()
    assert (old.stage, approved.stage, young.stage) == ("lapsed", "expired", "requested")
    last = Step.objects.of(old).last()
    assert (last.move, last.by, last.source, last.target) == ("lapse", None, "requested", "lapsed")
    told = Notice.objects.get(kind="cadres.export_lapsed")
    assert (told.user, told.url, told.params) == (staff, old.get_absolute_url(), {"what": "Cadres"})
    left = Notice.objects.unsettled().filter(kind="cadres.export_requested")
    assert [notice.url for notice in left] == [young.get_absolute_url()]


def test_nothing_leads_on_from_what_lapsed(asked, staff, leader):
    ExportRequest.objects.filter(pk=asked.pk).update(stage="lapsed")
    for name, by in (("approve", leader), ("withdraw", staff), ("release", staff)):
        assert "wrong-stage" in refusal(exports.move_export, asked, name, by=by)
    changes = {"stage": "approved", "decided_by": leader, "expires_at": timezone.now()}
    with pytest.raises(DatabaseError), transaction.atomic():
        ExportRequest.objects.filter(pk=asked.pk).update(**changes)


def test_a_decided_request_cannot_lapse(asked, leader):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportRequest.objects.filter(pk=asked.pk).update(stage="lapsed", decided_by=leader)


def test_lapsing_costs_the_same_for_one_and_for_many(staff, leader, time_machine, django_assert_num_queries):
    CadreFactory()
    for _number in range(4):
        ask(staff, LIST)
    time_machine.move_to(timezone.now() + exports.WAITS)

    with django_assert_num_queries(7):
        assert exports.lapse() == 4


# Who sees what


def test_who_sees_which_requests(asked, staff, leader):
    far = CountyFactory(code="511922000000", name="另一县")
    seen = {
        "staff": staff,
        "another": UserFactory(),
        "leader": leader,
        "far": LeaderFactory(remit=far),
        "auditor": UserFactory(role=Role.AUDIT),
        "system": UserFactory(role=Role.SYSTEM),
        "township": TownshipUserFactory(),
    }

    found = {name for name, user in seen.items() if ExportRequest.objects.visible_to(user).exists()}

    assert found == {"staff", "leader", "auditor"}
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert not ExportRequest.objects.visible_to(User.objects.get(pk=staff.pk)).exists()

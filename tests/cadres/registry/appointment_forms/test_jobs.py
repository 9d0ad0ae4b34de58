"""Forms in bulk as a job: every file by itself, all or nothing as a whole, and nobody twice."""

import threading
import zipfile
from datetime import date, timedelta
from functools import partial
from io import BytesIO

import pgtrigger
import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from cadres.models import Cadre, Job, Kinship, Step, User
from cadres.platform.accounts.choices import Role
from cadres.platform.imports.jobs import OUTCOMES, page_of
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.services import files
from cadres.platform.jobs.services import jobs as services
from cadres.registry.appointment_forms import jobs as forms
from cadres.registry.appointment_forms.services.intake import Intake, import_form
from cadres.registry.protection.choices import KinshipStage
from cadres.shared.errors import Refused
from tests.support import appointment_forms as forms_made
from tests.support.appointment_forms import JPEG, old, small, zipped
from tests.support.cadres import CadreFactory, CountyFactory, UserFactory
from tests.support.concurrency import run_concurrently

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "11010519491231002X"


def sent(by, *some, dry=False) -> Job:
    upload = forms.upload_of(zipped(*some))
    job = forms.receive([upload], division=CountyFactory(), by=by, dry=dry)
    return Job.objects.get(pk=job.pk)  # eager: has run on commit


def taken(previewed, by) -> Job:
    return Job.objects.get(pk=forms.start_take(previewed, by=by).pk)


def counts(job) -> tuple:
    assert "counts" in job.report, job.message
    return tuple(job.report["counts"][name] for name in OUTCOMES)


def rows(job, outcome) -> list:
    return page_of(job, outcome, 1)[0]


def content(job, role) -> bytes:
    with files.open_file(job.files.get(role=role)) as file:
        return file.read()


@pytest.fixture
def waiting(staff, in_the_queue):
    """A queued job that no worker has taken."""

    def start(*some):
        upload = forms.upload_of(zipped(*some))
        return in_the_queue(forms.receive, [upload], division=CountyFactory(), by=staff, dry=False)

    return start


def test_every_file_comes_in_by_itself(staff):
    CadreFactory(name="李四", born_on=date(1975, 12, 1), native_place="四川平昌", began_work_on=None)
    import_form(small("王五", "197001"), division=CountyFactory(), by=staff)

    done = sent(
        staff,
        ("新.lrmx", small("张三")),
        ("改.lrmx", small("李四", "197512", JiGuan="四川巴中")),
        ("同.lrmx", small("王五", "197001")),
        ("坏.lrmx", b"<Person>\n<XingMing>a</Person>"),
        ("错.lrmx", small("赵六", "1982", JiGuan="长" * 61)),
        ("__MACOSX/._a", b"x"),
    )

    assert (done.state, counts(done)) == (JobState.DONE, (1, 1, 1, 2))
    assert rows(done, "changed")[0]["changes"][0] == ["籍贯", "四川平昌", "四川巴中"]
    assert rows(done, "new")[0]["pk"] == Cadre.objects.get(name="张三").pk
    assert [row["faults"][0][:2] for row in rows(done, "refused")] == [["", 2], ["ChuShengNianYue 出生年月", 5]]
    assert (done.report["ignored"], done.report["skipped"]) == (["__MACOSX/._a"], 1)
    assert Step.objects.of(done).get().facts["new"] == 1
    assert [step.facts for step in Step.objects.filter(move="import_form").order_by("pk")] == [
        {"line": 1},
        {"job": done.pk, "line": 1},
        {"job": done.pk, "line": 2},
    ]


def test_what_was_refused_is_given_back_to_be_mended(staff):
    done = sent(
        staff,
        ("好.lrmx", small()),
        ("镇/错.lrmx", small("赵六", XingBie="?")),
        ("镇/旧.lrm", old(p1="?")),
        ("镇/旧.pic", JPEG),
    )

    book = load_workbook(BytesIO(content(done, "errors"))).active
    told = list(book.iter_rows(min_row=2, values_only=True))
    with zipfile.ZipFile(BytesIO(content(done, "mend"))) as archive:
        given = {name: archive.read(name) for name in archive.namelist()}

    assert told[0] == ("镇/错.lrmx", "赵六", "XingBie 性别", 4, "The sex must be 男 or 女.")
    assert given == {"镇/错.lrmx": small("赵六", XingBie="?"), "镇/旧.lrm": old(p1="?"), "镇/旧.pic": JPEG}
    mended = sent(staff, ("错.lrmx", small("赵六", XingBie="女")), ("旧.lrm", old(p1="女", p0="钱七")))
    assert counts(mended) == (2, 0, 0, 0)


def test_a_preview_shows_everything_and_changes_nothing(staff):
    known = CadreFactory(name="李四", born_on=date(1975, 12, 1), identity_number=NUMBER, began_work_on=None)

    found = sent(
        staff,
        ("a.lrmx", small("张三")),
        ("b.lrmx", small("李四", "197512", ShenFenZheng="51192319751201001X", MinZu="苗族")),
        ("c.lrmx", small("李四", "194912", ShenFenZheng=NUMBER.lower(), MinZu="回族")),
        dry=True,
    )

    assert counts(found) == (2, 1, 0, 0)
    changes = {label: (old, new) for label, old, new in rows(found, "changed")[0]["changes"]}
    assert changes["民族"] == ("汉族", "回族")
    assert changes["出生年月"] == ("197512", "194912")
    assert NUMBER[3:14] not in str(rows(found, "changed")) + str(rows(found, "new"))
    assert "1949" in rows(found, "changed")[0]["changes"][0][2]
    assert [Cadre.objects.count(), Cadre.objects.get().ethnicity] == [1, "汉族"]
    assert not Step.objects.of(known).exists()

    done = taken(found, staff)

    assert counts(done) == (2, 1, 0, 0)
    assert sorted(Cadre.objects.values_list("ethnicity", flat=True)) == ["", "回族", "苗族"]
    with pytest.raises(Refused):
        taken(Job.objects.get(pk=found.pk), staff)


def test_only_what_was_shown_is_taken_in(staff):
    known = CadreFactory(name="李四", born_on=date(1975, 12, 1), began_work_on=None)
    found = sent(
        staff,
        ("a.lrmx", small("张三")),
        ("b.lrmx", small("李四", "197512", MinZu="回族")),
        ("c.lrmx", small("", "1")),
        dry=True,
    )
    Cadre.objects.filter(pk=known.pk).update(ethnicity="苗族")

    done = taken(found, staff)

    assert counts(done) == (1, 0, 0, 2)
    assert "after the preview" in rows(done, "refused")[0]["faults"][0][2]
    known.refresh_from_db()
    assert known.ethnicity == "苗族"


def test_a_person_stands_in_one_file_only_and_the_preview_says_so_too(staff):
    known = CadreFactory(name="王五", born_on=date(1970, 1, 1), began_work_on=None)
    upload = [
        ("1.lrmx", small("张三", ShenFenZheng=NUMBER)),
        ("2.lrmx", small("张三")),  # may be the same: no number
        ("3.lrmx", small("张三", ShenFenZheng="51192319820301001X")),  # a namesake
        ("4.lrmx", small("改名", "194912", ShenFenZheng=NUMBER)),  # the same number
        ("5.lrmx", small("王五", "197001", MinZu="回族")),
        ("6.lrmx", small("王五", "197001", MinZu="苗族")),
    ]

    found = sent(staff, *upload, dry=True)
    done = taken(found, staff)

    assert counts(found) == counts(done) == (2, 1, 0, 3)
    assert [row["faults"][0][2] for row in rows(done, "refused")] == [
        "This person stands in 1.lrmx already.",
        "This person stands in 1.lrmx already.",
        "This person stands in 5.lrmx already.",
    ]
    known.refresh_from_db()
    assert known.ethnicity == "回族"


def test_ones_own_and_a_relatives_file_are_refused_alone(staff):
    own, kin = CadreFactory(name="李四"), CadreFactory(name="王五")
    staff.cadre = own
    staff.save(update_fields=["cadre"])
    Kinship.objects.create(
        user=staff,
        cadre=kin,
        relation="妻子",
        stage=KinshipStage.CONFIRMED,
        confirmed_by=UserFactory(role=Role.LEADER),
    )

    done = sent(
        User.objects.get(pk=staff.pk), ("a.lrmx", small("张三")), ("b.lrmx", small("李四")), ("c.lrmx", small("王五"))
    )

    assert counts(done) == (1, 0, 0, 2)
    for row in rows(done, "refused"):
        assert "your own file or that of a relative" in row["faults"][0][2]
        assert row["changes"] == []
        assert row["pk"] is None


def test_cancelling_in_the_middle_leaves_nothing(staff, waiting, monkeypatch):
    def cancel_after_first(self, form, *, file_name="", take=Intake.take):
        done = take(self, form, file_name=file_name)
        elsewhere = connections["default"].copy()
        with elsewhere.cursor() as cursor:
            cursor.execute("UPDATE cadres_job SET cancel_requested = true WHERE state = 'running'")
        elsewhere.close()
        return done

    monkeypatch.setattr(Intake, "take", cancel_after_first)
    monkeypatch.setattr("cadres.platform.jobs.services.progress.INTERVAL", 0)
    job = waiting(*forms_made.forms(20))

    assert services.run(job.pk) == JobState.CANCELLED
    assert not Cadre.objects.exists()
    assert not Step.objects.filter(move="import_form").exists()
    job.refresh_from_db()
    assert job.files.exclude(role="input-001").count() == 0


def test_a_job_whose_worker_died_is_done_once(staff, waiting, monkeypatch):
    """The first worker sleeps in the midst; the second finds the county held; the first wakes and undoes its work."""
    asleep, wake, calls = threading.Event(), threading.Event(), []

    def sleepy(self, form, *, file_name="", take=Intake.take):
        calls.append(file_name)
        if len(calls) == 2:
            asleep.set()
            assert wake.wait(30)
        return take(self, form, file_name=file_name)

    monkeypatch.setattr(Intake, "take", sleepy)
    monkeypatch.setattr("cadres.registry.appointment_forms.services.intake.COUNTY_WAIT", "50ms")
    job = waiting(*forms_made.forms(3))
    results = []

    def work():
        results.append(services.run(job.pk))
        connection.close()

    first = threading.Thread(target=work)
    first.start()
    assert asleep.wait(30)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - services.STALE - timedelta(seconds=1))
    assert services.run(job.pk) == JobState.QUEUED
    wake.set()
    first.join(30)

    assert results == [""]
    assert not Cadre.objects.exists()
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
    assert services.run(job.pk) == JobState.DONE
    assert Cadre.objects.count() == 3
    assert Step.objects.filter(move="import_form").count() == 3


def test_two_forms_of_one_person_at_the_same_time_open_one_file(staff):
    county = CountyFactory()

    results = run_concurrently(
        *(partial(import_form, small(JiGuan=native), division=county, by=staff) for native in ("四川平昌", "四川巴中"))
    )

    assert sorted(result.outcome for result in results) == ["changed", "new"]
    assert Cadre.objects.count() == 1


def test_while_a_county_is_held_others_are_told_and_people_go_on(staff, monkeypatch):
    monkeypatch.setattr("cadres.registry.appointment_forms.services.intake.COUNTY_WAIT", "50ms")
    county = CountyFactory()
    known = CadreFactory(name="李四")
    held, go = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Intake(county, by=staff).lock()
            held.set()
            assert go.wait(20)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(20)
    with pytest.raises(Refused, match="county-busy"):
        import_form(small(), division=county, by=staff)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    CadreFactory(division=county)  # a foreign key to the county is no hindrance
    Cadre.objects.filter(pk=known.pk).update(ethnicity="回族")
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")
    go.set()
    thread.join(20)
    assert import_form(small(), division=county, by=staff).created


def test_a_preview_locks_nobody_out(staff, monkeypatch):
    """When the last file is tried, the rows of the earlier ones are free already."""
    first = CadreFactory(name="李四", born_on=date(1975, 12, 1), began_work_on=None)
    free = []

    def look(self, form, *, file_name="", take=Intake.take):
        if file_name == "b.lrmx":
            elsewhere = connections["default"].copy()
            with elsewhere.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM (SELECT FROM cadres_cadre WHERE id = %s FOR UPDATE NOWAIT) q", [first.pk]
                )
                free.append(cursor.fetchone())
            elsewhere.close()
        return take(self, form, file_name=file_name)

    monkeypatch.setattr(Intake, "take", look)
    found = sent(staff, ("a.lrmx", small("李四", "197512", MinZu="回族")), ("b.lrmx", small("张三")), dry=True)

    assert (counts(found), free) == ((1, 1, 0, 0), [(1,)])


def test_a_new_file_costs_the_same_however_many_there_are(staff):
    def cost(number, seed):
        batch = forms.Batch([forms.upload_of(zipped(*forms_made.forms(number, seed=seed)))])
        with batch, transaction.atomic():
            intake = Intake(CountyFactory(), by=staff)
            with CaptureQueriesContext(connection) as queries:
                forms.run(batch, intake, done=lambda row, source: None)
        return len(queries)

    first = cost(1, 1)
    assert first <= 16  # of them: whose relative is who brings the forms, and the number that its values are bound to
    assert cost(30, 2) <= 30 * first


def test_who_lost_the_permission_takes_in_nothing(staff, waiting):
    job = waiting(("a.lrmx", small()))
    with pgtrigger.ignore("cadres.User:role_by_two"):
        User.objects.filter(pk=staff.pk).update(role=Role.LEADER)

    assert services.run(job.pk) == JobState.FAILED
    assert not Cadre.objects.exists()

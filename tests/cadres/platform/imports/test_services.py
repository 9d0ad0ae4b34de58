"""Workbooks of cadres: preview, taking in, refusals, cost."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from cadres.models import Cadre, Job, Step
from cadres.platform.imports import jobs
from cadres.platform.imports.services.workbook import Sheet
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.services import jobs as services
from cadres.registry.cadre_files.choices import Sex
from cadres.registry.workbooks.import_resources import Cadres
from cadres.registry.workbooks.import_resources.organizations import Organizations
from cadres.shared.errors import Refused
from tests.support.cadres import COUNTY, CadreFactory, TownshipFactory, UserFactory
from tests.support.imports import HEADER, ONE, TWO, counts, exported, preview, rows, take_in
from tests.support.workbooks import messy, rows_of, workbook

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


def test_a_preview_that_is_asked_for_twice_is_taken_in_once(staff, in_the_queue):
    found = preview(workbook(HEADER, [("李四", "男", "198203", ONE)]), staff)
    first, second = (in_the_queue(jobs.start_apply, found, by=staff, whole=True) for _time in range(2))

    assert services.run(second.pk) == JobState.QUEUED  # and lets its worker go
    assert services.run(first.pk) == JobState.DONE
    Job.objects.filter(pk=second.pk).update(not_before=timezone.now())
    assert services.run(second.pk) == JobState.FAILED

    second.refresh_from_db()
    assert second.message == "This file has been taken in already. (Rule of this program)"
    assert Cadre.objects.count() == 1


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

    assert "is that of 王五, born" in rows(found, "refused")[0]["faults"][0][1]


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
    monkeypatch.setattr("cadres.platform.jobs.services.progress.INTERVAL", 0)

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
            some = [jobs.engine.read_row(line) for line in sheet.lines()]
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

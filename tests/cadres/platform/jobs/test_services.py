"""Jobs by themselves: progress that is seen, cancel, two workers, a dead worker."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, connections
from django.utils import timezone

from cadres.models import Cadre, Job, JobFilePart
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.points import KINDS, Failed, NewFile, Result, RetryLater, job
from cadres.platform.jobs.services import files
from cadres.platform.jobs.services import jobs as services
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.crypto import stored
from tests.support.points import contributed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kind():
    """A job whose work is what the test says."""
    work = {}
    made = job("test.work", "Work")(lambda job, progress, **params: work["do"](job, progress, **params))  # noqa: PLW0108 -- set later
    with contributed(KINDS, made):
        yield work


@pytest.fixture
def waiting(staff, in_the_queue):
    """A queued job that no worker has taken."""
    return partial(in_the_queue, services.start, "test.work", staff)


def test_the_work_and_its_end_are_one(kind, staff):
    def work(job, progress, *, size):
        progress.begin(size, "Counting")
        CadreFactory()
        progress.step(size)
        return Result("All counted.", {"size": size}, [NewFile("result", "a.txt", "text/plain", [b"ab", b"cd"])])

    kind["do"] = work

    done = Job.objects.get(pk=services.start("test.work", staff, size=3).pk)  # eager: has run on commit

    assert (done.state, done.message, done.report, done.share) == (JobState.DONE, "All counted.", {"size": 3}, 100)
    assert Cadre.objects.count() == 1
    file = done.files.get()
    with files.open_file(file) as kept:
        assert (file.size, kept.read()) == (4, b"abcd")
    assert b"abcd" not in b"".join(stored(part, "data") for part in JobFilePart.objects.all())


def test_progress_is_seen_while_the_transaction_runs_and_cancel_undoes_everything(kind, waiting, staff):
    seen = []

    def work(job, progress):
        progress.begin(10)
        CadreFactory()
        progress.done = 4
        progress.tell()
        elsewhere = connections["default"].copy()
        with elsewhere.cursor() as cursor:
            cursor.execute("SELECT done, (SELECT count(*) FROM cadres_cadre) FROM cadres_job WHERE id = %s", [job.pk])
            seen.append(cursor.fetchone())
            cursor.execute("UPDATE cadres_job SET cancel_requested = true WHERE id = %s", [job.pk])
        elsewhere.close()
        progress.tell()

    kind["do"] = work
    pk = waiting().pk

    assert services.run(pk) == JobState.CANCELLED
    assert seen == [(4, 0)]
    assert Cadre.objects.count() == 0


def test_progress_writes_at_most_twice_a_second(kind, waiting, django_assert_max_num_queries):
    told = []

    def work(job, progress):
        progress.begin(1000)
        progress.tell = lambda: told.append(progress.done)
        for _number in range(1000):
            progress.step()
        del progress.tell

    kind["do"] = work

    assert services.run(waiting().pk) == JobState.DONE
    assert len(told) <= 2 * 2


def test_a_failure_undoes_the_work_and_keeps_the_report(kind, waiting):
    def work(job, progress):
        CadreFactory()
        raise Failed("Row 3 is wrong.", {"rows": 3}, [NewFile("errors", "e.txt", "text/plain", [b"x"])])

    kind["do"] = work
    found = waiting()

    assert services.run(found.pk) == JobState.FAILED
    found.refresh_from_db()
    assert (found.message, found.report, found.files.count()) == ("Row 3 is wrong.", {"rows": 3}, 1)
    assert Cadre.objects.count() == 0


def test_an_error_of_the_program_is_told_without_its_details(kind, waiting):
    def work(job, progress):
        raise RuntimeError("secret 511923")

    kind["do"] = work
    found = waiting()

    assert services.run(found.pk) == JobState.FAILED
    found.refresh_from_db()
    assert "secret" not in found.message
    assert str(found.pk) in found.message


def test_of_two_workers_one_does_the_job(kind, waiting):
    started, go, runs = threading.Event(), threading.Event(), []

    def work(job, progress):
        runs.append(1)
        CadreFactory()
        started.set()
        assert go.wait(20)

    kind["do"] = work
    pk = waiting().pk
    results = []

    def worker():
        results.append(services.run(pk))
        connection.close()

    first = threading.Thread(target=worker)
    first.start()
    assert started.wait(20)
    second = services.run(pk)
    go.set()
    first.join(20)

    assert (second, results, runs) == ("", [JobState.DONE], [1])
    assert Cadre.objects.count() == 1


def test_a_job_of_a_dead_worker_is_taken_over_and_the_dead_one_coming_back_undoes_its_work(kind, waiting):
    """The first worker sleeps past its time; the second does the job; the first wakes and must not finish it too."""
    asleep, wake = threading.Event(), threading.Event()
    attempts, results = [], []

    def work(job, progress):
        attempts.append(job.attempts)
        CadreFactory()
        if len(attempts) == 1:
            asleep.set()
            assert wake.wait(20)

    kind["do"] = work
    pk = waiting().pk

    def worker():
        results.append(services.run(pk))
        connection.close()

    first = threading.Thread(target=worker)
    first.start()
    assert asleep.wait(20)
    long_ago = timezone.now() - services.STALE - timedelta(seconds=1)
    Job.objects.filter(pk=pk).update(heartbeat_at=long_ago)
    assert services.watch() == 1  # sends it again; eager, so it runs here
    wake.set()
    first.join(20)

    assert attempts == [1, 2]
    assert results == [""]
    assert Job.objects.get(pk=pk).state == JobState.DONE
    assert Cadre.objects.count() == 1


def test_a_job_that_kills_its_workers_is_given_up(waiting, kind):
    found = waiting()
    long_ago = timezone.now() - services.STALE - timedelta(seconds=1)
    Job.objects.filter(pk=found.pk).update(
        state=JobState.RUNNING, attempts=services.ATTEMPTS, heartbeat_at=long_ago, token=None
    )

    services.watch()

    found.refresh_from_db()
    assert found.state == JobState.FAILED
    assert "several times" in found.message


def test_a_waiting_job_is_cancelled_at_once_and_an_ended_one_not(waiting, kind, staff):
    found = waiting()

    services.request_cancel(found, by=staff)

    assert services.run(found.pk) == ""
    assert Job.objects.get(pk=found.pk).state == JobState.CANCELLED
    with pytest.raises(Refused):
        services.request_cancel(found, by=staff)


def later(job, progress):
    CadreFactory()
    progress.begin(3, "Begun")
    raise RetryLater("Waits for the printer.")


def due(found) -> Job:
    """The pause is over."""
    Job.objects.filter(pk=found.pk).update(not_before=timezone.now())
    return Job.objects.get(pk=found.pk)


def test_what_must_wait_goes_back_into_the_queue_and_is_done_when_its_time_has_come(kind, waiting):
    kind["do"] = later
    found = waiting()

    assert services.run(found.pk) == JobState.QUEUED
    found.refresh_from_db()
    assert (found.message, found.token, found.started_at, found.total) == ("Waits for the printer.", None, None, 0)
    assert found.not_before - found.waiting_since == services.PAUSE
    assert Cadre.objects.count() == 0
    assert services.run(found.pk) == ""  # too early

    kind["do"] = lambda job, progress: CadreFactory() and None
    assert services.run(due(found).pk) == JobState.DONE
    assert Cadre.objects.count() == 1


def test_waiting_wears_no_job_out(kind, waiting):
    kind["do"] = later
    found = waiting()

    for _time in range(services.ATTEMPTS + 2):
        assert services.run(due(found).pk) == JobState.QUEUED

    assert Job.objects.get(pk=found.pk).attempts == 0


def test_patience_has_an_end_that_is_told(kind, waiting):
    kind["do"] = later
    found = waiting()
    long_ago = timezone.now() - services.PATIENCE - timedelta(minutes=1)
    Job.objects.filter(pk=found.pk).update(waiting_since=long_ago)

    assert services.run(found.pk) == JobState.FAILED
    found.refresh_from_db()
    assert "Given up after 121 minutes of waiting" in found.message
    assert "Waits for the printer." in found.message


def test_a_job_that_waits_for_another_is_cancelled_at_once(kind, waiting, staff):
    kind["do"] = later
    found = waiting()
    services.run(found.pk)

    services.request_cancel(found, by=staff)

    found.refresh_from_db()
    assert (found.state, found.message) == (JobState.CANCELLED, "Cancelled. Nothing was changed.")
    assert services.run(due(found).pk) == ""


def test_who_cancels_while_the_job_goes_back_is_heard(kind, waiting, staff):
    def cancelled_meanwhile(job, progress):
        elsewhere = connections["default"].copy()
        with elsewhere.cursor() as cursor:
            cursor.execute("UPDATE cadres_job SET cancel_requested = true WHERE id = %s", [job.pk])
        elsewhere.close()
        raise RetryLater("Waits for the printer.")

    kind["do"] = cancelled_meanwhile
    found = waiting()

    assert services.run(found.pk) == JobState.CANCELLED
    assert Job.objects.get(pk=found.pk).ended_at


def test_a_waiting_job_whose_message_was_lost_is_sent_again(kind, waiting):
    kind["do"] = later
    found = waiting()
    long_ago = timezone.now() - services.STALE - timedelta(seconds=1)
    Job.objects.filter(pk=found.pk).update(created_at=long_ago)
    services.run(found.pk)
    kind["do"] = lambda job, progress: Result("Printed.")

    assert services.watch() == 0  # it only waits

    Job.objects.filter(pk=found.pk).update(not_before=long_ago)
    assert services.watch() == 1
    assert Job.objects.get(pk=found.pk).state == JobState.DONE


def test_old_files_are_deleted_and_the_job_stays(kind, staff):
    kind["do"] = lambda job, progress: Result(files=[NewFile("result", "a", "text/plain", [b"x"])])
    done = services.start("test.work", staff)
    Job.objects.filter(pk=done.pk).update(ended_at=timezone.now() - services.KEEP_FILES - timedelta(days=1))

    services.watch()

    assert Job.objects.get(pk=done.pk).files.count() == 0


def test_only_the_owner_sees_a_job(kind, staff, as_user):
    kind["do"] = lambda job, progress: Result("Done so far.", {}, [NewFile("result", "a.txt", "text/plain", [b"x"])])
    done = services.start("test.work", staff)
    mine, other = as_user(staff), as_user(UserFactory())
    pages = [f"/jobs/{done.pk}/", f"/jobs/{done.pk}/progress/", f"/jobs/{done.pk}/files/result/"]

    assert [mine.get(page).status_code for page in pages[:2]] == [200, 200]
    assert [other.get(page).status_code for page in pages] == [404, 404, 404]
    assert other.post(f"/jobs/{done.pk}/cancel/").status_code == 404
    assert "Done so far." in mine.get("/jobs/").text
    assert mine.get("/jobs/?cursor=forged").status_code == 404
    assert "Done so far." not in other.get("/jobs/").text
    given = mine.get(pages[2])
    assert b"".join(given) == b"x"
    given.close()


def test_the_page_of_a_running_job_asks_again_and_offers_to_stop(kind, waiting, staff, as_user):
    found = waiting()
    page = as_user(staff).get(f"/jobs/{found.pk}/").text

    assert f'hx-get="/jobs/{found.pk}/progress/"' in page
    assert 'http-equiv="refresh"' in page
    assert as_user(staff).post(f"/jobs/{found.pk}/cancel/").status_code == 302
    ended = as_user(staff).get(f"/jobs/{found.pk}/progress/")
    assert ended.headers["HX-Refresh"] == "true"
    assert "hx-get" not in ended.text

"""Jobs that take in forms of one county: one after another, first come, first served, no worker held by waiting."""

import threading
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cadres.models import Cadre, Job, Step
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.services import jobs as services
from cadres.registry.appointment_forms import jobs as forms
from cadres.registry.appointment_forms.services.intake import Intake
from tests.support.appointment_forms import small, zipped
from tests.support.cadres import CountyFactory
from tests.support.concurrency import run_concurrently

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _short_wait(monkeypatch):
    monkeypatch.setattr("cadres.registry.appointment_forms.services.intake.COUNTY_WAIT", "50ms")


@pytest.fixture
def queued(staff, in_the_queue):
    """A job with the form of one person, in the queue."""

    def start(name, *, dry=False):
        upload = forms.upload_of(zipped((f"{name}.lrmx", small(name))))
        return in_the_queue(forms.receive, [upload], division=CountyFactory(), by=staff, dry=dry)

    return start


@contextmanager
def county_held(staff):
    """Somebody takes in forms of the county meanwhile, in a thread and a transaction of his own."""
    held, go = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Intake(CountyFactory(), by=staff).lock()
            held.set()
            assert go.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(30)
    try:
        yield
    finally:
        go.set()
        thread.join(30)


def due(job) -> int:
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
    return job.pk


def state_of(job) -> tuple:
    job.refresh_from_db()
    return job.state, job.message


def test_a_job_lets_its_worker_go_while_the_county_is_held(staff, queued):
    job = queued("张三")

    with county_held(staff):
        assert services.run(job.pk) == JobState.QUEUED
        assert state_of(job) == (JobState.QUEUED, "Waits until somebody else has taken in forms of this county.")
        assert services.run(due(job)) == JobState.QUEUED

    assert services.run(due(job)) == JobState.DONE
    assert Cadre.objects.get().name == "张三"


def test_first_come_first_served(staff, queued, monkeypatch):
    """While the first works, two others ask; the last cannot overtake the second, however often it asks."""
    working, go = threading.Event(), threading.Event()

    def slow(self, form, *, file_name="", take=Intake.take):
        if file_name == "first.lrmx":
            working.set()
            assert go.wait(30)
        return take(self, form, file_name=file_name)

    monkeypatch.setattr(Intake, "take", slow)
    first, second, third = queued("first"), queued("second"), queued("third")
    results = []

    def work():
        results.append(services.run(first.pk))
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    assert working.wait(30)
    assert [services.run(second.pk), services.run(third.pk)] == [JobState.QUEUED] * 2
    assert state_of(second)[1] == "Waits until the earlier job is done that takes in forms of this county."
    assert state_of(third)[1] == "Waits until the 2 earlier jobs are done that take in forms of this county."
    go.set()
    thread.join(30)

    assert results == [JobState.DONE]
    assert services.run(due(third)) == JobState.QUEUED
    assert [services.run(due(second)), services.run(due(third))] == [JobState.DONE] * 2
    assert list(Cadre.objects.order_by("pk").values_list("name", flat=True)) == ["first", "second", "third"]


def test_who_is_cancelled_lets_the_next_one_pass(staff, queued):
    first, second = queued("first"), queued("second")
    with county_held(staff):
        services.run(first.pk)
    assert services.run(second.pk) == JobState.QUEUED

    services.request_cancel(first, by=staff)

    assert services.run(due(second)) == JobState.DONE
    assert [cadre.name for cadre in Cadre.objects.all()] == ["second"]


def test_of_many_workers_one_has_the_waiting_job(staff, queued):
    job = queued("张三")

    with county_held(staff):
        waiting = run_concurrently(*[partial(services.run, job.pk)] * 3)
    done = run_concurrently(*[partial(services.run, due(job))] * 3)

    assert sorted(waiting) == ["", "", JobState.QUEUED]
    assert sorted(done) == ["", "", JobState.DONE]
    assert Step.objects.filter(move="import_form").count() == 1


def test_a_worker_killed_while_it_asks_loses_nothing(staff, queued):
    """It had taken the job up and died before it could put it back."""
    job = queued("张三")
    with county_held(staff):
        services.run(job.pk)
    long_ago = timezone.now() - 2 * services.STALE
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1, heartbeat_at=long_ago)

    services.watch()  # sends it again; eager, so it runs here

    assert state_of(job)[0] == JobState.DONE
    assert Cadre.objects.count() == 1


def test_a_preview_taken_in_twice_is_taken_in_once(staff, queued, in_the_queue):
    found = queued("张三", dry=True)
    assert services.run(found.pk) == JobState.DONE
    found.refresh_from_db()
    first, second = (in_the_queue(forms.start_take, found, by=staff) for _time in range(2))

    run_concurrently(partial(services.run, first.pk), partial(services.run, second.pk))
    services.run(due(second))  # unless the first was done before it began

    assert state_of(first)[0] == JobState.DONE
    assert state_of(second) == (JobState.FAILED, "This file has been taken in already. (Rule of this program)")
    assert Cadre.objects.count() == 1

"""The cache and the queue: nothing in them is ever run, and neither their loss nor their silence is felt."""

import os
import pickle
import time
import uuid
from contextlib import ExitStack, suppress
from functools import partial

import pytest
import redis
from celery.contrib.testing.worker import start_worker
from django.core.cache import cache, caches
from django.urls import reverse
from kombu import Producer, Queue
from rest_framework.throttling import UserRateThrottle

from cadres.platform.accounts.choices import Role
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.services import jobs
from cadres.shared import breaker
from cadres.shared.api.viewsets import ScopedViewSet
from config import health
from config.cache import BREAKERS, JSONSerializer
from config.celery import app
from tests.support.cadres import UserFactory
from tests.support.concurrency import run_concurrently
from tests.support.silence import silent_server

KEPT_FROM_BEFORE = pickle.dumps({"a": 1})


class Bomb:
    """Makes a file wherever it is unpickled."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


@pytest.fixture(autouse=True)
def _limits(settings, monkeypatch):
    """As in an installation; and what a test before has found hanging is forgotten."""
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "60/m/ip,5/15m/key", "reauthenticate": "5/15m/user"}
    monkeypatch.setattr(ScopedViewSet, "throttle_classes", [UserRateThrottle])
    monkeypatch.setattr(UserRateThrottle, "rate", "100/min", raising=False)
    monkeypatch.setattr(jobs, "BROKER", breaker.Breaker())
    BREAKERS.clear()
    cache.clear()


@pytest.fixture(params=["hangs", "is gone"])
def away(request, settings):
    """The address of a cache and broker that does not answer."""
    with ExitStack() as stack:
        port = stack.enter_context(silent_server()) if request.param == "hangs" else 1
        address = f"redis://127.0.0.1:{port}/0"
        settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": address}}
        yield address


@pytest.fixture
def truly_sent():
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


@pytest.fixture
def valkey(settings):
    with redis.Redis.from_url(settings.CACHES["default"]["LOCATION"]) as client:
        yield client


# --- nothing is run ---------------------------------------------------------------------------------
@pytest.mark.parametrize("value", [0, 7, -1, True, None, 1.5, "字", [1.5, "a"], {"a": [None]}])
def test_what_is_written_is_read(value):
    cache.set("value", value)
    assert cache.get("value", "nothing") == value
    assert cache.get_many(["value"]) == {"value": value}


def test_numbers_are_counted_up():
    cache.set("count", 1)
    assert cache.incr("count") == 2
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nowhere")


@pytest.mark.parametrize("value", [{1, 2}, object(), b"bytes", float("nan")])
def test_what_is_no_json_is_an_error_at_writing(value):
    with pytest.raises((TypeError, ValueError)):
        cache.set("value", value)


@pytest.mark.parametrize("data", [KEPT_FROM_BEFORE, b"", b"\xff", b"[" * 100_000, b"9" * 10_000, b"{'a'"])
def test_what_cannot_be_read_is_not_there(valkey, data):
    valkey.set(cache.make_key("odd"), data)
    assert cache.get("odd", "nothing") == "nothing"
    assert cache.get_many(["odd"]) == {}


@pytest.mark.django_db
def test_a_pickle_in_the_cache_is_not_run(api, robot, valkey, tmp_path):
    trap = tmp_path / "trap"
    key = cache.make_key(UserRateThrottle.cache_format % {"scope": "user", "ident": robot.pk})
    valkey.set(key, pickle.dumps(Bomb(trap)))
    pickle.loads(valkey.get(key))  # noqa: S301 -- the trap works where it is stepped into
    trap.rmdir()

    assert api.get("/api/v1/cadres/").status_code == 200
    assert not trap.exists()
    assert isinstance(JSONSerializer().loads(valkey.get(key))[0], float)  # the time of the call, in its place


def test_a_pickled_message_is_not_run(valkey, tmp_path, truly_sent):
    """Beside it, one in JSON is."""
    trap, queue = tmp_path / "trap", f"test-{uuid.uuid4().hex}"
    valkey.delete(health.KEY.format(part="worker"))
    with app.connection_for_write() as line, Producer(line) as producer:
        headers = {"task": health.HEARTBEAT, "id": uuid.uuid4().hex, "lang": "py"}
        body = ((), {"odd": Bomb(trap)}, {})
        where = {"routing_key": queue, "declare": [Queue(queue)]}
        producer.publish(body, serializer="pickle", headers=headers, **where)
        app.send_task(health.HEARTBEAT, queue=queue, connection=line)
    assert valkey.llen(f"cadres:{queue}") == 2

    with start_worker(app, perform_ping_check=False, pool="solo", queues=[queue], loglevel="CRITICAL"):
        deadline = time.monotonic() + 20
        while not valkey.exists(health.KEY.format(part="worker")) and time.monotonic() < deadline:
            time.sleep(0.05)

    assert valkey.exists(health.KEY.format(part="worker"))
    assert valkey.llen(f"cadres:{queue}") == 0
    assert not trap.exists()


# --- nobody waits -----------------------------------------------------------------------------------
def timed(call):
    started = time.monotonic()
    result = call()
    return result, time.monotonic() - started


def test_one_wait_and_not_one_a_call(away):
    def many():
        return [
            cache.get("a"),
            cache.add("a", 1),
            cache.add("a", 1),
            cache.incr("a"),
            cache.get("a"),
            cache.delete("a"),
        ]

    answers, took = timed(many)
    assert answers == [None, True, False, 2, 2, True]  # the process keeps for itself
    assert took < 0.6


def test_of_several_threads_one_tries_again(away, monkeypatch):
    monkeypatch.setattr(breaker, "PAUSE", 0.5)
    cache.get("a")
    time.sleep(0.55)
    waits = sorted(run_concurrently(*[lambda: timed(lambda: cache.get("a"))[1] for _ in range(4)]))
    assert waits[2] < 0.2


def test_it_is_asked_again_when_it_is_back(settings, monkeypatch):
    monkeypatch.setattr(breaker, "PAUSE", 0.1)
    with suppress(AttributeError):
        del caches["default"]  # made before another test forgot its breaker
    cache.set("a", "there")
    address = settings.CACHES["default"]["LOCATION"]
    BREAKERS[address].ask(lambda: 1 / 0, lambda: None, (ZeroDivisionError,))
    assert cache.get("a") is None
    time.sleep(0.15)
    assert cache.get("a") == "there"


@pytest.mark.django_db
def test_pages_and_api_answer(away, as_user, staff, api):
    browser = as_user(staff)
    asked = [
        lambda: browser.get(reverse("home")),
        lambda: browser.get(reverse("cadres:cadre_list")),
        lambda: api.get("/api/v1/cadres/"),
    ]
    for ask in asked:
        ask()  # the first answer fills templates and translations
        BREAKERS.clear()
        answer, took = timed(ask)
        assert answer.status_code == 200
        assert took < 1


@pytest.mark.django_db
def test_log_in_is_possible_and_guessing_is_not(away, client):
    user = UserFactory()
    user.set_password("Kx9-welle-3")
    user.save()
    client.get(reverse("account_login"))
    answer, took = timed(lambda: client.post(reverse("account_login"), {"login": user.username, "password": "x"}))
    assert answer.status_code == 200
    assert took < 1
    answer = client.post(reverse("account_login"), {"login": user.username, "password": "Kx9-welle-3"})
    assert (answer.status_code, answer.url) == (302, "/")
    again = reverse("account_reauthenticate")
    tries = [client.post(again, {"password": "wrong"}).status_code for _ in range(7)]
    assert tries[0] == 200
    assert tries[-1] == 429


@pytest.mark.django_db
def test_the_api_still_counts(away, api, monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "rate", "2/min", raising=False)
    assert [api.get("/api/v1/cadres/").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.django_db
def test_the_state_of_the_system_is_told_in_time(away, as_user):
    browser = as_user(UserFactory(role=Role.SYSTEM))
    browser.get(reverse("health"))
    answer, took = timed(lambda: browser.get(reverse("health")))
    assert answer.status_code == 200
    assert took < 1.5  # it asks the broker itself, and that is what the page is for


@pytest.mark.django_db(transaction=True)
def test_a_job_waits_in_the_database(away, staff, monkeypatch, truly_sent):
    monkeypatch.setattr(app, "connection_for_write", partial(app.connection_for_write, away))
    job, took = timed(lambda: jobs.queue("import_cadres", staff, language="en"))
    assert took < 1
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED
    _, took = timed(lambda: jobs.queue("import_cadres", staff, language="en"))
    assert took < 0.2  # it was found hanging just now

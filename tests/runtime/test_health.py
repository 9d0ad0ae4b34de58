"""/healthz against real servers in every state."""

import signal
import time

import pytest
from django.db import connection

from config import health, tasks
from config.runner.account import Account
from config.runner.place import Place
from config.runner.valkey import Valkey
from config.servers import Embedded
from tests.runtime.launcher import let_servers_in


@pytest.fixture
def valkey(tmp_path, settings):
    """A queue of our own, to stop and to freeze."""
    let_servers_in(tmp_path)
    embedded = Embedded(tmp_path)
    account = Account()
    Place(tmp_path).prepare()
    account.make_directory(embedded.sockets)
    server = Valkey(embedded, account, throwaway=True)
    server.start()
    default = settings.CACHES["default"]
    settings.CACHES = {"default": {**default, "LOCATION": f"unix://{server.socket}?db=0"}}
    yield server
    server.stop()


@pytest.fixture
def ask(client):
    def get():
        answer = client.get("/healthz")
        return answer.status_code, answer.json()

    return get


@pytest.mark.django_db
def test_everything_up(valkey, ask):
    health.record_heartbeat(sent_at=time.time())
    status, body = ask()
    assert status == 200
    assert body == {
        "status": "up", "database": "up", "keys": "up", "broker": "up", "worker": "up", "beat": "up",
        "detail": body["detail"],
    }  # fmt: skip


@pytest.mark.django_db
def test_no_sign_of_life_yet(valkey, ask):
    status, body = ask()
    assert status == 503
    assert (body["status"], body["broker"], body["worker"], body["beat"]) == ("down", "up", "down", "down")


@pytest.mark.django_db
def test_worker_without_beat(valkey, ask):
    """Old messages still worked off show the worker, but not beat."""
    health.record_heartbeat(sent_at=time.time() - health.LATE - 5)
    status, body = ask()
    assert status == 503
    assert (body["worker"], body["beat"]) == ("up", "down")
    assert "75 s ago" in body["detail"]["beat"]


@pytest.mark.django_db
def test_worker_gone(valkey, ask, monkeypatch):
    health.record_heartbeat(sent_at=time.time())
    now = time.time()
    monkeypatch.setattr(health.time, "time", lambda: now + health.LATE + 5)
    _, body = ask()
    assert (body["worker"], body["beat"]) == ("down", "down")


@pytest.mark.django_db
def test_task_stamps_the_worker_and_not_beat_when_somebody_else_calls_it(valkey, ask):
    tasks.heartbeat.apply()
    _, body = ask()
    assert (body["worker"], body["beat"]) == ("up", "down")


@pytest.mark.django_db
def test_broker_stopped(valkey, ask):
    valkey.stop()
    status, body = ask()
    assert status == 503
    assert (body["database"], body["broker"], body["worker"], body["beat"]) == ("up", "down", "down", "down")
    assert "/" not in "".join(body["detail"].values())  # no address


@pytest.mark.django_db
def test_broker_frozen_is_told_in_time(valkey, ask):
    valkey.child.send_signal(signal.SIGSTOP)
    try:
        started = time.monotonic()
        status, body = ask()
        assert time.monotonic() - started < health.QUEUE_PATIENCE + 1
    finally:
        valkey.child.send_signal(signal.SIGCONT)
    assert (status, body["broker"]) == (503, "down")


def test_database_down_needs_no_database_to_be_told(valkey, client, monkeypatch):
    """No mark for the database here: any query of the request itself would fail this test."""
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "host", "/nowhere")
    client.cookies["sessionid"] = "a-session-that-would-be-looked-up"
    health.record_heartbeat(sent_at=time.time())
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    body = answer.json()
    assert answer.status_code == 503
    assert (body["database"], body["broker"], body["worker"], body["beat"]) == ("down", "up", "up", "up")
    assert body["detail"]["database"] == "OperationalError"


def test_never_cached_and_only_read(valkey, client):
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"
    assert client.head("/healthz").status_code == 503

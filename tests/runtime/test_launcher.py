"""The launcher: every refusal in one line, and the life of one installation through good and bad ends."""

import os
import signal
import socket
import sys
import time

import psutil
import pytest

from config.runner.place import Place
from config.runner.supervisor import GRACE
from tests.runtime.launcher import Launched, free_port, let_servers_in, run_once


@pytest.fixture
def var(tmp_path):
    let_servers_in(tmp_path)
    return tmp_path / "var"


@pytest.fixture
def launch(var):
    started = []

    def start(port: int) -> Launched:
        launched = Launched(var, port)
        started.append(launched)
        launched.wait_until_ready()
        return launched

    yield start
    for launched in started:
        launched.clear()


def refusal(done) -> str:
    """The one line; no traceback beside it."""
    assert done.returncode == 1, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("ERROR: ")
    return lines[0]


def test_port_taken(var):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = refusal(run_once(var, "--port", str(port)))
    assert f"Port {port} of 127.0.0.1 is taken by another program" in line
    assert f"make run PORT={port + 1}" in line


def test_port_that_does_not_exist(var):
    assert "There is no port 70000." in refusal(run_once(var, "--port", "70000"))


def test_full_disk(var):
    line = refusal(run_once(var, LEAST_FREE_BYTES=str(10**18)))
    assert "nearly full" in line
    assert "VAR_DIR" in line


def test_var_that_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    assert "cannot be used: Not a directory" in refusal(run_once(tmp_path / "file" / "var"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_var_without_permission(tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written to (Permission denied)" in refusal(run_once(tmp_path / "var"))


def test_second_instance(var):
    place = Place(var)
    place.prepare()
    with place.locked():
        line = refusal(run_once(var, "--port", str(free_port())))
    assert f"Another one is already running in this folder (pid {os.getpid()})" in line
    assert f"kill {os.getpid()}" in line


def test_database_url_that_does_not_answer(var):
    address = "postgres://u:pw@127.0.0.1:1/x"
    line = refusal(run_once(var, "--port", str(free_port()), DATABASE_URL=address, REDIS_URL="redis://127.0.0.1:1"))
    assert "The database at DATABASE_URL does not answer" in line
    assert "pw" not in line


def test_redis_url_that_does_not_answer(var):
    line = refusal(run_once(var, "--port", str(free_port()), REDIS_URL="redis://127.0.0.1:1"))
    assert "The queue at REDIS_URL does not answer" in line


def test_exec_gives_servers_and_status(var):
    script = (
        "import os, psycopg2, redis, sys; from environ import Env;"
        "host = os.environ['DATABASE_URL'].split('host=')[1];"
        "c = psycopg2.connect(user='cadres', dbname='cadres', host=host); k = c.cursor();"
        "k.execute('CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm; SELECT rolsuper FROM pg_roles"
        " WHERE rolname = current_user'); assert k.fetchone() == (False,);"
        "redis.Redis(unix_socket_path=host + '/valkey.sock').ping();"
        "sys.exit(7)"
    )
    done = run_once(var, "exec", "--throwaway", "--", sys.executable, "-c", script)
    assert done.returncode == 7, done.stderr
    assert not (var / "run" / "valkey.sock").exists()


@pytest.mark.slow
def test_life_of_an_installation(var, launch):
    """First start, hard kill, start over a misleading pid file, every process killed once, orderly end."""
    port = free_port()
    first = launch(port)
    assert "password" in first.said()
    status, health = first.health()
    assert status == 200, health
    assert {health[name] for name in ("status", "database", "broker", "worker", "beat")} == {"up"}
    if os.geteuid() == 0 and "run as root" not in first.said():
        assert 0 not in {process.uids().real for process in first.family}
    assert len(first.family) >= 9  # web and two workers, worker and two pool processes, beat, both servers

    first.end(signal.SIGKILL)
    assert first.left_behind() == []

    # A pid file from before, naming a living process that is none of ours: this one.
    (var / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{var / 'postgres'}\n1\n5432\n\n\n")
    second = launch(port)
    assert "password" not in second.said()  # the account of the first start is still there
    for killed in ({"database": "postgres", "queue": "valkey-server"}, {"web": "gunicorn", "worker": "worker"}):
        former = {name: second.member(word) for name, word in killed.items()}
        for process in former.values():
            process.kill()
        for name in killed:
            second.wait_until_said(
                f"The process '{name}' has ended by itself (by signal 9). It is started again in 1 s"
            )
            second.wait_until_said(f"Starting the process '{name}' again")
        second.wait_until_healthy()
        assert {second.member(word).pid for word in killed.values()}.isdisjoint(one.pid for one in former.values())
    second.family = psutil.Process(second.process.pid).children(recursive=True)
    second.member("beat").kill()
    second.wait_until_said("Starting the process 'beat' again")
    second.member("beat").kill()
    second.wait_until_said("'beat' has ended by itself (by signal 9). It is started again in 2 s")
    began = time.monotonic()
    assert second.end(signal.SIGINT) == 0  # in the pause
    assert time.monotonic() - began < GRACE
    assert second.left_behind() == []

    third = launch(port)
    assert third.end(signal.SIGTERM) == 0
    assert third.left_behind() == []
    assert "The data are kept" in third.said()
    assert not (var / "postgres" / "postmaster.pid").exists()  # PostgreSQL removes it at a clean end

"""Keeps servers, web, worker and beat running: what dies when all was up is started again, after growing pauses."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg2

from config.runner import children
from config.runner.account import SYSTEM_USER, Account
from config.runner.place import SIGNALS, Place
from config.runner.problems import Problem
from config.servers import ROOT

GRACE = 15  # seconds for a request or a task to end
READY_PATIENCE = 90
FIRST_PAUSE, LONGEST_PAUSE = 1, 60  # seconds before something is started again
RAN_WELL = 60  # seconds after which a death counts as the first again


OTHER_ADDRESSES = ("DATABASE_OWNER_URL", "DATABASE_SEALER_URL")
SEALING = "sealing"  # SEALING_QUEUE of the settings


class Member:
    """One of the processes, its output shown line by line behind its name."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], account: Account | None):
        self.name = name
        self.child = children.spawn(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **(account.popen_options() if account else {}),
        )
        os.set_blocking(self.child.stdout.fileno(), False)
        self.rest = b""

    def show(self) -> bool:
        """Print the complete lines that have come. False when there is no more to come, or not now."""
        try:
            data = os.read(self.child.stdout.fileno(), 65536)
        except BlockingIOError:
            return False
        *lines, self.rest = (self.rest + data).split(b"\n")
        if not data and self.rest:
            lines, self.rest = [self.rest], b""
        for line in lines:
            say(f"{self.name:<6} | {line.decode(errors='replace')}")
        return bool(data)

    def show_all(self) -> None:
        while self.show():
            pass


def say(text: str) -> None:
    """A closed terminal is no reason to fall over while everything is being stopped."""
    try:
        print(text, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 -- lives until the end


def members(place: Place, host: str, port: int) -> dict[str, list[str]]:
    """Where the sealer is an account of its own in the database, what it does is a process of its own."""
    python = sys.executable
    # Celery's advice against root comes on top of our own warning.
    celery = [python, "-W", "ignore:You're running the worker", "-m", "celery", "-A", "config", "--quiet"]
    quick = ["--without-gossip", "--without-mingle", "--without-heartbeat"]  # of use among many workers only
    worker = [*celery, "worker", "--loglevel", "WARNING", *quick]
    parted = bool(place.environment().get("DATABASE_SEALER_URL"))
    sealer = {"sealer": [*worker, "--queues", SEALING, "--pool", "solo", "--hostname", "sealer@%h"]} if parted else {}
    return {
        "web": [python, "-m", "gunicorn", "-c", "python:config.gunicorn", "--bind", f"{bracketed(host)}:{port}"],
        "worker": [*worker, "--concurrency", "2", *(["--exclude-queues", SEALING] if parted else [])],
        "beat": [
            *celery,
            "beat",
            "--loglevel",
            "WARNING",
            "--pidfile=",
            "--schedule",
            str(place.var / "beat" / "schedule"),
        ],
        **sealer,
    }  # fmt: skip -- option lists


def environment_of(name: str, place: Place) -> dict[str, str]:
    """What a process is told of the database: the address by which it connects itself, and no other."""
    environment = place.environment()
    if name == "sealer":
        environment["DATABASE_URL"] = environment["DATABASE_SEALER_URL"]
    return {key: value for key, value in environment.items() if key not in OTHER_ADDRESSES}


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def restart(server: Any) -> None:
    """When it does not start, nothing half started is left behind."""
    server.stop()
    try:
        server.start()
    except BaseException:
        server.stop()
        raise


class Watched:
    """A member or a server: how it is started, and after which pause again when it has died."""

    def __init__(self, name: str, child: Callable[[], subprocess.Popen | None], start: Callable[[], None]):
        self.name, self.child, self.start = name, child, start
        self.began = time.monotonic()
        self.pause = 0.0
        self.due: float | None = None

    def ending(self) -> str:
        """How it has ended by itself; empty while it runs or its next start is waited for."""
        child = self.child()
        if self.due is not None or child is None or child.poll() is None:
            return ""
        return f"by signal {-child.returncode}" if child.returncode < 0 else f"with status {child.returncode}"

    def put_off(self) -> str:
        """Lets some time pass before the next start; says when that will be."""
        ran_well = time.monotonic() - self.began >= RAN_WELL
        self.pause = FIRST_PAUSE if ran_well or not self.pause else min(2 * self.pause, LONGEST_PAUSE)
        self.due = time.monotonic() + self.pause
        return f"in {self.pause} s, at {time.strftime('%H:%M:%S', time.localtime(time.time() + self.pause))}"

    def start_again(self) -> None:
        """Raises ``Problem`` when it does not start."""
        self.due, self.began = None, time.monotonic()
        try:
            self.start()
        except (OSError, psycopg2.Error) as error:  # no memory for another process; the server is gone once more
            raise Problem(f"{type(error).__name__}.", "The machine may be short of memory.") from error


PROBE = "import celery, django, gunicorn; from config.settings import dev"


def account_for(place: Place) -> Account | None:
    """As whom web, worker and beat run: ourselves, or for root the servers' account; ``None``: as root, warned."""
    try:
        account = Account()
    except Problem as problem:
        say(f"WARNING: web, worker and beat run as root. {problem}")
        return None
    if account.uid is None:
        return account
    place.make_writable(account)
    if not (why := why_not(account, place)):
        return account
    remedy = "Start the program as an ordinary user, or put it and its Python where others may read them."
    say(f"WARNING: web, worker and beat run as root, since {SYSTEM_USER} cannot run the program ({why}). {remedy}")
    return None


def why_not(account: Account, place: Place) -> str:
    """Why the account cannot run the program; empty when it can."""
    command, environment = [sys.executable, "-c", PROBE], place.environment()
    try:
        subprocess.run(  # noqa: S603 -- our own line
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, **account.popen_options()
        )
    except subprocess.CalledProcessError as error:
        return (error.stderr.strip().splitlines() or ["no message"])[-1]
    except OSError as error:  # the Python itself lies in a closed folder
        return f"{error.filename}: {error.strerror}"
    return ""


class Supervisor:
    """Starts the members, watches them and the servers: a start that fails ends all, what dies later comes back."""

    def __init__(self, place: Place, servers: list, host: str, port: int):
        self.place = place
        self.servers = servers
        self.address = (host, port)
        self.account: Account | None = None
        self.members: dict[str, Member] = {}
        self.watched: list[Watched] = []
        self.selector = selectors.DefaultSelector()
        self.hurried = False

    def run(self, on_ready: Callable[[], None]) -> None:
        """Until a signal (``Stopped``) or a ``Problem``; on the way out nothing stays behind."""
        self.account = account_for(self.place)
        try:
            for server in self.servers:
                self.watched.append(Watched(server.name, partial(getattr, server, "child"), partial(restart, server)))
            for name, command in members(self.place, *self.address).items():
                start = partial(self._start_member, name, command)
                start()
                self.watched.append(Watched(name, partial(self._child_of, name), start))
            self._watch(on_ready)
        finally:
            self._stop()

    def _start_member(self, name: str, command: list[str]) -> None:
        if former := self.members.pop(name, None):
            self.selector.unregister(former.child.stdout)
            former.child.stdout.close()
            children.kill_group(former.child)  # what it had started itself
        member = self.members[name] = Member(name, command, environment_of(name, self.place), self.account)
        self.selector.register(member.child.stdout, selectors.EVENT_READ, member)

    def _child_of(self, name: str) -> subprocess.Popen | None:
        return self.members[name].child if name in self.members else None

    def _watch(self, on_ready: Callable[[], None]) -> None:
        waiting_since, next_look = time.monotonic(), 0.0
        ready = False
        while True:
            self._show()
            for one in self.watched:
                if how := one.ending():
                    self._show_last_words(one)
                    if not ready:
                        wrong = f"The process {one.name!r} has ended by itself ({how}), so everything is stopped."
                        raise Problem(wrong, self._advice(one.name))
                    say(f"The process {one.name!r} has ended by itself ({how}). It is started again {one.put_off()}.")
                elif one.due is not None and time.monotonic() >= one.due:
                    self._start_again(one)
            if not ready and time.monotonic() > next_look:
                ready = self._is_ready(since=waiting_since)
                next_look = time.monotonic() + 0.3
                if ready:
                    on_ready()

    def _show(self) -> None:
        for key, _ in self.selector.select(timeout=0.2):
            member = key.data
            if not member.show() and member.child.poll() is not None:
                time.sleep(0.05)  # its pipe has ended: do not turn round and round until it is started again

    def _show_last_words(self, one: Watched) -> None:
        if one.name in self.members:
            self.members[one.name].show_all()

    def _start_again(self, one: Watched) -> None:
        say(f"Starting the process {one.name!r} again")
        try:
            one.start_again()
        except Problem as problem:
            say(f"The process {one.name!r} does not start: {problem} It is tried again {one.put_off()}.")

    def _advice(self, name: str) -> str:
        if name in self.members:
            return "Its last words are above; start again with: make run"
        return f"See {self.place.var / 'log'}; start again with: make run"

    def _is_ready(self, since: float) -> bool:
        health = self.health()
        if health is not None and health["status"] == "up":
            return True
        if time.monotonic() - since < READY_PATIENCE:
            return False
        down = "no answer from the web process" if health is None else json.dumps(health["detail"])
        raise Problem(f"Not everything is up after {READY_PATIENCE} seconds: {down}.", "The lines above tell more.")

    def health(self) -> dict | None:
        host, port = self.address
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared, not bound
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://{bracketed(host)}:{port}/healthz", timeout=5) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error) if error.code == 503 else None
        except (OSError, ValueError):
            return None

    def _stop(self) -> None:
        def hurry(signum: int, frame: object) -> None:  # noqa: ARG001 -- a handler's signature
            self.hurried = True

        for each in SIGNALS:
            signal.signal(each, hurry)
        for member in self.members.values():
            if member.child.poll() is None:
                member.child.terminate()  # a task that nobody begins any more waits in the queue
        for member in self.members.values():
            children.end(member.child, 0, GRACE, is_urgent=self._listen)
        self._listen()
        for member in self.members.values():
            member.child.stdout.close()
        self.selector.close()

    def _listen(self) -> bool:
        """Keep reading, or a talkative process would wait for its pipe; a second signal means hurry."""
        for member in self.members.values():
            member.show_all()
        return self.hurried

"""Keeps web, worker and beat running together: all of them, or none."""

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

from config.runner import children
from config.runner.place import ROOT, SIGNALS, Place
from config.runner.problems import Problem

GRACE = 15  # seconds for a request or a task to end
READY_PATIENCE = 90


class Member:
    """One of the processes, its output shown line by line behind its name."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]):
        self.name = name
        self.child = children.spawn(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
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
    python = sys.executable
    # Celery's advice against root is printed at every start; a trial as root is what was asked for.
    celery = [python, "-W", "ignore:You're running the worker", "-m", "celery", "-A", "config", "--quiet"]
    quick = ["--without-gossip", "--without-mingle", "--without-heartbeat"]  # of use among many workers only
    return {
        "web": [python, "-m", "gunicorn", "-c", "python:config.gunicorn", "--bind", f"{bracketed(host)}:{port}"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", *quick],
        "beat": [
            *celery,
            "beat",
            "--loglevel",
            "WARNING",
            "--pidfile=",
            "--schedule",
            str(place.var / "beat-schedule"),
        ],
    }  # fmt: skip -- option lists


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class Supervisor:
    """Starts the members, watches them and the servers, and stops all when one is gone or a signal came."""

    def __init__(self, place: Place, servers: list, host: str, port: int):
        self.place = place
        self.servers = servers
        self.address = (host, port)
        self.members: dict[str, Member] = {}
        self.hurried = False

    def run(self, on_ready: Callable[[], None]) -> None:
        """Until a signal (``Stopped``) or a ``Problem``; on the way out nothing stays behind."""
        environment = self.place.environment()
        try:
            for name, command in members(self.place, *self.address).items():
                self.members[name] = Member(name, command, environment)
            self._watch(on_ready)
        finally:
            self._stop()

    def _watch(self, on_ready: Callable[[], None]) -> None:
        waiting_since, next_look = time.monotonic(), 0.0
        ready = False
        with selectors.DefaultSelector() as selector:
            for member in self.members.values():
                selector.register(member.child.stdout, selectors.EVENT_READ, member)
            while True:
                for key, _ in selector.select(timeout=0.2):
                    key.data.show()
                self._check_all_run()
                if not ready and time.monotonic() > next_look:
                    ready = self._is_ready(since=waiting_since)
                    next_look = time.monotonic() + 0.3
                    if ready:
                        on_ready()

    def _check_all_run(self) -> None:
        running = [(member.name, member.child) for member in self.members.values()]
        running += [(server.name, server.child) for server in self.servers]
        for name, child in running:
            status = child.poll()
            if status is not None:
                if name in self.members:
                    self.members[name].show_all()
                how = f"by signal {-status}" if status < 0 else f"with status {status}"
                wrong = f"The process {name!r} has ended by itself ({how}), so everything is stopped."
                raise Problem(wrong, self._advice(name))

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

    def _listen(self) -> bool:
        """Keep reading, or a talkative process would wait for its pipe; a second signal means hurry."""
        for member in self.members.values():
            member.show_all()
        return self.hurried

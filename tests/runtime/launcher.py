"""A real ``make run`` of these sources: own ``var``, own port, real servers."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil

from config.servers import ROOT, Embedded

WORD = re.compile(r"[\w-]+")
PATIENCE = 600  # seconds; a first start beside other tests on two cores takes long


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def let_servers_in(folder: Path) -> None:
    """As root the servers have an account of their own; pytest keeps its folders closed."""
    while folder != Path(tempfile.gettempdir()):
        folder.chmod(0o711)
        folder = folder.parent


def environment(var: Path, **extra: str) -> dict[str, str]:
    """As in a fresh shell: the addresses of the test run's own servers are not handed on."""
    dropped = ("REDIS_URL", "DJANGO_SETTINGS_MODULE", "VAR_DIR", "PYTEST_CURRENT_TEST", *Embedded(var).database_urls)
    kept = {name: value for name, value in os.environ.items() if name not in dropped and "COV" not in name}
    return {**kept, "VAR_DIR": str(var), "START": "empty", **extra}


def run_once(var: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess:
    return subprocess.run(  # noqa: S603 -- our own launcher
        [sys.executable, "-m", "config.run", *arguments],
        cwd=ROOT, env=environment(var, **extra), capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip


class Launched:
    """One launcher process and all it started."""

    def __init__(self, var: Path, port: int):
        self.var, self.port = var, port
        self.log = var.parent / f"{var.name}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own launcher
                [sys.executable, "-m", "config.run", "--port", str(port)],
                cwd=ROOT, env=environment(var), stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self.family: list[psutil.Process] = []

    def wait_until_ready(self) -> None:
        self.wait_until_said("Ready:")
        self.family = psutil.Process(self.process.pid).children(recursive=True)

    def wait_until_said(self, text: str) -> None:
        self._wait_until(lambda: text in self.said())

    def wait_until_healthy(self) -> None:
        self._wait_until(self._is_healthy)

    def _is_healthy(self) -> bool:
        try:
            return self.health()[0] == 200
        except OSError:  # the web process is not there
            return False

    def _wait_until(self, true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)

    def said(self) -> str:
        return self.log.read_text()

    def member(self, word: str) -> psutil.Process:
        """The child of the launcher that has the word in its command, which some write anew as their title.

        One that has just been started has no command of its own for a moment.
        """
        found: list[psutil.Process] = []

        def is_there() -> bool:
            children = psutil.Process(self.process.pid).children()
            with contextlib.suppress(psutil.NoSuchProcess):
                found[:] = [child for child in children if word in WORD.findall(" ".join(child.cmdline()))]
            return bool(found)

        self._wait_until(is_there)
        return found[0]

    def health(self) -> tuple[int, dict]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def end(self, signum: int) -> int:
        self.process.send_signal(signum)
        return self.process.wait(timeout=PATIENCE)

    def left_behind(self) -> list[str]:
        """What of the family is alive after a moment; the kernel's signals need one."""
        _, alive = psutil.wait_procs(self.family, timeout=10)
        return [" ".join(process.cmdline()) for process in alive if process.status() != psutil.STATUS_ZOMBIE]

    def clear(self) -> None:
        if self.process.poll() is None:
            self.end(signal.SIGTERM)

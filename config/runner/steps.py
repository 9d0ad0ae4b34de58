"""What must be done before pages can be served, and how to see cheaply that it is done already."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import redis
from environ import Env
from psycopg2 import errors

from config.runner import assets, children
from config.runner.place import Place
from config.runner.problems import Problem
from config.servers import ROOT

APPS = ("cadres", "assessment", "training", "selection", "incentives", "config")
TAIL = 12  # lines of a failed step that are shown


@dataclass(frozen=True)
class Step:
    """One preparation; skipped while nothing it depends on has changed."""

    name: str
    telling: str
    depends_on: Callable[["Kitchen"], Iterable[object]]
    work: Callable[["Kitchen"], None]


class Kitchen:
    """Where the steps find place, environment and database."""

    def __init__(self, place: Place, *, with_demonstration: bool):
        self.place = place
        self.environment = place.environment()
        self.with_demonstration = with_demonstration
        self.embedded = self.environment["DATABASE_URL"] == place.embedded.database_urls["DATABASE_URL"]

    def manage(self, *arguments: str, shown: bool = False) -> None:
        """Run a command of ``manage.py``; its output goes to a log unless it is for the person at the screen."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        log = self.place.var / "log" / f"{arguments[0]}.log"
        with log.open("w") as file:
            options = {} if shown else {"stdout": file, "stderr": subprocess.STDOUT}
            child = children.spawn(command, cwd=ROOT, env=self.environment, **options)
            try:
                status = child.wait()
            except BaseException:
                children.kill_group(child)
                child.wait()
                raise
        if status:
            said = "" if shown else "\n".join(log.read_text(errors="replace").strip().splitlines()[-TAIL:])
            print(said, file=sys.stderr)
            raise Problem(f"manage.py {' '.join(arguments)} failed.", f"Its last words are above, all of it in {log}.")

    def ask(self, query: str, *, name: str = "DATABASE_OWNER_URL") -> list[tuple]:
        """A question to the database without starting Django; no rows when the table is not there yet."""
        name = name if self.environment.get(name) else "DATABASE_URL"
        parameters = Env.db_url_config(self.environment[name])
        names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
        given = {ours: parameters[theirs] for theirs, ours in names.items() if parameters.get(theirs)}
        try:
            connection = psycopg2.connect(**given, **parameters.get("OPTIONS", {}), connect_timeout=5)
        except psycopg2.OperationalError as error:
            reason = str(error).strip().splitlines()[-1]
            raise Problem(
                f"The database at {name} does not answer: {reason}.", f"Start it, or correct {name}."
            ) from None
        try:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall()
        except errors.UndefinedTable:
            return []
        finally:
            connection.close()

    def check_servers(self) -> None:
        """Before anything is made: addresses that were given may be wrong."""
        for name in self.place.embedded.database_urls:
            self.ask("SELECT 1", name=name)
        address = self.environment["REDIS_URL"].replace("redis+socket://", "unix://").replace("?virtual_host=", "?db=")
        try:
            with redis.Redis.from_url(address, socket_connect_timeout=5, socket_timeout=5, retry=None) as queue:
                queue.ping()
        except (redis.RedisError, OSError, ValueError) as error:
            wrong = f"The queue at REDIS_URL does not answer ({type(error).__name__})."
            raise Problem(wrong, "Start it, or correct REDIS_URL.") from None

    def is_empty(self) -> bool:
        return not self.ask("SELECT 1 FROM cadres_user LIMIT 1")

    # --- stamps ---------------------------------------------------------------------------------
    def stamp(self, step: Step) -> Path:
        return self.place.var / "stamps" / step.name

    def fingerprint(self, step: Step) -> str:
        digest = hashlib.sha256(f"{ROOT} {self.environment['DATABASE_URL']}".encode())
        for part in step.depends_on(self):
            digest.update(repr(part).encode())
        return digest.hexdigest()

    def run(self, step: Step, tell: Callable[[str], None]) -> None:
        stamp = self.stamp(step)
        if stamp.exists() and stamp.read_text() == self.fingerprint(step):
            return
        tell(step.telling)
        step.work(self)
        stamp.write_text(self.fingerprint(step))  # taken anew: the work changes what it depends on


def contents(paths: Iterable[Path]) -> Iterable[tuple[str, str]]:
    for path in sorted(paths):
        yield str(path.relative_to(ROOT)), hashlib.sha256(path.read_bytes()).hexdigest()


def states(paths: Iterable[Path]) -> Iterable[tuple[str, int, int]]:
    """Enough where a mistake costs one needless run."""
    for path in sorted(paths):
        if path.is_file():
            yield str(path), path.stat().st_size, path.stat().st_mtime_ns


def of_migrations(kitchen: Kitchen) -> Iterable[object]:
    yield from contents(path for app in APPS for path in (ROOT / app).glob("migrations/*.py"))
    yield from contents([ROOT / "requirements.txt", ROOT / "config" / "grants.py"])
    yield from contents((ROOT / "cadres" / "platform" / "database").rglob("*.py"))
    yield sorted(kitchen.ask("SELECT app, name FROM django_migrations"))


def of_messages(kitchen: Kitchen) -> Iterable[object]:  # noqa: ARG001 -- one signature for all
    yield from states(assets.catalogues())
    yield [path.with_suffix(".mo").exists() for path in assets.catalogues()]


def of_css(kitchen: Kitchen) -> Iterable[object]:
    roots = (ROOT / "assets", ROOT / "templates", *(ROOT / app for app in APPS))
    kinds = (".css", ".html", ".js", ".py")
    yield from states(path for root in roots for path in root.rglob("*") if path.suffix in kinds)
    yield from contents([ROOT / "requirements.txt"])
    yield (kitchen.place.var / "css" / "app.css").exists()


def of_static(kitchen: Kitchen) -> Iterable[object]:
    yield from states((ROOT / "assets" / "static").rglob("*"))
    yield from contents([ROOT / "requirements.txt", ROOT / "config" / "settings" / "base.py"])
    css = kitchen.place.var / "css" / "app.css"
    yield hashlib.sha256(css.read_bytes()).hexdigest() if css.exists() else None
    yield (kitchen.place.var / "static" / "staticfiles.json").exists()


def of_divisions(kitchen: Kitchen) -> Iterable[object]:
    yield from states(path for app in APPS for path in (ROOT / app).glob("data/**/*"))
    yield from contents(ROOT.glob("*/management/commands/load_divisions.py"))
    yield bool(kitchen.ask("SELECT 1 FROM cadres_division LIMIT 1"))


def of_calendar(kitchen: Kitchen) -> Iterable[object]:
    yield from contents([ROOT / "requirements.txt"])  # the holidays come with a package
    yield bool(kitchen.ask("SELECT 1 FROM cadres_specialday LIMIT 1"))


def of_keys(kitchen: Kitchen) -> Iterable[object]:
    """The keys given and the keys needed: a database restored from elsewhere needs others."""
    made = kitchen.place.var / "secret_key"
    given = [kitchen.environment.get(name, "") for name in ("FIELD_KEYS", "SECRET_KEY")]
    given.append(made.read_text() if made.exists() else "")
    yield hashlib.sha256(repr(given).encode()).hexdigest()
    yield sorted(kitchen.ask("SELECT name, gone_at IS NULL FROM cadres_fieldkey"))


def first_accounts(kitchen: Kitchen) -> None:
    if kitchen.is_empty():
        if kitchen.embedded and kitchen.with_demonstration:
            kitchen.manage("demo", shown=True)
            kitchen.manage("seal", "--verify")
        else:
            kitchen.manage("first_admin", shown=True)


MIGRATE = Step(
    "migrate", "Bringing the database up to date", of_migrations, lambda k: k.manage("migrate", "--noinput")
)
MESSAGES = Step("messages", "Compiling the translations", of_messages, lambda _: assets.compile_messages())
CSS = Step("css", "Compiling the style sheet", of_css, lambda k: assets.compile_css(k.place.var))
STATIC = Step(
    "static", "Collecting the static files", of_static, lambda k: k.manage("collectstatic", "--noinput", "--clear")
)
DIVISIONS = Step(
    "divisions", "Loading the administrative divisions", of_divisions, lambda k: k.manage("load_divisions")
)
CALENDAR = Step("calendar", "Loading the public holidays", of_calendar, lambda k: k.manage("load_calendar"))
ACCOUNTS = Step("accounts", "Filling the empty database", lambda k: [k.is_empty()], first_accounts)

KEYS = Step("keys", "Checking the keys of encrypted columns", of_keys, lambda k: k.manage("check_keys"))

STEPS = (MESSAGES, CSS, STATIC, MIGRATE, KEYS, DIVISIONS, CALENDAR, ACCOUNTS)

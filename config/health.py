"""GET /healthz: what a load balancer, a monitor and ``make run`` ask."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from cadres.platform.database.services.accounts import Accounts, read_accounts
from cadres.platform.field_keys.services.keys import Standing as KeyStanding
from cadres.platform.field_keys.services.keys import read_standing as read_keys
from cadres.platform.outbox.services.delivery import Backlog, read_backlog
from cadres.platform.sealing.services.verification import Standing, read_standing
from cadres.shared.files import scanner

PATH = "/healthz"
HEARTBEAT = "config.heartbeat"
SENT_AT = "sent_by_beat_at"  # header of the message
KEY = "cadres:heartbeat:{part}"
KEPT = 3600  # seconds
INTERVAL = 20  # seconds between two heartbeats
LATE = 70  # three may be lost
PATIENCE = 2  # seconds a probe of the database may take; libpq knows no less
QUEUE_PATIENCE = 0.8  # seconds a probe of the broker may take

UP, DOWN = "up", "down"


class HealthMiddleware:
    """Answers before sessions, hosts and log-in are looked at: it must speak when the database cannot."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == PATH and request.method in ("GET", "HEAD"):
            return healthz(request)
        return self.get_response(request)


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- a view
    """Each part "up" or "down" with a word on why; no address, name or password in it.

    Mail that does not get through, a record that is not as it was sealed, a program that owns its tables, and a virus
    scanner that does not answer are told, and are no reason to take this server out of use.
    """
    found = parts()
    database = found["database"][0] == UP
    questions = {"outbox": ask_outbox, "record": ask_record, "roles": ask_roles}
    told: dict[str, object] = {name: ask() if database else None for name, ask in questions.items()}
    if scanner.is_named():
        told["scanner"] = scanner.read_standing()
    healthy = all(state == UP for state, _ in found.values())
    body = {
        "status": UP if healthy else DOWN,
        **{name: state for name, (state, _) in found.items()},
        "detail": {name: detail for name, (_, detail) in found.items()}
        | {name: str(one or "unknown") for name, one in told.items()},
    }
    response = JsonResponse(body, status=200 if healthy else 503, headers={"Cache-Control": "no-store"})
    response._has_been_logged = True  # Django would log each 503 as an error; whoever asks does that
    return response


def parts() -> dict[str, tuple[str, str]]:
    """State and detail of the database, the keys of its encrypted columns, the broker, the worker and beat."""
    found = {"database": probe(ask_database)}
    found |= {"keys": judged_keys() if found["database"][0] == UP else (DOWN, "database is down")}
    found |= {"broker": probe(ask_broker)}
    if found["broker"][0] == DOWN:
        return found | dict.fromkeys(("worker", "beat"), (DOWN, "broker is down"))
    return found | heartbeats()


def record_heartbeat(*, sent_at: float | None) -> None:
    """Kept beside the queue; lost, the next heartbeat brings it back. Not by the cache, which hides losses."""
    with queue() as client:
        client.set(KEY.format(part="worker"), time.time(), ex=KEPT)
        if sent_at is not None:
            client.set(KEY.format(part="beat"), float(sent_at), ex=KEPT)


def probe(ask: Callable[[], None]) -> tuple[str, str]:
    started = time.monotonic()
    try:
        ask()
    except (psycopg2.Error, redis.RedisError, OSError) as error:
        return DOWN, type(error).__name__  # its text may hold an address or a user name
    return UP, f"answered in {(time.monotonic() - started) * 1000:.0f} ms"


def ask_database() -> None:
    with own_cursor() as cursor:
        cursor.execute("SELECT 1")


def judged_keys() -> tuple[str, str]:
    """Down where a stored test value does not open: a database restored without its keys must not look well."""
    try:
        with own_cursor() as cursor:
            found: KeyStanding = read_keys(cursor)
    except psycopg2.Error as error:
        return DOWN, type(error).__name__
    return (UP if found.ok else DOWN), str(found)


def ask_outbox() -> Backlog | None:
    """What has not gone out; ``None`` where that cannot be read."""
    try:
        with own_cursor() as cursor:
            return read_backlog(cursor)
    except psycopg2.Error:
        return None


def ask_record() -> Standing | None:
    """How the sealed record stands; ``None`` where that cannot be read."""
    try:
        with own_cursor() as cursor:
            return read_standing(cursor)
    except psycopg2.Error:
        return None


def ask_roles() -> Accounts | None:
    """Whether the program owns what it works with; ``None`` where that cannot be read."""
    try:
        with own_cursor() as cursor:
            return read_accounts(cursor)
    except psycopg2.Error:
        return None


@contextmanager
def own_cursor() -> Iterator[Any]:
    """Of a connection of its own: one kept from before may hang on a server that no longer answers."""
    parameters: dict[str, Any] = {**connection.get_connection_params(), "connect_timeout": PATIENCE}
    parameters.pop("cursor_factory", None)
    line = psycopg2.connect(**parameters)
    try:
        with line.cursor() as cursor:
            yield cursor
    finally:
        line.close()


def queue() -> redis.Redis:
    return redis.Redis.from_url(
        settings.CACHES["default"]["LOCATION"],
        socket_timeout=QUEUE_PATIENCE,
        socket_connect_timeout=QUEUE_PATIENCE,
        retry=None,
    )


def ask_broker() -> None:
    with queue() as client:
        client.ping()


def heartbeats() -> dict[str, tuple[str, str]]:
    parts_seen = ("worker", "beat")
    try:
        with queue() as client:
            stamps = client.mget([KEY.format(part=part) for part in parts_seen])
    except (redis.RedisError, OSError) as error:
        return dict.fromkeys(parts_seen, (DOWN, type(error).__name__))
    return {part: judged(stamp) for part, stamp in zip(parts_seen, stamps, strict=True)}


def judged(stamp: bytes | None) -> tuple[str, str]:
    try:
        age = max(0, round(time.time() - float(stamp or b"")))
    except (ValueError, OverflowError):
        return DOWN, "no sign of life yet"
    return (UP if age <= LATE else DOWN), f"last sign of life {age} s ago"

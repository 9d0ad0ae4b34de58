"""Times one address and its floor: the same request through the same middleware, its rows already in memory."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch

from cadres.models import ApiToken, User
from cadres.shared.api.base import SCOPES
from config.bench.memory import Memory
from config.bench.targets import Target

BACKEND = "config.auth.RoleBackend"
NO_LIMIT = 10**9
OK = 200
# The budget of a list or a page of one record; no page at all may take longer than the last.
MOST_QUERIES, MOST_RATIO, MOST_MS = 8, 1.5, 1000


@dataclass(frozen=True)
class Figure:
    """What one target came to; ``problem`` says why there are no figures."""

    area: str
    target: str
    remit: str = ""
    queries: int | None = None
    median_ms: float | None = None
    p95_ms: float | None = None
    floor_ms: float | None = None
    ratio: float | None = None
    bytes: int | None = None
    budgeted: bool = True
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "over": self.over()}

    def over(self) -> list[str]:
        """What of it is beyond the budget."""
        if self.problem or self.queries is None or self.median_ms is None or self.ratio is None:
            return []
        found = [f"{self.median_ms / 1000:.1f} s"] if self.median_ms > MOST_MS else []
        if self.budgeted:
            found += [f"{self.queries} queries"] if self.queries > MOST_QUERIES else []
            found += [f"ratio {self.ratio}"] if self.ratio > MOST_RATIO else []
        return found


class Browser:
    """A browser of one account in this process, whose views can be answered from memory."""

    token: ApiToken | None = None

    def __init__(self, user: User):
        self.user = user
        self.around: Callable[[], AbstractContextManager] = nullcontext
        self.client = self._client()
        self.client.force_login(user, backend=BACKEND)

    def _client(self, **options: Any) -> Client:
        made = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False, **options)
        made.get("/healthz")  # loads the middleware
        made.handler._view_middleware.append(self._view)
        return made

    def _view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse:
        """The view's own work, the middleware with session and account left out of it."""
        with self.around():
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response.render()
        return response

    def get(self, address: str) -> Any:
        """As a browser asks for a page, and as a program with a token of this account for the API."""
        return self._program.get(address) if address.startswith("/api/") else self.client.get(address)

    @cached_property
    def _program(self) -> Client:
        settings.API_RECORDS_A_DAY = dict.fromkeys(settings.API_RECORDS_A_DAY, NO_LIMIT)  # of this process alone
        self.token, secret = ApiToken.objects.create(
            self.user, expiry=timedelta(hours=1), name="API", scopes=list(SCOPES)
        )
        return self._client(headers={"authorization": f"Token {secret}"})

    @contextmanager
    def with_views(self, around: Callable[[], AbstractContextManager]) -> Iterator[None]:
        self.around = around
        try:
            yield
        finally:
            self.around = nullcontext

    def leave(self) -> None:
        if self.token is not None:
            self.token.delete()
        self.client.logout()


def measure(browser: Browser, target: Target, runs: int, remit: str = "") -> Figure:
    """Ask ``runs`` times for the page and as often for its floor; with none of them only the queries are counted."""
    try:
        address = target.address(browser.user)
    except NoReverseMatch:
        return Figure(target.area, target.title, remit, problem="no such address")
    if address is None:
        return Figure(target.area, target.title, remit, problem="no such record in this database")
    browser.get(address)  # the first answer fills caches of templates and translations
    with CaptureQueriesContext(connection) as queries:
        first = browser.get(address)
        asked = [one["sql"] for one in queries]  # the next request empties the log
    if first.status_code != OK:
        return Figure(target.area, target.title, remit, problem=f"answered {first.status_code}")
    counted = Figure(
        target.area, target.title, remit, queries=_number(asked), bytes=len(first.content), budgeted=target.budgeted
    )
    if not runs:
        return counted
    memory = Memory()
    with browser.with_views(memory.recording):
        browser.get(address)
    times, floors = [], []
    for _ in range(runs):  # by turns, so that whatever else the machine does falls on both
        times.append(_timed(browser, address))
        with browser.with_views(memory.answering):
            floors.append(_timed(browser, address))
    median, floor = statistics.median(times), statistics.median(floors)
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return replace(
        counted,
        median_ms=round(median, 2),
        p95_ms=round(p95, 2),
        floor_ms=round(floor, 2),
        ratio=round(median / floor, 2),
    )


def _number(asked: list[str]) -> int:
    """Questions alone: a savepoint is only set where the measuring itself stands in a transaction."""
    return sum("SAVEPOINT" not in sql for sql in asked)


def _timed(browser: Browser, address: str) -> float:
    """Milliseconds of one answer."""
    began = time.perf_counter()
    browser.get(address)
    return (time.perf_counter() - began) * 1000

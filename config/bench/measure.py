"""Times one address and its floor: the same request through the same middleware, its rows already in memory."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.template import Template
from django.test import Client
from django.test.utils import CaptureQueriesContext, instrumented_test_render
from django.urls import NoReverseMatch
from rest_framework.renderers import JSONRenderer

from cadres.models import User
from config.bench.targets import Target

BACKEND = "config.auth.RoleBackend"
OK = 200


@dataclass(frozen=True)
class Figure:
    """What one target came to; ``problem`` says why there are no figures."""

    area: str
    target: str
    queries: int | None = None
    median_ms: float | None = None
    p95_ms: float | None = None
    floor_ms: float | None = None
    ratio: float | None = None
    bytes: int | None = None
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Browser:
    """A browser of one account in this process, which can also be answered from memory."""

    def __init__(self, user: User):
        self.client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        self.client.force_login(user, backend=BACKEND)
        self.client.get("/healthz")  # loads the middleware
        self.answer: Callable[[], HttpResponse] | None = None
        self.client.handler._view_middleware.append(self._from_memory)

    def _from_memory(self, *_view: object) -> HttpResponse | None:
        return self.answer() if self.answer is not None else None

    def get(self, address: str) -> Any:
        return self.client.get(address)

    @contextmanager
    def remembering(self, answer: Callable[[], HttpResponse]) -> Iterator[None]:
        self.answer = answer
        try:
            yield
        finally:
            self.answer = None

    def leave(self) -> None:
        self.client.logout()


@contextmanager
def watching_templates() -> Iterator[None]:
    """Responses of the test client carry template and context meanwhile."""
    usual = Template._render
    Template._render = instrumented_test_render
    try:
        yield
    finally:
        Template._render = usual


def measure(browser: Browser, target: Target, runs: int) -> Figure:
    try:
        address = target.address()
    except NoReverseMatch:
        return Figure(target.area, target.title, problem="no such address")
    if address is None:
        return Figure(target.area, target.title, problem="no such record in this database")
    browser.get(address)  # the first answer fills caches of templates and translations
    with watching_templates(), CaptureQueriesContext(connection) as queries:
        first = browser.get(address)
        number = len(queries)  # the next request empties the log
    if first.status_code != OK:
        return Figure(target.area, target.title, problem=f"answered {first.status_code}")
    median, p95 = _timed(browser, address, runs)
    with browser.remembering(_memory(first)):
        floor, _ = _timed(browser, address, runs)
    return Figure(
        area=target.area,
        target=target.title,
        queries=number,
        median_ms=round(median, 2),
        p95_ms=round(p95, 2),
        floor_ms=round(floor, 2),
        ratio=round(median / floor, 2),
        bytes=len(first.content),
    )


def _memory(first: Any) -> Callable[[], HttpResponse]:
    """The same page from its evaluated context, or the same JSON from its evaluated data."""
    if getattr(first, "data", None) is not None and not first.templates:
        data = json.loads(first.content)
        return lambda: HttpResponse(JSONRenderer().render(data), content_type="application/json")
    template, context = first.templates[0], first.context[0]
    return lambda: HttpResponse(template.render(copy(context)))


def _timed(browser: Browser, address: str, runs: int) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        browser.get(address)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1]

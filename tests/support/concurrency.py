"""Several people at once: calls that start together, each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from cadres.shared.errors import DomainError

PATIENCE = 60  # seconds; two who wait for each other are parted by PostgreSQL after one


def run_concurrently(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the ``DomainError`` that refused it, in the order of the calls.

    Any other error is raised here. The test must write for good: ``django_db(transaction=True)``.
    """
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=PATIENCE)
            return call()
        except DomainError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        running = [threads.submit(run, call) for call in calls]
        return [one.result(timeout=PATIENCE) for one in running]


def refusals(results: list[Any]) -> list[DomainError]:
    return [result for result in results if isinstance(result, DomainError)]

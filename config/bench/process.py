"""Does one piece of work in a process of its own, so that its peak of memory is its own."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from django.db import connections

KIB = 1024


@dataclass(frozen=True)
class Work:
    """What a piece of work took. ``base_mb`` is the memory before it began, ``peak_mb`` the most at any moment."""

    name: str
    rows: int
    seconds: float
    base_mb: float
    peak_mb: float
    told: str = ""

    @property
    def rate(self) -> float:
        return self.rows / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "rows_per_second": round(self.rate, 1)}


class Watch:
    """Given to a work that must prepare something first: ``begin()`` starts its time anew."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.began = self.ended = time.perf_counter()

    def end(self) -> None:
        """What is done after this, undoing above all, is not counted."""
        self.ended = time.perf_counter()

    @property
    def seconds(self) -> float:
        return (self.ended if self.ended > self.began else time.perf_counter()) - self.began


def apart(name: str, work: Callable[[Watch], tuple[int, str]]) -> Work:
    """Run ``work`` in a forked process; it returns how many rows it did and a word about them."""
    connections.close_all()  # two processes must not speak over one connection
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_run, args=(name, work, theirs))
    child.start()
    theirs.close()
    try:
        found = ours.recv()
    except EOFError:
        found = RuntimeError(f"{name}: the process ended without a word")
    child.join()
    if isinstance(found, BaseException):
        raise found
    return found


def alone(name: str, work: Callable[[Watch], tuple[int, str]]) -> Work:
    """The same in this process."""
    base, watch = _resident(), Watch()
    rows, told = work(watch)
    seconds = watch.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
    return Work(name, rows, round(seconds, 2), round(base, 1), round(peak, 1), told)


def _run(name: str, work: Callable[[Watch], tuple[int, str]], answer: Connection) -> None:
    try:
        answer.send(alone(name, work))
    except Exception as error:  # noqa: BLE001 -- whatever it is, the parent raises it
        answer.send(RuntimeError(f"{name}: {error!r}"))
    finally:
        connections.close_all()
        answer.close()


def _resident() -> float:
    """Megabytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / KIB / KIB

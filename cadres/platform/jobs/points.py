"""Kinds of jobs: each a function under a stable name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from cadres.shared.extensions import Point


@dataclass(frozen=True)
class Kind:
    """``page`` gives label and address of what the finished job made, or None.

    ``whole``: one transaction, all of it or nothing. What is not whole commits as it goes and can be begun again at
    any point: broken off, what was done stays.
    """

    name: str
    label: str | Promise
    function: Callable[..., "Result | None"]
    page: Callable[[Any], tuple[str, str] | None] | None = None
    whole: bool = True


@dataclass(frozen=True)
class NewFile:
    """A file that a job leaves: ``parts`` are byte strings, each stored by itself."""

    role: str
    name: str
    content_type: str
    parts: Iterator[bytes] | list[bytes]


@dataclass(frozen=True)
class Result:
    """What a job function returns: stored with the job in the transaction of its work."""

    message: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    files: list[NewFile] = field(default_factory=list)


class Failed(Exception):
    """Raised by a job function: all its work is undone, message, report and files are kept and shown."""

    def __init__(self, message: str, report: dict[str, Any] | None = None, files: list[NewFile] | None = None):
        super().__init__(message)
        self.result = Result(message, report or {}, files or [])


class RetryLater(Exception):
    """Raised by a job function that must wait for something else: its work is undone, it is tried again after a pause.

    The message says what it waits for.
    """


KINDS: Point[Kind] = Point("jobs", key=lambda kind: kind.name)


def job(
    name: str,
    label: str | Promise,
    *,
    page: Callable[[Any], tuple[str, str] | None] | None = None,
    whole: bool = True,
) -> Callable[[Callable], Kind]:
    """Makes a kind of ``function(job, progress, **params)``. It runs in one transaction unless it is not ``whole``."""
    return lambda function: Kind(name, label, function, page, whole)

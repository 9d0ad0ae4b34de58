"""One reader: bounded by the kernel, asked over its line, ended with it. Runs in a process of its own."""

import ctypes
import errno
import io
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from django.utils import translation

from cadres.shared.files.apart import wire

LARGEST_MADE = 512 * 1024 * 1024  # bytes of a file that a reader may write
MOST_OPEN = 64
PR_SET_PDEATHSIG = 1
DONE, AFTER_ERROR = 0, 3


@dataclass(frozen=True)
class Bounds:
    """``memory``: bytes beyond what the process has at its beginning. ``cpu``: seconds of reckoning, all together.

    ``patience``: seconds for which the program waits for the next thing that is read.
    """

    patience: float
    cpu: int
    memory: int


@dataclass(frozen=True)
class Task:
    """What is to be run, by the names of module and function or class; ``raises`` are what it may say, in order."""

    module: str
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    raises: tuple[tuple[str, str], ...]
    bounds: Bounds
    language: str
    is_open: bool  # an object whose methods are asked for afterwards, until the line ends


class Given(io.RawIOBase):
    """The program's file, read without moving the place at which the program is in it."""

    def __init__(self, fd: int):
        super().__init__()
        self._fd, self._at = fd, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = os.pread(self._fd, len(buffer), self._at)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: os.fstat(self._fd).st_size}[whence]
        if start + place < 0:
            raise OSError(errno.EINVAL, "before the beginning")  # as of a file on a disk
        self._at = start + place
        return self._at

    def tell(self) -> int:
        return self._at


def given(fd: int) -> IO[bytes]:
    return io.BufferedReader(Given(fd), 1 << 16)


class FilePlace:
    """Stands in the arguments where the file belongs."""


INSIDE = False  # whether this process is a reader


def run(line: socket.socket, file: int | None) -> int:
    """Answer until there is nothing more to say. Returns the code with which the process ends."""
    global INSIDE  # noqa: PLW0603 -- of a process made for this
    INSIDE = True
    os.dup2(os.open(os.devnull, os.O_RDWR), 2)  # what libraries complain of may quote the file
    try:
        task: Task = pickle.loads(wire.receive(line))  # noqa: S301 -- of the program itself
    except wire.Broken:
        return DONE
    confine(task.bounds)
    try:
        return _work(line, task, file)
    except wire.Broken:  # nobody listens any more
        return DONE


def confine(bounds: Bounds) -> None:
    """No way back from here: not even the program can widen what it has narrowed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # nobody would end it but its server
        Path("/proc/self/oom_score_adj").write_text("1000")  # if memory runs out on the machine, this goes first
        has = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (has + bounds.memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu, bounds.cpu + 1))  # told by a signal of its own, then killed
    for what, most in (
        (resource.RLIMIT_FSIZE, LARGEST_MADE),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _work(line: socket.socket, task: Task, file: int | None) -> int:
    translation.activate(task.language)
    args = [given(file) if isinstance(arg, FilePlace) and file is not None else arg for arg in task.args]
    raises = tuple(getattr(import_module(module), name) for module, name in task.raises)
    try:
        made = getattr(import_module(task.module), task.name)
        made = getattr(made, "__wrapped__", made)(*args, **task.kwargs)
        _tell(line, {"opened": True} if task.is_open else {"answer": made})
        while task.is_open:
            name, asked = pickle.loads(wire.receive(line))  # noqa: S301 -- of the program itself
            try:
                _answer(line, getattr(made, name)(*asked))
            except raises as error:
                _raised(line, raises, error)
    except raises as error:
        _raised(line, raises, error)
    except MemoryError:
        _tell(line, {"memory": True})
        return AFTER_ERROR
    except wire.Broken:
        raise
    except Exception as error:  # noqa: BLE001 -- a fault of ours, told without what the file says
        last = traceback.extract_tb(error.__traceback__)[-1]
        _tell(line, {"fault": f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"})
        return AFTER_ERROR
    return DONE


def _answer(line: socket.socket, made: Any) -> None:
    """A method that yields is sent piece by piece; what it returns at its end comes last."""
    if not isinstance(made, Iterator):
        _tell(line, {"answer": made})
        return
    while True:
        try:
            piece = next(made)
        except StopIteration as end:
            _tell(line, {"end": end.value})
            return
        _tell(line, {"piece": piece})


def _raised(line: socket.socket, raises: tuple[type[Exception], ...], error: Exception) -> None:
    place = next(number for number, kind in enumerate(raises) if isinstance(error, kind))
    _tell(line, {"raised": place, "args": error.args})


def _tell(line: socket.socket, what: dict[str, Any]) -> None:
    wire.send(line, wire.packed(what))

"""The program's side: a reader is asked for, told what to do, heard, and given up when it takes too long."""

import atexit
import json
import logging
import os
import pickle
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import wraps
from typing import IO, Any, ParamSpec, Self, TypeVar

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cadres.shared.errors import Objection, Refused
from cadres.shared.files.apart import reader, wire
from cadres.shared.files.apart.reader import Bounds, FilePlace, Task

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

MEGABYTE = 1024 * 1024
PAPER = Bounds(patience=20, cpu=15, memory=512 * MEGABYTE)
WORKBOOK = Bounds(patience=60, cpu=600, memory=1024 * MEGABYTE)
LAST_WORD = 5  # seconds within which it is known how a reader ended
CPU_SPENT = -24  # SIGXCPU
TOLD = ("LANGUAGE_CODE", "LANGUAGES", "LOCALE_PATHS", "TIME_ZONE", "USE_TZ", "USE_THOUSAND_SEPARATOR")


class NotRead(Refused):
    """A file was not read to its end; ``why``: time, memory, broken or away."""

    def __init__(self, why: str):
        self.why = why
        super().__init__(Objection(f"file-{why}", _said_of(why)))


def _said_of(why: str) -> str:
    return {
        "time": _("Reading the file takes too long and was stopped. Divide it, or make it anew: print it to PDF."),
        "memory": _("Reading the file needs too much memory and was stopped. Divide it, or scan it with fewer dots."),
        "broken": _("The file broke what reads it; nothing was taken in. Print it to PDF, or save it in Office anew."),
        "away": _(
            "No file can be read just now. Try again in a minute; if it stays so, tell the system administrator."
        ),
    }[why]


def reads_apart(
    *, bounds: Bounds = PAPER, raises: tuple[type[Exception], ...] = (), made: Callable[[Any], Any] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Of a function at the top of a module. One of its arguments may be a file: it is read from its
    beginning, and there afterwards.

    What it returns is plain (``wire.packed``), and ``made`` gives it its shape again; ``raises`` are exceptions with
    plain arguments that it may raise. Whatever else happens is a ``NotRead``.
    """

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        SERVER.modules.add(function.__module__)

        @wraps(function)
        def read(*args: P.args, **kwargs: P.kwargs) -> R:
            if reader.INSIDE:
                found: Any = function(*args, **kwargs)
                return made(wire.unpacked(wire.packed(found))) if made else found
            with Line(function, args, kwargs, bounds=bounds, raises=raises) as line:
                _kind, found = line.heard("answer")
            return made(found) if made else found

        read.reads_apart = True  # type: ignore[attr-defined]
        return read

    return mark


class Apart:
    """An object in a reader, made there of a class and its arguments, and asked by ``ask`` and ``each``. Close it.

    The bounds are those of its whole life, but ``patience``, which is for each thing that is waited for.
    """

    def __init__(
        self, what: type, *args: Any, bounds: Bounds = WORKBOOK, raises: tuple[type[Exception], ...] = ()
    ) -> None:
        self._line = Line(what, args, {}, bounds=bounds, raises=raises, is_open=True)
        self._pieces: Iterator[Any] = iter(())
        try:
            self._line.heard("opened")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_args: object) -> None:
        self.close()

    def close(self) -> None:
        self._line.close()

    def ask(self, method: str, *args: Any) -> Any:
        self._ask(method, args)
        return self._line.heard("answer")[1]

    def each(self, method: str, *args: Any) -> Iterator[Any]:
        """What a generator yields there, the last what it returns."""
        self._ask(method, args)
        self._pieces = self._heard()
        return self._pieces

    def _ask(self, method: str, args: tuple[Any, ...]) -> None:
        for _unwanted in self._pieces:  # what was asked for before is heard to its end
            pass
        self._line.tell((method, args))

    def _heard(self) -> Iterator[Any]:
        while True:
            kind, found = self._line.heard("piece", "end")
            yield found
            if kind == "end":
                return


class Line:
    """To one reader. When the program closes it, the reader is killed if it has not ended by itself."""

    def __init__(  # noqa: PLR0913 -- what a task is
        self,
        what: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        bounds: Bounds,
        raises: tuple[type[Exception], ...],
        is_open: bool = False,
    ):
        self._name, self._raises, self._why = f"{what.__module__}.{what.__qualname__}", raises, ""
        named = tuple((kind.__module__, kind.__qualname__) for kind in raises)
        with ExitStack() as stack:
            files = [stack.enter_context(_number_of(arg)) for arg in args if _is_file(arg)]
            plain = tuple(FilePlace() if _is_file(arg) else arg for arg in args)
            language = get_language() or settings.LANGUAGE_CODE
            task = Task(what.__module__, what.__qualname__, plain, kwargs, named, bounds, language, is_open)
            self._socket, told = SERVER.reader(files)
            self._told: int | None = told
        self._socket.settimeout(bounds.patience)
        self.tell(task)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_args: object) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()
        if self._told is not None:
            os.close(self._told)
            self._told = None

    def tell(self, what: Any) -> None:
        if self._why:  # given up before; whoever asks once more is told the same
            raise NotRead(self._why)
        try:
            wire.send(self._socket, pickle.dumps(what))
        except TimeoutError as error:
            raise self._given_up("time") from error
        except wire.Broken as error:
            raise self._ended() from error

    def heard(self, *kinds: str) -> tuple[str, Any]:
        """Of which kind the next thing is that the reader says, and what. Raises what the task may, ``NotRead``."""
        try:
            said = wire.unpacked(wire.receive(self._socket))
        except TimeoutError as error:
            raise self._given_up("time") from error
        except wire.Broken as error:
            raise self._ended() from error
        match said:
            case {"raised": int(place), "args": list(args)} if 0 <= place < len(self._raises):
                raise self._raises[place](*args)
            case {"memory": _any}:
                raise self._given_up("memory")
            case {"fault": str(where)}:
                raise self._given_up("broken", where[:200])
            case dict() if len(said) == 1 and (kind := next(iter(said))) in kinds:
                return kind, said[kind]
            case _:
                raise self._given_up("broken", "said what no reader says")

    def _ended(self) -> NotRead:
        code = _end_told(self._told)
        if code is None:
            return self._given_up("away")
        return self._given_up("time" if code == CPU_SPENT else "broken", f"ended with {code}")

    def _given_up(self, why: str, where: str = "") -> NotRead:
        self._why = why
        self.close()
        log.warning("a reader was given up (%s): %s %s", why, self._name, where)
        return NotRead(why)


def _end_told(told: int | None) -> int | None:
    """The code with which a reader ended, as ``subprocess`` has it; ``None`` where nobody tells."""
    if told is None:
        return None
    poll = select.poll()
    poll.register(told, select.POLLIN)
    text = os.read(told, 100) if poll.poll(LAST_WORD * 1000) else b""
    return int(text) if text else None


def _is_file(value: Any) -> bool:
    return hasattr(value, "read") and hasattr(value, "seek")


@contextmanager
def _number_of(file: Any) -> Iterator[int]:
    """Under which another process may read the file; what lies in memory is copied to where it has a number.

    Afterwards the file is at its beginning.
    """
    file.seek(0)
    try:
        file.flush()
        number = file.fileno()
    except (OSError, AttributeError):
        with _scratch() as copy:
            shutil.copyfileobj(file, copy, MEGABYTE)
            file.seek(0)
            copy.flush()
            yield copy.fileno()
    else:
        yield number


def _scratch() -> IO[bytes]:
    """Not on a disk, where there is a choice."""
    return os.fdopen(os.memfd_create("file"), "w+b") if hasattr(os, "memfd_create") else tempfile.TemporaryFile()


class Server:
    """The process that forks readers, one for each process of the program; started with the first file."""

    def __init__(self) -> None:
        self.modules: set[str] = set()  # those that read: loaded before the first fork
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def reader(self, files: list[int]) -> tuple[socket.socket, int]:
        """A line to a new reader that has these files, and where its end is told. Raises ``NotRead``."""
        ours, theirs = socket.socketpair()
        told, tells = os.pipe()
        try:
            with self._lock:
                self._fork([theirs.fileno(), tells, *files])
        except OSError as error:
            log.exception("no reader can be started")
            ours.close()
            os.close(told)
            raise NotRead("away") from error
        finally:
            theirs.close()
            os.close(tells)
        return ours, told

    def _fork(self, given: list[int]) -> None:
        for is_last in (False, True):
            if self._process is None or self._process.poll() is not None:
                self._start()
            try:
                socket.send_fds(self._line, [b"."], given)  # type: ignore[arg-type]
            except ConnectionError:  # it has just died
                self.stop()
                if is_last:
                    raise
            else:
                return

    def _start(self) -> None:
        self.stop()
        told = {name: getattr(settings, name) for name in TOLD}
        options = {"modules": sorted(self.modules), "settings": told}
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(settings.BASE_DIR)}
        self._line, theirs = socket.socketpair()
        command = [sys.executable, "-m", "cadres.shared.files.apart.server", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own program
                [*command, json.dumps(options, default=str)],
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def stop(self) -> None:
        """It ends when its line does, and its readers with it."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(LAST_WORD)
            self._process.kill()
            self._process.wait()
            self._process = None

    def forget(self) -> None:
        """After a fork it is the parent's."""
        self._lock = threading.Lock()
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.returncode = 0  # no child of this process
            self._process = None


SERVER = Server()
atexit.register(SERVER.stop)
os.register_at_fork(after_in_child=SERVER.forget)

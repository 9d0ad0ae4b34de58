"""Readers that misbehave, each in its way, and one that behaves."""

import ctypes
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext

from cadres.shared.files.apart import Bounds, reads_apart

SHORT = Bounds(patience=0.5, cpu=10, memory=256 * 1024 * 1024)
LITTLE_CPU = Bounds(patience=30, cpu=1, memory=256 * 1024 * 1024)
LITTLE_MEMORY = Bounds(patience=20, cpu=10, memory=64 * 1024 * 1024)


class Known(ValueError):
    """One that may be said."""


@reads_apart(bounds=SHORT)
def sleeps(_file):
    time.sleep(60)


@reads_apart(bounds=LITTLE_CPU)
def reckons(_file):
    while True:
        pass


@reads_apart(bounds=LITTLE_MEMORY)
def fills(_file, size):
    return len(bytearray(size))


@reads_apart()
def dies(_file, number):
    os.kill(os.getpid(), number)
    time.sleep(60)


@reads_apart()
def reads_past_the_end(_file):
    ctypes.string_at(0)


@reads_apart()
def leaves(_file, code):
    os._exit(code)


@reads_apart(raises=(Known,))
def raises_what_is_known(_file, text):
    raise Known(text)


@reads_apart()
def raises_what_is_not(file):
    raise ValueError(file.read().decode())


@reads_apart()
def returns_what_is_not_plain(_file):
    return object()


@reads_apart()
def tells(file):
    """What a reader finds around it."""
    return {
        "content": file.read(),
        "pid": os.getpid(),
        "environment": dict(os.environ),
        "open": sorted(_open_files()),
        "word": gettext("yes"),
    }


def _open_files():
    for one in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # that of the listing itself
            yield str(one.readlink())


@reads_apart()
def writes(_file, size):
    Path(f"/proc/self/fd/{os.memfd_create('made')}").write_bytes(bytes(size))


@reads_apart()
def forks(_file):
    return os.fork()


@reads_apart()
def asks_another(file):
    """A reader asks no further reader."""
    return (os.getpid(), tells(file)["pid"])


class Counting:
    """Asked several times."""

    def __init__(self, file):
        self.data = file.read()

    def pid(self):
        return os.getpid()

    def pieces(self, most):
        yield from range(most)
        return "end"

    def fails(self):
        raise Known("said")

    def hangs(self):
        time.sleep(60)

    def stops_in_the_middle(self):
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

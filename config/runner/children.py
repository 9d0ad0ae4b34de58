"""Child processes that cannot outlive the one that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

PR_SET_PDEATHSIG = 1
LINUX = sys.platform == "linux"
LIBC = ctypes.CDLL(None, use_errno=True) if LINUX else None


def die_with_parent(signum: int = signal.SIGKILL, parent: int | None = None) -> None:
    """Ask the kernel for ``signum`` at the moment the parent is gone, however it went. Linux only."""
    if LIBC is None:
        return
    LIBC.prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)
    if parent is not None and os.getppid() != parent:  # it was gone before we asked
        os._exit(1)


def tied_to(parent: int, signum: int) -> Callable[[], None]:
    def before_exec() -> None:
        die_with_parent(signum, parent)

    return before_exec


def spawn(command: list[str], *, death: int = signal.SIGKILL, **options: Any) -> subprocess.Popen:
    """Start a child in its own session, so that Ctrl-C reaches us alone and we choose the order of the end."""
    return subprocess.Popen(  # noqa: S603 -- the commands are ours
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=tied_to(os.getpid(), death),  # noqa: PLW1509 -- forked from a single-threaded process
        **options,
    )


def kill_group(child: subprocess.Popen) -> None:
    """The child and whatever it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def end(child: subprocess.Popen, signum: int, patience: float, is_urgent: Callable[[], bool] = lambda: False) -> bool:
    """Signal the child (0: it knows already), wait, after ``patience`` kill its group. True when it went by itself."""
    if signum and child.poll() is None:
        child.send_signal(signum)
    deadline = time.monotonic() + patience
    while child.poll() is None:
        if time.monotonic() > deadline or is_urgent():
            kill_group(child)
            child.kill()
            child.wait()
            return False
        time.sleep(0.05)
    kill_group(child)  # a child of the child may linger
    return True

"""The process that makes readers (``python -m cadres.shared.files.apart.server``): it loads what they need and forks.

It is started by the program with an environment of its own: no setting, no key, no address of the database. Asked
over its one line, it forks a reader for each file, tells how each of them ended, and kills those that nobody waits for
any more. It ends with the program.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.utils import translation

from cadres.shared.files.apart import reader

MOST_FDS = 3  # the reader's line, where its end is told, the file


def main(line: socket.socket, options: dict[str, Any]) -> None:
    settings.configure(**options["settings"])
    django.setup()
    for name in options["modules"]:
        import_module(name)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")  # the catalogue is read now and not by each reader
    gc.freeze()
    Server(line).serve()


class Server:
    def __init__(self, line: socket.socket):
        self.line = line
        self.told: dict[int, int] = {}  # process → where its end is told
        self.woken, wakes = os.pipe()
        os.set_blocking(wakes, False)
        signal.signal(signal.SIGCHLD, lambda *_signal: None)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        self.poll = select.poll()
        self.poll.register(line, select.POLLIN)
        self.poll.register(self.woken, select.POLLIN)

    def serve(self) -> None:
        while True:
            for fd, _event in self.poll.poll():
                if fd == self.line.fileno():
                    if not self._begin():
                        return
                elif fd == self.woken:
                    os.read(self.woken, 4096)
                    self._reap()
                else:
                    self._kill(fd)

    def _begin(self) -> bool:
        """Fork one reader; false when the program has ended."""
        message, fds, _flags, _address = socket.recv_fds(self.line, 1, MOST_FDS)
        if not message:
            for process in self.told:
                os.kill(process, signal.SIGKILL)
            return False
        line, told, *given = fds
        pid: int | None = None
        with contextlib.suppress(OSError):  # no room for one more: the program sees its line end
            pid = os.fork()
        if pid == 0:
            self._become_reader(line, given, others=[told, *self.told.values()])
        for fd in (line, *given, *([told] if pid is None else [])):
            os.close(fd)
        if pid is not None:
            self.told[pid] = told
            self.poll.register(told, 0)  # wakes only when nobody reads there any more
        return True

    def _become_reader(self, line: int, given: list[int], others: list[int]) -> None:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.line.close()
            for fd in (self.woken, *others):
                os.close(fd)
            code = reader.run(socket.socket(fileno=line), given[0] if given else None)
        finally:
            os._exit(code)

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = ended
                told = self.told.pop(pid)
                self.poll.unregister(told)
                with contextlib.suppress(OSError):
                    os.write(told, str(os.waitstatus_to_exitcode(status)).encode())
                os.close(told)

    def _kill(self, told: int) -> None:
        """Nobody waits any more: not of its own will does a reader end that hangs."""
        for process, fd in self.told.items():
            if fd == told:
                os.kill(process, signal.SIGKILL)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))

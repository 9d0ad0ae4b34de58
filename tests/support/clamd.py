"""ClamAV's daemon: the real one where it is installed, and one that speaks its protocol and misbehaves."""

import hashlib
import shutil
import socket
import struct
import subprocess
import threading
import time
from contextlib import contextmanager, suppress

# Which every scanner knows; in two parts, so that none finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
WORD = b"TEST-OF-THE-" + b"SCANNER"
REAL = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
CONFIGURATION = """
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
LogFile {folder}/log
Foreground yes
StreamMaxLength 1M
AlertExceedsMax yes
SelfCheck 0
"""


@contextmanager
def real_clamd(folder):
    """With signatures of its own: the line of EICAR as a whole file, and a word anywhere. Yields the socket."""
    (folder / "signatures").mkdir()
    whole = f"{hashlib.md5(EICAR).hexdigest()}:{len(EICAR)}:Eicar-Test-Signature\n"  # noqa: S324 -- ClamAV's format
    (folder / "signatures" / "own.hdb").write_text(whole)
    (folder / "signatures" / "own.ndb").write_text(f"Own.Test.Word:0:*:{WORD.hex()}\n")
    configuration = folder / "clamd.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder))
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen([REAL, "-c", configuration], stdout=out, stderr=out)  # noqa: S603 -- of the system
    try:
        path = folder / "clamd.sock"
        until = time.monotonic() + 60
        while not _answers(path):
            assert process.poll() is None, (folder / "out").read_text()
            assert time.monotonic() < until, "clamd does not come up"
            time.sleep(0.1)
        yield path
    finally:
        process.terminate()
        process.wait(20)


def _answers(path):
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(str(path))
        line.sendall(b"zPING\0")
        return line.recv(100) == b"PONG\0"
    return False


class FakeClamd:
    """On a socket in ``folder``. ``heard`` are the files it was sent; ``answer`` says what it answers to one.

    ``after``: how many bytes it hears before it answers and closes; all of them if ``None``. ``deaf``: it takes calls
    and answers nothing, as one that hangs.
    """

    def __init__(self, folder, answer=b"stream: OK\0", *, after=None, version=b"ClamAV 1.4.3\0", deaf=False):
        self.path, self.answer, self.after, self.deaf = folder / "clamd.sock", answer, after, deaf
        self.said = {b"zPING\0": b"PONG\0", b"zVERSION\0": version}
        self.heard = []
        self.path.unlink(missing_ok=True)
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(self.path))
        self._server.listen()
        self._lines = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self):
        """As one that was killed."""
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)  # wakes who waits in ``accept``
        self._thread.join(5)
        self._server.close()
        for line in self._lines:
            line.close()
        self.path.unlink(missing_ok=True)

    def _serve(self):
        with suppress(OSError):
            while True:
                line, _address = self._server.accept()
                self._lines.append(line)
                with suppress(OSError, EOFError):
                    self._talk(line)

    def _talk(self, line):
        if self.deaf:
            return
        with line.makefile("rb") as file:
            answer = self._answer(file)
        if answer is None:  # says nothing and keeps the line open
            return
        for byte in answer:
            line.sendall(bytes([byte]))
        line.close()

    def _answer(self, file):
        command = b""
        while not command.endswith(b"\0"):
            command += self._exactly(file, 1)
        if command in self.said:
            return self.said[command]
        assert command == b"zINSTREAM\0", command
        self.heard.append(self._stream(file))
        return self.answer(self.heard[-1]) if callable(self.answer) else self.answer

    def _stream(self, file):
        found = b""
        while length := struct.unpack("!I", self._exactly(file, 4))[0]:
            found += self._exactly(file, length)
            if self.after is not None and len(found) >= self.after:
                break
        return found

    @staticmethod
    def _exactly(file, size):
        data = file.read(size)
        if len(data) < size:
            raise EOFError
        return data


def finds(word):
    """An answer: infected where the word stands anywhere in the file."""
    return lambda data: b"stream: Own.Test.Word FOUND\0" if word in data else b"stream: OK\0"

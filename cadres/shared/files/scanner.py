"""The virus scanner (病毒扫描): ClamAV's daemon, asked over its socket about every file before anything of it is kept.

None unless ``CLAMAV_URL`` names one. Where it is named and does not say that a file is clean, nothing is taken in.
The protocol is that of ``man clamd``: INSTREAM, pieces with their length before them, a length of nought, one answer.
"""

import re
import socket
import struct
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.shared.breaker import Breaker
from cadres.shared.errors import Objection, Refused
from cadres.shared.extensions import Slot

PIECE = 64 * 1024
LONGEST_ANSWER = 4096
LONGEST_NAME = 200
KNOCK = 3  # seconds in which one that is up says so
PROBE = 1  # seconds that the page of health waits
CLEAN = "stream: OK"
ANSWER = re.compile(r"stream: (?P<what>.+) FOUND")
TOO_LARGE = "INSTREAM size limit exceeded. ERROR"
BEYOND_LIMITS = "Heuristics.Limits.Exceeded"  # not looked through to its end, by AlertExceedsMax
VERSION = re.compile(r"(?P<program>ClamAV [\w.+-]{1,40})(?:/(?P<number>\d{1,10})/(?P<made>[\w: ]{1,40}))?")
LENGTH = struct.Struct("!I")
BREAKER = Breaker()


@dataclass(frozen=True)
class Found:
    """What was found in a file that somebody sent, and from where. Its name may name people, so it is not kept."""

    by: Any
    address: str
    page: str
    what: str
    sha256: str
    size: int


# Puts it on record and tells who has to know.
FOUND: Slot[Callable[[Found], None]] = Slot("virus scanner")


class NotScanned(Refused):
    """``why``: away, slow or size."""

    def __init__(self, why: str):
        self.why = why
        super().__init__(Objection(f"scanner-{why}", _said_of(why)))


def _said_of(why: str) -> str:
    return {
        "away": _(
            "The virus scanner does not answer, so no file is taken in. Try again in a few minutes; if it stays so, "
            "tell the system administrator."
        ),
        "slow": _(
            "The virus scanner takes too long over this file, so it was not taken in. Try again, or divide the file."
        ),
        "size": _(
            "The file is larger than the virus scanner looks through, so it was not taken in. Divide the file, or "
            "tell the system administrator."
        ),
    }[why]


def is_named() -> bool:
    return settings.CLAMAV is not None


def finding(file: IO[bytes]) -> str:
    """What the scanner finds in the file, "" for nothing; the file is at its beginning afterwards.

    Raises ``NotScanned``.
    """
    if not BREAKER.ask(_knock, lambda: False, (OSError,)):
        raise NotScanned("away")
    until = time.monotonic() + settings.CLAMAV_SECONDS
    try:
        with closing(_connected(until)) as line:
            whole = _send(line, file, until)
            answer = _heard(line, until)
    except TimeoutError as error:
        raise NotScanned("slow") from error
    except OSError as error:
        raise NotScanned("away") from error
    finally:
        file.seek(0)
    return _judged(answer, whole=whole)


def _judged(answer: str, *, whole: bool) -> str:
    if answer == CLEAN and whole:
        return ""
    found = ANSWER.fullmatch(answer)
    if answer == TOO_LARGE or (found and found["what"].startswith(BEYOND_LIMITS)):
        raise NotScanned("size")
    if found is None:  # an error of its own, or no answer at all
        raise NotScanned("away")
    name = "".join(sign for sign in found["what"] if sign.isprintable())
    return name[:LONGEST_NAME] or "?"


def _knock() -> bool:
    """Asked first: one that hangs is waited for these seconds, not for those of a file."""
    return _asked(b"zPING\0", KNOCK) == "PONG"


def _asked(command: bytes, seconds: float) -> str:
    until = time.monotonic() + seconds
    with closing(_connected(until)) as line:
        _wait(line, until)
        line.sendall(command)
        return _heard(line, until)


def _send(line: socket.socket, file: IO[bytes], until: float) -> bool:
    """Whether it took the whole. Whoever has heard enough closes the line, and has said why."""
    file.seek(0)
    try:
        _wait(line, until)
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            _wait(line, until)
            line.sendall(LENGTH.pack(len(piece)) + piece)
        _wait(line, until)
        line.sendall(LENGTH.pack(0))
    except ConnectionError:
        return False
    return True


def _heard(line: socket.socket, until: float) -> str:
    """The answer up to its NUL; "" for one that is cut off or longer than any."""
    heard = b""
    while b"\0" not in heard and len(heard) < LONGEST_ANSWER:
        _wait(line, until)
        try:
            more = line.recv(LONGEST_ANSWER)
        except ConnectionError:
            break
        if not more:
            break
        heard += more
    answer, end, _rest = heard.partition(b"\0")
    return answer.decode("utf-8", "replace") if end else ""


def _wait(line: socket.socket, until: float) -> None:
    """For each thing as long as is left for the whole."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)


def _connected(until: float) -> socket.socket:
    place: Any = settings.CLAMAV
    family = socket.AF_UNIX
    if isinstance(place, tuple):
        family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
    line = socket.socket(family)
    try:
        _wait(line, until)
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line


@dataclass(frozen=True)
class Standing:
    """Program and signatures of the scanner; no program where it does not answer."""

    program: str = ""
    number: str = ""
    made: datetime | None = None

    OLD = 7  # days

    @property
    def is_old(self) -> bool:
        return self.made is not None and (timezone.now() - self.made).days >= self.OLD

    def __str__(self) -> str:
        if not self.program:
            return "does not answer; no file is taken in"
        if self.made is None:
            return f"{self.program}, signatures of its own"
        return f"{self.program}, signatures {self.number} of {self.made.date().isoformat()}"


def read_standing() -> Standing | None:
    """``None`` where no scanner is named."""
    if not is_named():
        return None
    try:
        told = VERSION.fullmatch(_asked(b"zVERSION\0", PROBE))
    except OSError:
        told = None
    if told is None:
        return Standing()
    return Standing(told["program"], told["number"] or "", _day(told["made"]))


def _day(made: str | None) -> datetime | None:
    try:
        return datetime.strptime(made or "", "%a %b %d %H:%M:%S %Y").astimezone()
    except ValueError:
        return None

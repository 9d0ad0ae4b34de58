"""The chain over the events and the signed checkpoints of its head. Pure.

Row ``n`` has the hash ``SHA256(0x00 ‖ hash of row n-1 ‖ n as 8 bytes ‖ canonical row)``; before row 1 stand 32 bytes
of zero. A checkpoint is a signed note as C2SP has it: origin, size, head in base64, time; then the signature.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

START = bytes(32)
# Numbers are given in the order in which rows were begun; a transaction that lasts is committed after later ones.
LONGEST_TRANSACTION = timedelta(hours=1)
ED25519 = b"\x01"
NOTE = re.compile(r"([^\n]+)\n(\d{1,18})\n([A-Za-z0-9+/]{43}=)\n([^\n]+)\n\n— (\S+) ([A-Za-z0-9+/=]+)\n\n?")


class Entry(NamedTuple):
    """One event, as it goes into the chain: in this order, which is for ever."""

    id: int
    at: str  # in UTC, to the microsecond
    source: str
    source_id: int
    actor: str
    role: str
    address: str
    action: str
    object: str
    result: str
    reason_digest: str
    payload_digest: str


@dataclass(frozen=True)
class Fault:
    """``n``: the first bad row, 0 where the fault is no row's."""

    code: str
    n: int = 0
    params: dict[str, Any] = field(default_factory=dict)


def canonical(entry: Entry) -> bytes:
    """A JSON list without spaces, in UTF-8."""
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def link(previous: bytes, n: int, entry: Entry) -> bytes:
    return hashlib.sha256(b"\x00" + previous + n.to_bytes(8, "big") + canonical(entry)).digest()


def payload_fits(payload: str, digest: str) -> bool:
    return hashlib.sha256(payload.encode()).hexdigest() == digest


class Chain:
    """Walks sealed rows in order and stops at the first that is wrong.

    ``purged``: source → the last row whose content may be missing.
    """

    def __init__(self, n: int = 0, head: bytes = START, *, purged: Mapping[str, int] | None = None):
        self.n, self.head, self._purged = n, head, purged or {}
        self._latest: datetime | None = None

    def check(self, n: int, sealed: str, entry: Entry | None, payload: str | None) -> Fault | None:
        """What is wrong with the next row; ``sealed`` is the hash kept of it, ``entry`` the event, if it is there."""
        if n != self.n + 1:
            return Fault("gap", self.n + 1)
        if entry is None:
            return Fault("gone", n)
        head = link(self.head, n, entry)
        if head.hex() != sealed:
            return Fault("changed", n, {"what": name_of(entry)})
        fault = self._content(n, entry, payload) or self._time(n, entry)
        if fault:
            return fault
        self.n, self.head = n, head
        return None

    def _content(self, n: int, entry: Entry, payload: str | None) -> Fault | None:
        if payload is None:
            may_be = n <= self._purged.get(entry.source, 0)
            return None if may_be else Fault("dropped", n, {"what": name_of(entry)})
        return None if payload_fits(payload, entry.payload_digest) else Fault("payload", n, {"what": name_of(entry)})

    def _time(self, n: int, entry: Entry) -> Fault | None:
        at = datetime.fromisoformat(entry.at)
        if self._latest and at < self._latest - LONGEST_TRANSACTION:
            return Fault("backdated", n, {"what": name_of(entry), "at": entry.at})
        self._latest = max(self._latest or at, at)
        return None


def name_of(entry: Entry) -> str:
    return f"{entry.source}:{entry.source_id}"


@dataclass(frozen=True)
class Note:
    """A signed checkpoint: the first ``size`` rows have this head."""

    origin: str
    size: int
    head: bytes
    at: str
    signer: str
    signature: bytes  # four bytes that name the key, then the signature
    where: str = ""

    @property
    def text(self) -> str:
        return unsigned(self.origin, self.size, self.head, self.at)

    @property
    def key_id(self) -> str:
        return self.signature[:4].hex()

    def __str__(self) -> str:
        return f"{self.text}\n— {self.signer} {base64.b64encode(self.signature).decode()}\n"


def unsigned(origin: str, size: int, head: bytes, at: str) -> str:
    return f"{origin}\n{size}\n{base64.b64encode(head).decode()}\n{at}\n"


def key_id(signer: str, key: Ed25519PublicKey) -> bytes:
    return hashlib.sha256(signer.encode() + b"\n" + ED25519 + key.public_bytes_raw()).digest()[:4]


def sign(key: Ed25519PrivateKey, *, origin: str, size: int, head: bytes, at: datetime) -> Note:
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    signature = key.sign(unsigned(origin, size, head, moment).encode())
    return Note(origin, size, head, moment, origin, key_id(origin, key.public_key()) + signature)


def read_notes(text: str, where: str) -> Iterator[Note | Fault]:
    """The notes of a file one after the other; the first thing that is none ends it with a fault."""
    place = 0
    while place < len(text):
        found = NOTE.match(text, place)
        signature = _decoded(found[6]) if found else b""
        if not found or len(signature) != 4 + 64:
            yield Fault("unreadable", params={"where": where, "at": len(text[:place].encode())})
            return
        head = base64.b64decode(found[3])
        yield Note(found[1], int(found[2]), head, found[4], found[5], signature, where)
        place = found.end()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def judge_note(note: Note, keys: list[Ed25519PublicKey]) -> Fault | None:
    told = {"size": note.size, "where": note.where}
    mine = [key for key in keys if key_id(note.signer, key).hex() == note.key_id]
    if not mine:
        return Fault("other_key", params={**told, "key": note.key_id})
    try:
        mine[0].verify(note.signature[4:], note.text.encode())
    except InvalidSignature:
        return Fault("forged", params=told)
    return None


def in_groups(data: bytes, *, digits: int = 4) -> list[str]:
    """Hexadecimal in groups that can be read aloud."""
    text = data.hex().upper()
    return [text[start : start + digits] for start in range(0, len(text), digits)]

"""Checkpoints (检查点): the head of the chain, signed, and its copies where the database's administrator is not."""

import logging
import logging.handlers
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from cadres.platform.sealing.models import Checkpoint, Seal
from cadres.platform.sealing.rules import Fault, Note, read_notes, sign
from cadres.platform.sealing.services.keys import as_text, signing_key
from cadres.platform.sealing.services.sealer import LOCK

log = logging.getLogger(__name__)


@transaction.atomic
def make_checkpoint() -> Checkpoint | None:
    """Sign the present head, if it is not signed yet, and give the copies out.

    The copies are written first: a checkpoint whose file could not be written is made again, and said so in the log.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # a sealer ends its batch first
        cursor.execute("SELECT clock_timestamp()")
        now = cursor.fetchone()[0]
    last = Seal.objects.order_by("-n").first()
    signed = Checkpoint.objects.order_by("-pk").values_list("size", flat=True).first()
    if last is None or last.n == signed:
        return None
    key = signing_key()
    note = sign(key, origin=settings.AUDIT_ORIGIN, size=last.n, head=bytes.fromhex(last.hash), at=now)
    checkpoint = Checkpoint.objects.create(size=note.size, note=str(note))
    _append(note, settings.AUDIT_COPIES_DIR, timezone.localdate(now).isoformat())
    _leave_key(note, as_text(key.public_key()))
    _tell_syslog(note)
    return checkpoint


def _append(note: Note, folder: Path, day: str) -> None:
    """One file a day; only ever written at its end."""
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / f"checkpoints-{day}.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    with os.fdopen(file, "ab") as out:
        out.write(f"{note}\n".encode())
        out.flush()
        os.fsync(out.fileno())


def _key_file(note: Note) -> Path:
    return settings.AUDIT_COPIES_DIR / f"key-{note.key_id}.txt"


def _leave_key(note: Note, text: str) -> None:
    """The public key beside the copies: who shows it need not be able to read the private one."""
    path = _key_file(note)
    if not path.exists():
        path.write_text(f"{text}\n", encoding="ascii")


def public_key_of(note: Note) -> str:
    """As it lies beside the copies; empty where it does not."""
    try:
        return _key_file(note).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


class _Syslog(logging.handlers.SysLogHandler):
    """Says what it could not send in the log, not on the terminal."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- the library's name
        log.warning("a checkpoint did not reach syslog: %s", record.getMessage())


def _tell_syslog(note: Note) -> None:
    """A host that does not answer keeps nobody from sealing."""
    if not settings.AUDIT_SYSLOG:
        return
    host, _colon, port = settings.AUDIT_SYSLOG.rpartition(":")
    address = (host, int(port)) if host else settings.AUDIT_SYSLOG
    try:
        handler = _Syslog(address, facility=_Syslog.LOG_AUTHPRIV)
    except OSError as error:
        log.warning("the checkpoint of %s rows did not reach syslog: %s", note.size, error)
        return
    line = f"cadres-audit: {' '.join(str(note).split())}"
    handler.handle(logging.LogRecord(__name__, logging.INFO, "", 0, line, None, None))
    handler.close()


def copies(folder: Path) -> Iterator[Note | Fault]:
    """All checkpoints in the files of a folder, in the order of their names; whatever else is there is left alone."""
    for path in sorted(folder.glob("checkpoint*.txt")):
        yield from read_notes(path.read_text(encoding="utf-8", errors="replace"), path.name)


def note_of(checkpoint: Checkpoint) -> Note:
    note = next(read_notes(checkpoint.note, f"#{checkpoint.pk}"))
    if isinstance(note, Fault):
        raise ValueError(note.code)  # noqa: TRY004 -- of the text, not of its type
    return note


def last_of_each_day() -> Iterator[Checkpoint]:
    """The last checkpoint of each day, the oldest day first."""
    days = Checkpoint.objects.order_by("at__date", "-pk").distinct("at__date")
    return days.iterator(chunk_size=500)

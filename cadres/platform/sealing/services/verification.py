"""Verification (核验): is the record as it was sealed, and as the copies of the checkpoints know it?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction
from django.urls import reverse

from cadres.platform.access_log.models import FileAccess
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.database.choices import DIFFERENCES
from cadres.platform.database.services.catalogue import differences, shortened
from cadres.platform.log.models import Step
from cadres.platform.notices.services import notify
from cadres.platform.sealing.choices import FAULTS
from cadres.platform.sealing.models import ChainCheck, Checkpoint
from cadres.platform.sealing.rules import START, Chain, Entry, Fault, Note, judge_note, read_notes
from cadres.platform.sealing.services.checkpoints import copies
from cadres.platform.sealing.services.keys import known_keys
from cadres.platform.sealing.services.retention import PURGE
from cadres.platform.sealing.services.sealer import ENTRY, Sealed, read_state, state
from cadres.shared.sealed import PAYLOAD

BROKEN, CHANGED = "cadres.record_broken", "cadres.database_changed"  # the notices
SEALED: tuple[type[models.Model], ...] = (Step, FileAccess)
CHUNK = 5000
DIGEST = "encode(sha256(convert_to(event.payload, 'UTF8')), 'hex')"

WALK = f"""
SELECT seal.n, seal.hash, event.payload, {ENTRY}
  FROM cadres_seal seal LEFT JOIN cadres_auditevent event ON event.id = seal.event_id
 WHERE seal.n >= %s ORDER BY seal.n
"""  # noqa: S608 -- our own constants

# What a record says now beside what it said; a column that came later is not in the older rows' payload. A content
# that is not the one of its digest need not be JSON at all.
DIFFERENT = """
SELECT seal.n, event.source_id, record.id IS NULL
  FROM cadres_auditevent event
  LEFT JOIN cadres_seal seal ON seal.event_id = event.id
  LEFT JOIN {{table}} record ON record.id = event.source_id
 WHERE event.source = %(source)s AND coalesce(seal.n, %(since)s) >= %(since)s
   AND CASE WHEN event.payload IS NULL AND seal.n <= %(purged)s THEN false
            WHEN record.id IS NULL THEN true
            WHEN event.payload IS NULL THEN false
            WHEN ({payload})::text = event.payload THEN false
            WHEN {digest} <> event.payload_digest THEN true
            ELSE ({payload}) || event.payload::jsonb <> ({payload}) END
 ORDER BY seal.n NULLS LAST, event.id LIMIT 1
""".format(digest=DIGEST, payload=PAYLOAD.format(row="record"))
UNTOLD = """
SELECT record.id FROM {table} record
 WHERE NOT EXISTS (SELECT FROM cadres_auditevent WHERE source = %s AND source_id = record.id)
 ORDER BY record.id LIMIT 1
"""
PURGED = f"""
SELECT payload::jsonb -> 'facts' ->> 'source', max((payload::jsonb -> 'facts' ->> 'until')::bigint)
  FROM cadres_auditevent event WHERE source = 'cadres.step' AND action = %s
   AND CASE WHEN {DIGEST} = payload_digest THEN payload::jsonb -> 'facts' ? 'source' END
 GROUP BY 1
"""  # noqa: S608 -- our own constants
LAST_CHECK = """
SELECT jsonb_array_length(faults) > 0, floor(extract(epoch FROM clock_timestamp() - at) / 3600)::int
  FROM cadres_chaincheck ORDER BY id DESC LIMIT 1
"""


@dataclass
class Outcome:
    """``rows``: how many were walked and found right; ``until``: the time of the last of them."""

    rows: int = 0
    last: int = 0
    until: str = ""
    waiting: int = 0
    checkpoints: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults


def verify(*, folder: Path | None = None, since: int = 1, keys: list[Ed25519PublicKey] | None = None) -> Outcome:
    """Walk the chain from row ``since`` on and hold it against everything that is known of it.

    ``folder``: where copies of the checkpoints lie, else the program's own. ``keys``: those to trust, else the
    installation's. The copies are read before the database, so that none is newer than what is walked.
    """
    outcome = Outcome()
    notes = list(copies(folder or settings.AUDIT_COPIES_DIR))
    whole = not connection.in_atomic_block
    with transaction.atomic():
        if whole:  # one moment for all questions, while the sealer goes on
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for checkpoint in Checkpoint.objects.order_by("pk").iterator(chunk_size=CHUNK):
            notes.extend(read_notes(checkpoint.note, f"#{checkpoint.pk}"))
        trusted, missing = _trusted(keys, notes)
        outcome.faults += missing
        signed = [note for note in notes if isinstance(note, Note)]
        outcome.faults += [note for note in notes if isinstance(note, Fault)][:1]
        if not missing:
            judged = [(note, judge_note(note, trusted)) for note in signed]
            outcome.faults += [fault for _note, fault in judged if fault][:1]
            signed = [note for note, fault in judged if fault is None]
        outcome.checkpoints = len(signed)
        purged = _purged()
        heads = _walk(outcome, since, {note.size for note in signed}, purged)
        outcome.faults += _against(signed, heads, outcome, since)
        outcome.faults += [fault for model in SEALED for fault in _sources(model, since, purged)]
        outcome.waiting = state().waiting
    outcome.faults.sort(key=lambda fault: fault.n or 1 << 62)
    return outcome


def _trusted(keys: list[Ed25519PublicKey] | None, notes: Iterable[Any]) -> tuple[list[Ed25519PublicKey], list[Fault]]:
    if keys is not None:
        return keys, []
    try:
        keys = known_keys()
    except ImproperlyConfigured as error:
        return [], [Fault("no_key", params={"where": str(error)})]
    lost = not keys and any(isinstance(note, Note) for note in notes)
    return keys, [Fault("no_key", params={"where": str(settings.AUDIT_KEY_FILE)})] if lost else []


def _purged() -> dict[str, int]:
    """Source → the number of the last row whose content went by a disposal on record."""
    with connection.cursor() as cursor:
        cursor.execute(PURGED, [PURGE])
        return dict(cursor.fetchall())


def _walk(outcome: Outcome, since: int, sizes: set[int], purged: dict[str, int]) -> dict[int, bytes]:
    """Checks row after row until the first that is wrong; returns the heads at these sizes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM cadres_seal WHERE n = %s", [since - 1])
        before = cursor.fetchone()
        cursor.execute("SELECT coalesce(max(n), 0) FROM cadres_seal")
        outcome.last = cursor.fetchone()[0]
    chain = Chain(since - 1, bytes.fromhex(before[0]) if before else START, purged=purged)
    heads = {0: START, chain.n: chain.head}
    for row in _rows(since):
        n, sealed, payload, *event = row
        entry = Entry._make(event) if event[0] is not None else None
        if fault := chain.check(n, sealed, entry, payload):
            outcome.faults.append(fault)
            break
        outcome.rows += 1
        outcome.until = event[1]
        if n in sizes:
            heads[n] = chain.head
    return heads


def _rows(since: int) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(WALK, [since])
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _against(notes: list[Note], heads: dict[int, bytes], outcome: Outcome, since: int) -> Iterator[Fault]:
    """The first checkpoint that the chain does not lead to; the largest, where it knows more rows than there are."""
    good = 0
    for note in sorted(notes, key=lambda note: note.size):
        if note.size in heads and note.size >= since - 1:
            if heads[note.size] != note.head:
                told = {"first": good + 1, "size": note.size, "where": note.where}
                yield Fault("rewritten", good + 1, told)
                break
            good = note.size
    known = max(notes, key=lambda note: note.size, default=None)
    if known and known.size > outcome.last:
        yield Fault("older", params={"n": outcome.last, "size": known.size, "where": known.where})


def _sources(model: type[models.Model], since: int, purged: dict[str, int]) -> Iterator[Fault]:
    source, table = model._meta.label_lower, model._meta.db_table
    with connection.cursor() as cursor:
        asked: dict[str, str | int] = {"source": source, "since": since, "purged": purged.get(source, 0)}
        cursor.execute(DIFFERENT.format(table=table), asked)
        for n, number, gone in cursor.fetchall():
            yield Fault("source_gone" if gone else "source", n or 0, {"what": f"{source}:{number}"})
        cursor.execute(UNTOLD.format(table=table), [source])
        for (number,) in cursor.fetchall():
            yield Fault("no_event", params={"what": f"{source}:{number}"})


def examine(*, folder: Path | None = None, since: int = 1, keys: list[Ed25519PublicKey] | None = None) -> Outcome:
    """``verify``, and what the record stands on: is the database made of what the program made it of?"""
    outcome = verify(folder=folder, since=since, keys=keys)
    outcome.faults += [Fault(one.code, params=one.params) for one in shortened(differences())]
    return outcome


def in_words(code: str, n: int, params: dict[str, Any]) -> str:
    return str(DIFFERENCES.get(code) or FAULTS[code]) % {"n": n, **params}


@dataclass(frozen=True)
class Standing:
    """How the record stands, in a line for monitors; ``checked``: hours since the last verification."""

    sealed: Sealed
    broken: bool
    checked: int | None

    @property
    def late(self) -> bool:
        return self.sealed.late

    def __str__(self) -> str:
        verified = "not verified yet" if self.checked is None else f"verified {self.checked} h ago"
        found = ", NOT in order" if self.broken else ""
        return f"{self.sealed.rows} rows sealed, {self.sealed.waiting} wait, {verified}{found}"


def read_standing(cursor: Any) -> Standing:
    cursor.execute(LAST_CHECK)
    broken, checked = cursor.fetchone() or (False, None)
    return Standing(read_state(cursor), broken, checked)


def check() -> ChainCheck:
    """Examine everything, keep what came of it, and tell the auditors when something is wrong."""
    outcome = examine()
    found = ChainCheck.objects.create(
        rows=outcome.rows, faults=[[fault.code, fault.n, fault.params] for fault in outcome.faults]
    )
    changed = [fault for fault in outcome.faults if fault.code in DIFFERENCES]
    broken = [fault for fault in outcome.faults if fault.code not in DIFFERENCES]
    if broken:
        _tell(BROKEN, found, {"row": broken[0].n or "–"})
    if changed:
        _tell(CHANGED, found, {"number": len(changed)})
    return found


def _tell(kind: str, found: ChainCheck, params: dict[str, Any]) -> None:
    auditors = User.objects.filter(role=Role.AUDIT, is_active=True)
    notify(auditors, kind=kind, key=f"{kind}:{found.pk}", params=params, url=reverse("cadres:chain"))

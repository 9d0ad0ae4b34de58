"""The state of the chain and a day's sheet, as the auditor reads them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cadres.platform.database.choices import DIFFERENCES
from cadres.platform.database.services.accounts import accounts
from cadres.platform.sealing.models import ChainCheck, Checkpoint
from cadres.platform.sealing.rules import Note, in_groups
from cadres.platform.sealing.services.checkpoints import note_of, public_key_of
from cadres.platform.sealing.services.sealer import Sealed, state
from cadres.platform.sealing.services.verification import in_words

SHOWN = 10


@dataclass(frozen=True)
class ChainState:
    sealed: Sealed
    checkpoints: list[Checkpoint]
    check: ChainCheck | None
    faults: list[str]
    differences: list[str]
    key: str
    parted: bool


@dataclass(frozen=True)
class DaySheet:
    """``rows``: how many were sealed since the last checkpoint of the days before."""

    day: date
    checkpoint: Checkpoint
    note: Note
    rows: int

    @property
    def head(self) -> list[str]:
        return in_groups(self.note.head)

    @property
    def key(self) -> str:
        return public_key_of(self.note)

    @property
    def signature(self) -> list[str]:
        return in_groups(self.note.signature[4:])


def chain_state() -> ChainState:
    check = ChainCheck.objects.first()
    found = check.faults if check else []
    faults = [in_words(*fault) for fault in found if fault[0] not in DIFFERENCES]
    different = [in_words(*fault) for fault in found if fault[0] in DIFFERENCES]
    latest = list(Checkpoint.objects.all()[:SHOWN])
    key = public_key_of(note_of(latest[0])) if latest else ""
    return ChainState(state(), latest, check, faults, different, key, accounts().parted)


def day_sheet(day: date, rows: Any) -> DaySheet | None:
    """Of ``rows``, the checkpoints that may be seen; ``None`` on a day without any."""
    last = rows.filter(at__date=day).first()
    if last is None:
        return None
    before = rows.filter(at__date__lt=day).values_list("size", flat=True).first()
    return DaySheet(day, last, note_of(last), last.size - (before or 0))

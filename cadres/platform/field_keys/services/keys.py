"""Which keys this installation needs, and whether it was given them."""

import logging
import os
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from cadres.platform.field_keys.models import FieldKey
from cadres.platform.field_keys.services.stores import stores
from cadres.platform.log.services import record_step
from cadres.shared.crypto import Binding, WrongSeal, accepts_unbound, open_text, present_key, seal_text

log = logging.getLogger(__name__)

PROOF = "cadres: a value by which a key is known again"
BOUND = "bound"  # the step
IN_USE = "SELECT name, proof FROM cadres_fieldkey WHERE gone_at IS NULL ORDER BY since DESC, name"
IS_BOUND = "SELECT EXISTS (SELECT FROM cadres_step WHERE subject LIKE 'cadres.fieldkey:%%' AND move = %s)"


@dataclass(frozen=True)
class Standing:
    """The keys in use, and those of them that do not open their proof, since they are missing or other ones."""

    names: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.missing

    def __str__(self) -> str:
        """A line for monitors; the names tell nothing of the keys."""
        if self.missing:
            return f"values lie under keys that are NOT given: {', '.join(self.missing)}"
        return f"{len(self.names)} in use, all given" if self.names else "none in use yet"


def read_standing(cursor: Any) -> Standing:
    """Also takes note, on this machine, that everything is bound, once that stands on record."""
    cursor.execute(IN_USE)
    rows = cursor.fetchall()
    if accepts_unbound():
        cursor.execute(IS_BOUND, [BOUND])
        if cursor.fetchone()[0]:
            _leave_mark()
    return Standing(
        tuple(name for name, _proof in rows), tuple(name for name, proof in rows if not _opens(name, proof))
    )


def standing() -> Standing:
    with connection.cursor() as cursor:
        return read_standing(cursor)


def _binding(name: str) -> Binding:
    return Binding("cadres.fieldkey", "proof", (name,))


def _opens(name: str, proof: str) -> bool:
    try:
        return open_text(proof, _binding(name)) == PROOF
    except WrongSeal:
        return False


@transaction.atomic
def take_up() -> FieldKey:
    """At the start and after each change of ``FIELD_KEYS``: the present key is known from now on.

    Raises ``ImproperlyConfigured`` where values lie under keys that are not given: going on would write others beside
    them that nobody expects.
    """
    known = standing()
    if not known.ok:
        raise ImproperlyConfigured(f"Encrypted columns: {known}. Put them back into FIELD_KEYS, or into SECRET_KEY.")
    if not known.names:
        _try_stored_values()
    name = present_key().name
    key, new = FieldKey.objects.get_or_create(name=name, defaults={"proof": seal_text(PROOF, _binding(name))})
    if key.gone_at is not None:  # one that was laid aside and has come back
        FieldKey.objects.filter(name=name).update(gone_at=None)
    if new:
        record_step(key, "take_up_key", by=None)
        FieldKey.objects.exclude(name=name).update(whole_since=None)
    return key


def _try_stored_values() -> None:
    """An installation from before keys were known by name shows by its values whether it has the right ones."""
    found = [opens for store in stores() for opens in store.sample()]
    if found and not any(found):
        raise ImproperlyConfigured(
            "Encrypted columns: none of the stored values opens. Give the FIELD_KEYS, or the SECRET_KEY, with which"
            " they were written."
        )


def holds_unbound() -> bool:
    """Whether a value in a form of before is left anywhere."""
    return any(store.holds_unbound() for store in stores())


def conclude_bound(*, by: Any = None) -> None:
    """From now on no value in a form of before is read: on record for all machines, and marked on this one."""
    if not accepts_unbound():
        return
    record_step(take_up(), BOUND, by=by)
    _leave_mark()


def _leave_mark() -> None:
    """Out of reach of whoever writes the database, who could take the step away and put old forms back.

    A folder that root makes at an upgrade belongs to whom the folder around it does: web and worker look into it.
    """
    mark = settings.FIELD_KEYS_BOUND_MARK
    try:
        is_new = not mark.parent.exists()
        mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark.touch(mode=0o644)
        if is_new and os.geteuid() == 0:
            around = mark.parent.parent.stat()
            os.chown(mark.parent, around.st_uid, around.st_gid)
    except OSError:
        log.exception("%s cannot be written: forms of before are still read here", mark)

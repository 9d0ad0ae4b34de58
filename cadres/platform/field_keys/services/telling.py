"""That a value cannot be opened is told to those who administer and those who audit, whatever becomes of the page."""

import logging
import threading
import time
from datetime import timedelta
from hashlib import sha256

from django.db import DatabaseError, connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.notices.services import notify
from cadres.shared.crypto import CannotBeOpened, Why

log = logging.getLogger(__name__)

WAIT = 2.0  # seconds that whoever met it waits until it is told
AGAIN_AFTER = timedelta(minutes=10).total_seconds()  # of one process; the notice itself is one a day
AT_ONCE = 20  # matters that one process tells within that time: a lost key is met at every value
_told: dict[str, float] = {}


def tell(refusal: CannotBeOpened) -> None:
    """Over a connection of its own where a transaction is under way, which may be undone because of this."""
    matter = refusal.key if refusal.why == Why.NO_KEY and refusal.key else refusal.place
    if not _is_due(f"{refusal.why}:{matter}"):
        return
    if not connection.in_atomic_block:
        _write(refusal.why, matter, refusal.place)
        return
    teller = threading.Thread(target=_write_apart, args=(refusal.why, matter, refusal.place), daemon=True)
    teller.start()
    teller.join(WAIT)


def _is_due(matter: str) -> bool:
    now = time.monotonic()
    for one in [one for one, at in _told.items() if now - at > AGAIN_AFTER]:
        _told.pop(one, None)
    if matter in _told or len(_told) >= AT_ONCE:
        return False
    _told[matter] = now
    return True


def _write(why: Why, matter: str, place: str) -> None:
    """What cannot be told either stands in the log."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1s'")  # what is locked may be so by who waits for this
            _notify(why, matter, place)
    except DatabaseError:
        log.exception("that %s cannot be opened was told here alone", place)


def _notify(why: Why, matter: str, place: str) -> None:
    digest = sha256(matter.encode()).hexdigest()[:16]
    kind = f"cadres.value_{why}"
    users = User.objects.filter(role__in=(Role.SYSTEM, Role.AUDIT), is_active=True)
    key = f"{kind}:{digest}:{timezone.localdate().isoformat()}"
    notify(users, kind=kind, key=key, params={"place": place}, url=reverse("cadres:key_list"))


def _write_apart(why: Why, matter: str, place: str) -> None:
    try:
        _write(why, matter, place)
    finally:
        connections.close_all()

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.models import FileAccess
from cadres.platform.access_log.points import MaskedField
from cadres.platform.access_log.regulations import PURPOSE
from cadres.shared.errors import Objection, Refused
from cadres.shared.regulations.catalogue import RULES

if TYPE_CHECKING:
    from cadres.platform.accounts.models import User

AGAIN_AFTER = timedelta(minutes=10)

# One statement, so that a page pays one query. Two pages of one user at the same moment may write two rows.
WRITE_ONCE = """
INSERT INTO cadres_fileaccess (by_id, at, kind, subject, cadre_id, part, reason)
SELECT %(by)s, %(now)s, %(kind)s, %(subject)s, %(cadre)s, %(part)s, ''
WHERE NOT EXISTS (
    SELECT FROM cadres_fileaccess
    WHERE cadre_id = %(cadre)s AND by_id = %(by)s AND at > %(since)s AND part = %(part)s AND kind = %(kind)s
)
"""

# ``unnest`` of the ids, so that a list of many people is one statement too.
WRITE_MANY = """
INSERT INTO cadres_fileaccess (by_id, at, kind, subject, cadre_id, part, reason)
SELECT %(by)s, %(now)s, %(kind)s, 'cadres.cadre:' || id, id, %(part)s, %(reason)s
FROM unnest(%(ids)s::bigint[]) AS id
"""

WRITE_MANY_ONCE = f"""{WRITE_MANY}
WHERE NOT EXISTS (
    SELECT FROM cadres_fileaccess f
    WHERE f.cadre_id = id.id AND f.by_id = %(by)s AND f.at > %(since)s AND f.part = %(part)s AND f.kind = %(kind)s
)
"""


def refuse_barred(user: "User", cadre_id: int | None) -> None:
    """Nobody opens his own file as staff, nor a relative's. Raises ``PermissionDenied`` with what to do."""
    if cadre_id in user.barred_cadres:
        raise PermissionDenied(
            _(
                "This is your own file or that of a relative of yours, so it is closed to you."
                " Ask a colleague of the department or your department leader to do what is needed."
            )
        )


def open_part(cadre: Any, part: str, *, by: "User", kind: AccessKind = AccessKind.VIEW) -> None:
    """What every reading of a file begins with: the bar, then one row in the record of readings. One query.

    The same part opened by the same user again within ten minutes writes nothing. Raises ``PermissionDenied``.
    """
    refuse_barred(by, cadre.pk)
    now = timezone.now()
    values: dict[str, Any] = {
        "by": by.pk,
        "now": now,
        "since": now - AGAIN_AFTER,
        "kind": str(kind),
        "subject": _subject(cadre),
        "cadre": cadre.pk,
        "part": part,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ONCE, values)


def open_files(ids: Iterable[int], part: str, *, by: "User") -> frozenset[int]:
    """Of these cadres those whose files are not closed to the user; that he was told of them is on record.

    For a page that tells a part of several files beside something else. At most one query, once in ten minutes.
    """
    open_to_him = frozenset(ids) - by.barred_cadres
    if open_to_him:
        now = timezone.now()
        values: dict[str, Any] = {
            "by": by.pk,
            "now": now,
            "since": now - AGAIN_AFTER,
            "kind": str(AccessKind.VIEW),
            "part": part,
            "reason": "",
            "ids": sorted(open_to_him),
        }
        with connection.cursor() as cursor:
            cursor.execute(WRITE_MANY_ONCE, values)
    return open_to_him


def record_readings(ids: Iterable[int], part: str, *, by: "User", kind: AccessKind, reason: str = "") -> None:
    """That something told of all these cadres was printed or given out. One query; nothing for nobody."""
    values: dict[str, Any] = {
        "by": by.pk,
        "now": timezone.now(),
        "kind": str(kind),
        "part": part[:40],
        "reason": reason[:200],
        "ids": list(ids),
    }
    if values["ids"]:
        with connection.cursor() as cursor:
            cursor.execute(WRITE_MANY, values)


def record_print(model: Any, part: str, *, by: "User") -> None:
    """That a sheet of no particular person was shown for printing."""
    FileAccess.objects.create(by=by, kind=AccessKind.PRINT, subject=f"{model._meta.label_lower}:", part=part)


@transaction.atomic
def reveal(masked_field: MaskedField, record: Any, *, by: "User", reason: str) -> str:
    """The field in clear, once its showing is on record. Raises ``PermissionDenied`` or ``Refused``."""
    if not by.has_perm(masked_field.permission):
        raise PermissionDenied
    cadre = masked_field.cadre_of(record)
    refuse_barred(by, cadre)
    if not reason.strip():
        source = RULES[PURPOSE].on(timezone.localdate()).source
        raise Refused(Objection("reason-missing", _("Write down the reason."), source, PURPOSE))
    FileAccess.objects.create(
        by=by,
        kind=AccessKind.REVEAL,
        subject=_subject(record),
        cadre_id=cadre,
        part=masked_field.field,
        reason=reason.strip(),
    )
    return getattr(record, masked_field.field)


def _subject(record: Any) -> str:
    return f"{record._meta.label_lower}:{record.pk}"

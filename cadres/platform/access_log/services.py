from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.models import FileAccess
from cadres.platform.access_log.points import MaskedField
from cadres.platform.access_log.regulations import MINIMUM, PURPOSE
from cadres.shared.api.readings import Reading
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

WRITE_REFUSAL = """
INSERT INTO cadres_fileaccess (by_id, at, kind, subject, part, reason)
SELECT %(by)s, %(now)s, %(kind)s, %(subject)s, %(part)s, ''
WHERE NOT EXISTS (
    SELECT FROM cadres_fileaccess
    WHERE by_id = %(by)s AND at > %(since)s AND kind = %(kind)s AND subject = %(subject)s AND part = %(part)s
)
"""

WRITE_MANY_ONCE = f"""{WRITE_MANY}
WHERE NOT EXISTS (
    SELECT FROM cadres_fileaccess f
    WHERE f.cadre_id = id.id AND f.by_id = %(by)s AND f.at > %(since)s AND f.part = %(part)s AND f.kind = %(kind)s
)
"""

# Whoever tries one identity number after the other learns who somebody is: so each try counts, also one in vain.
AN_HOUR, A_DAY = 10, 30

# One statement counts, guards and writes: two answers at once cannot both take what is left of the day.
GIVE = """
WITH counted AS (
    INSERT INTO cadres_apiday (account_id, day, number)
    SELECT %(by)s, %(day)s, %(number)s WHERE %(number)s <= %(most)s
    ON CONFLICT (account_id, day) DO UPDATE SET number = cadres_apiday.number + EXCLUDED.number
    WHERE cadres_apiday.number + EXCLUDED.number <= %(most)s
    RETURNING number
)
INSERT INTO cadres_fileaccess (by_id, at, kind, subject, part, reason)
SELECT %(by)s, %(now)s, %(kind)s, %(subject)s, %(part)s, %(reason)s FROM counted
RETURNING id
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


def record_refusal(subject: str, address: str, *, by: "User") -> None:
    """That somebody asked for what he may not have: ``subject`` is "app.model:pk", ":" where the page is of no record.

    The same address by the same person within ten minutes counts once. One query.
    """
    now = timezone.now()
    values: dict[str, Any] = {
        "by": by.pk,
        "now": now,
        "since": now - AGAIN_AFTER,
        "kind": str(AccessKind.REFUSED),
        "subject": subject,
        "part": address[:40],
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE_REFUSAL, values)


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
    if objections := _no_reason(reason.strip(), timezone.now()):
        raise Refused(*objections)
    FileAccess.objects.create(
        by=by,
        kind=AccessKind.REVEAL,
        subject=_subject(record),
        cadre_id=cadre,
        part=masked_field.field,
        reason=reason.strip(),
    )
    return getattr(record, masked_field.field)


@transaction.atomic
def look_up_number(find: Callable[[], list[Any]], *, by: "User", reason: str) -> list[Any]:
    """What ``find`` gives, cadres; one reading for each, or one without a file where there is nobody.

    Raises ``Refused`` without a reason, and after ``AN_HOUR`` tries in an hour or ``A_DAY`` in 24 hours.
    """
    # One try at a time, so that what is counted stays true.
    get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)
    now = timezone.now()
    reason = reason.strip()
    if objections := [*_no_reason(reason, now), *_too_many(by, now)]:
        raise Refused(*objections)
    found = find()
    FileAccess.objects.bulk_create(
        FileAccess(
            by=by,
            kind=AccessKind.NUMBER,
            subject=f"cadres.cadre:{cadre.pk if cadre else ''}",
            cadre=cadre,
            part="identity_number",
            reason=reason,
        )
        for cadre in found or [None]
    )
    return found


def _no_reason(reason: str, now: Any) -> list[Objection]:
    if reason:
        return []
    return [Objection("reason-missing", _("Write down the reason."), _source(PURPOSE, now), PURPOSE)]


def _too_many(by: "User", now: Any) -> list[Objection]:
    tries = FileAccess.objects.filter(by=by, kind=AccessKind.NUMBER, at__gt=now - timedelta(days=1))
    moments = list(tries.order_by("-at").values_list("at", flat=True)[:A_DAY])
    lately = [moment for moment in moments if moment > now - timedelta(hours=1)]
    if len(lately) < AN_HOUR and len(moments) < A_DAY:
        return []
    text = _(
        "You have looked up as many numbers as the program allows: %(hour)s in an hour, %(day)s in a day."
        " Search by name, or go on later."
    )
    return [
        Objection(
            "too-many-numbers",
            text % {"hour": AN_HOUR, "day": A_DAY},
            _source(MINIMUM, now),
            MINIMUM,
            reverse("cadres:find"),
        )
    ]


def _source(key: str, now: Any) -> Any:
    return RULES[key].on(timezone.localdate(now)).source


def record_api_reading(reading: Reading) -> None:
    """One query. Raises ``Throttled`` (429) until midnight where the amount of the day would be passed."""
    now = timezone.localtime()
    most = settings.API_RECORDS_A_DAY["token" if reading.token else "session"]
    values: dict[str, Any] = {
        "by": reading.by.pk,
        "now": now,
        "day": now.date(),
        "number": reading.number,
        "most": most,
        "kind": str(AccessKind.API),
        "subject": f"{reading.model}:",
        "part": f"api {reading.number}",
        "reason": f"{reading.token} /?{'&'.join(reading.parameters)}".strip()[:200],
    }
    with connection.cursor() as cursor:
        cursor.execute(GIVE, values)
        given = cursor.fetchone()
    if given is None:
        text = _("At most %(most)s records about persons a day are given to this account.") % {"most": most}
        raise Throttled(wait=_seconds_to_midnight(now), detail=text)


def _seconds_to_midnight(now: datetime) -> int:
    tomorrow = timezone.make_aware(datetime.combine(now.date() + timedelta(days=1), time()))
    return int((tomorrow - now).total_seconds()) + 1


def _subject(record: Any) -> str:
    return f"{record._meta.label_lower}:{record.pk}"

"""Retention (保管期限): content may go, its digest stays, and the chain holds."""

from django.db import connection, transaction

from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.platform.sealing.models import Seal

PURGE = "purge_content"

DROP = """
UPDATE cadres_auditevent event SET payload = NULL
  FROM cadres_seal seal
 WHERE seal.event_id = event.id AND seal.n <= %s AND event.payload IS NOT NULL AND event.action <> %s
"""


@transaction.atomic
def drop_payloads(*, until: int, by: User | None, reason: str) -> int:
    """Drop the content of all sealed rows up to number ``until``; returns of how many.

    That it was done is a step of its own, so it is sealed too; a row whose content is missing beyond it is a fault.
    """
    last = Seal.objects.filter(n__lte=until).select_related("event").order_by("-n").first()
    if last is None:
        return 0
    record_step(last.event, PURGE, by=by, reason=reason, facts={"until": last.n})
    with connection.cursor() as cursor:
        cursor.execute(DROP, [last.n, PURGE])
        return cursor.rowcount

"""Retention (保管期限): the content of sealed rows may go, their digests stay, and the chain holds.

What goes, and by whose decision, is a disposal (``cadres.platform.retention``); the database's function deletes
records and contents together.
"""

from django.db import connection, models

from cadres.platform.log.services import record_step

PURGE = "purge_content"

LAST = """
SELECT max(seal.n) FROM cadres_auditevent event JOIN cadres_seal seal ON seal.event_id = event.id
 WHERE event.source = %s AND event.payload IS NULL
"""


def note_dropped(decision: models.Model, source: str) -> None:
    """Put on record up to which row the contents of a source have gone; what is missing beyond it is a fault.

    It is a step of the ``decision``, so it is sealed too.
    """
    with connection.cursor() as cursor:
        cursor.execute(LAST, [source])
        last = cursor.fetchone()[0]
    record_step(decision, PURGE, by=None, facts={"source": source, "until": last or 0})

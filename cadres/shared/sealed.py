"""Records whose rows are sealed (封存): each new row leaves an event, written by the database in the same transaction.

The events themselves, their numbering and signing are of ``cadres.platform.sealing``.
"""

import pgtrigger

# The row as canonical JSON: keys in the order of jsonb, the moment in UTC whatever the session's time zone.
PAYLOAD = (
    "to_jsonb({row}) || jsonb_build_object("
    "'at', to_char({row}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'))"
)


class EventTrigger(pgtrigger.Trigger):
    """Writes events, which nobody else may: it runs as the owner of the tables (``cadres.platform.database``)."""


def leaves_events(source: str, *, action: str, result: str) -> list[pgtrigger.Trigger]:
    """Triggers of a record with ``by``, ``at``, ``subject`` and ``reason``; ``action``, ``result`` name columns.

    By statement and not by row: a list of many readings costs one more statement, not many.
    """
    event = EventTrigger(
        name="leaves_event",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="added"),
        func=f"""
            INSERT INTO cadres_auditevent (source, source_id, at, actor, role, address, action, object, result,
                                           reason_digest, payload_digest, payload)
            SELECT '{source}', added.id, clock_timestamp(), coalesce(account.username, ''), coalesce(account.role, ''),
                   coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'address', ''),
                   added.{action}, added.subject, added.{result},
                   CASE added.reason WHEN '' THEN '' ELSE encode(sha256(convert_to(added.reason, 'UTF8')), 'hex') END,
                   '', ({PAYLOAD.format(row="added")})::text
              FROM added LEFT JOIN cadres_user account ON account.id = added.by_id
             ORDER BY added.id;
            RETURN NULL;
        """,  # noqa: S608 -- our own names
    )
    return [event, no_truncate()]


def no_truncate() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
    )

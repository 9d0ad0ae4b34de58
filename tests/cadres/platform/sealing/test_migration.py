"""What was on record before it was sealed is carried over in the order of its time, and sealed at the first run."""

import pytest

from cadres.models import AuditEvent, Seal
from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings
from cadres.platform.log.services import record_step
from cadres.platform.sealing.services.verification import verify
from tests.support.cadres import CadreFactory
from tests.support.migrations import migrate, migrate_to_the_latest
from tests.support.roles import as_owner
from tests.support.sealing import seal

WRITE = """
INSERT INTO cadres_step (subject, move, source, target, by_id, at, reason, facts, warnings, overridden, edition)
VALUES ('cadres.cadre:1', 'later', '', '', %(by)s, '2025-03-01 08:00+08', '理由', '{"分": 1}', '[]', '[]', ''),
       ('cadres.cadre:1', 'earlier', '', '', NULL, '2024-03-01 08:00+08', '', '{}', '[]', '[]', '')
"""
READ = """
INSERT INTO cadres_fileaccess (by_id, at, kind, subject, cadre_id, part, reason)
VALUES (%(by)s, '2024-09-01 08:00+08', 'view', 'cadres.cadre:1', %(cadre)s, 'between', '')
"""


@pytest.mark.django_db
def test_existing_rows_are_sealed_in_order(staff):
    cadre = CadreFactory()
    migrate("0050_forms_sent_once")
    with as_owner() as cursor:
        cursor.execute("TRUNCATE cadres_step, cadres_fileaccess")
        cursor.execute(WRITE, {"by": staff.pk})
        cursor.execute(READ, {"by": staff.pk, "cadre": cadre.pk})
    migrate_to_the_latest()  # what follows is written as the program writes it
    record_step(cadre, "new", by=staff)
    record_readings([cadre.pk], "new", by=staff, kind=AccessKind.VIEW)

    assert seal(everything=True) == 5
    events = AuditEvent.objects.in_bulk(Seal.objects.values_list("event_id", flat=True))
    told = [events[seal.event_id] for seal in Seal.objects.all()]
    assert [event.action if event.source == "cadres.step" else event.result for event in told] == [
        "earlier",
        "between",
        "later",
        "new",
        "new",
    ]
    assert [event.actor for event in told] == ["", *[staff.username] * 4]
    assert '"at": "2025-03-01T00:00:00.000000Z"' in told[2].payload
    outcome = verify()
    assert outcome.ok, outcome.faults

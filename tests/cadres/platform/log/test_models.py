"""Steps in the database: written once, at the time of its clock."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cadres.models import Step
from cadres.platform.log.services import record_step
from tests.support.cadres import CadreFactory
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("write", ["UPDATE cadres_step SET move = 'x'", "DELETE FROM cadres_step"])
def test_steps_are_never_rewritten(write, staff):
    record_step(CadreFactory(), "change", by=staff)

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), as_owner() as cursor:
        cursor.execute(write)

    assert Step.objects.count() == 1


def test_no_clock_but_the_database_tells_when_a_step_was_taken(staff):
    """Neither the program's nor a moment that somebody writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        (before,) = cursor.fetchone()
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC)):
        step = record_step(CadreFactory(), "change", by=staff)
    written = Step.objects.create(subject="cadres.cadre:1", move="x", by=staff, at=datetime(2021, 1, 1, tzinfo=UTC))
    (in_one,) = Step.objects.bulk_create([Step(subject="cadres.cadre:1", move="y", by=staff)])
    written.refresh_from_db()

    for one in (step, written, in_one):
        assert before <= one.at < before + timedelta(minutes=5)

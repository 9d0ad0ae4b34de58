"""Steps in the database: written once."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cadres.models import Step
from cadres.platform.log.services import record_step
from tests.support.cadres import CadreFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("write", ["UPDATE cadres_step SET move = 'x'", "DELETE FROM cadres_step"])
def test_steps_are_never_rewritten(write, staff):
    record_step(CadreFactory(), "change", by=staff)

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(write)

    assert Step.objects.count() == 1

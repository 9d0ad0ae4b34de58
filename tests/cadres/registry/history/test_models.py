"""The history in the database: complete and append-only."""

from datetime import date

import pytest
from django.db import InternalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Cadre
from cadres.registry.posts.choices import Grade
from tests.support.cadres import CadreFactory
from tests.support.files import full_file
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db

SINCE_2023 = DateRange(date(2023, 1, 10), None)


@pytest.mark.parametrize("table", ["cadreevent", "tenureevent", "userevent", "remitevent", "localruleevent"])
@pytest.mark.parametrize("write", ["UPDATE cadres_{} SET pgh_label = 'x'", "DELETE FROM cadres_{}"])
def test_history_is_never_rewritten(table, write, staff):
    """Statements that find no row raise nothing, so each table is given one."""
    tenure = full_file()
    if table == "localruleevent":
        from cadres.models import LocalRule  # noqa: PLC0415

        LocalRule.objects.create(division=tenure.cadre.division, key="x", during=SINCE_2023, basis="b", set_by=staff)

    with pytest.raises(InternalError, match="Cannot"), transaction.atomic(), as_owner() as cursor:
        cursor.execute(write.format(table))


def test_raw_sql_leaves_a_trace():
    cadre = CadreFactory(name="王一")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE cadres_cadre SET name = '王二' WHERE id = %s", [cadre.pk])

    assert list(cadre.events.order_by("pgh_id").values_list("name", flat=True)) == ["王一", "王二"]


def test_a_deleted_record_stays_in_the_history():
    cadre = CadreFactory(grade=Grade.STAFF, grade_since=None)
    key = cadre.pk
    cadre.delete()

    events = Cadre._meta.get_field("events").related_model
    assert list(events.objects.filter(pgh_obj_id=key).values_list("pgh_label", flat=True)) == ["insert", "delete"]

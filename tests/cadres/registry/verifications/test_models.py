"""What the database refuses of decisions."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from tests.support.cadres import CadreFactory
from tests.support.roles import as_owner
from tests.support.verifications import ROW, verify

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper": ""},
        {"paper_number": ""},
        {"found": ""},
        {"found": "1982-03-01"},
        {"state": "agrees"},
        {"state": "maybe"},
        {"found": "1981年12月"},
        {"by_id": None},
    ],
)
def test_the_database_refuses_decisions_without_paper_person_or_sense(wrong, staff):
    values = {**ROW, "cadre_id": CadreFactory().pk, "by_id": staff.pk, "at": "2026-01-01T00:00Z", **wrong}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO cadres_verification ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608


@pytest.mark.parametrize("sql", ["UPDATE cadres_verification SET note = 'x'", "DELETE FROM cadres_verification"])
def test_decisions_are_neither_changed_nor_deleted(sql, staff):
    verify(CadreFactory(), staff)

    with pytest.raises(InternalError), transaction.atomic(), as_owner() as cursor:
        cursor.execute(sql)

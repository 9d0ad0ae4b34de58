"""A file in the database: what lies encrypted."""

import pytest
from django.db import connection

from cadres.models import Cadre
from cadres.shared.crypto import key_name_of
from tests.support.cadres import CadreFactory

pytestmark = pytest.mark.django_db


def test_identity_numbers_lie_encrypted_in_the_table_and_in_its_history():
    cadre = CadreFactory(identity_number="511923198203011234")

    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number FROM cadres_cadre WHERE id = %s", [cadre.pk])
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT identity_number FROM cadres_cadreevent WHERE pgh_obj_id = %s", [cadre.pk])
        kept = cursor.fetchone()[0]

    assert stored == kept
    assert key_name_of(stored)
    assert "511923" not in stored
    assert Cadre.objects.get(pk=cadre.pk).identity_number == "511923198203011234"

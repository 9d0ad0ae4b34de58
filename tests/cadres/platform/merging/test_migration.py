"""Digests of what a pair rests on, made before they were free of keys."""

from datetime import date

import pytest
from django.db import connection

from cadres.models import DuplicatePair
from cadres.platform.merging.points import KINDS
from cadres.platform.merging.services import merges
from cadres.shared.scope import code_range
from tests.support.cadres import COUNTY, CadreFactory
from tests.support.migrations import migrate, migrate_to_the_latest

NUMBER = "11010519491231002X"
HERE = code_range(COUNTY)


@pytest.mark.django_db
def test_what_was_settled_before_stays_settled_unless_its_data_have_changed(staff):
    """Settled under the digests of before: one pair as it was, and one of which a name was put right since."""
    for name, number in (("王伟", NUMBER), ("王伟", ""), ("李强", ""), ("李强", "")):
        CadreFactory(name=name, native_place="四川平昌", born_on=date(1980, 5, 1), identity_number=number)
    merges.find_duplicates(KINDS["cadre"], *HERE)
    same, changed = DuplicatePair.objects.order_by("first")
    for pair in (same, changed):
        merges.move_pair(pair, "different", by=staff, reason="两个人，已电话核实")
    now = [same.data, changed.data]

    migrate("0124_encrypt_anew")
    same.refresh_from_db()
    before = same.data
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cadres_duplicatepair SET data = 'of before' WHERE id = %s", [changed.pk])
    migrate_to_the_latest()

    merges.find_duplicates(KINDS["cadre"], *HERE)
    for pair in (same, changed):
        pair.refresh_from_db()
    assert before != same.data
    assert [same.data, changed.data] == now
    assert (same.stage, changed.stage) == ("different", "open")

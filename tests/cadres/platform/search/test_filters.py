"""Search by name: the index that serves it."""

import pytest
from django.db import connection

from cadres.models import Cadre

pytestmark = pytest.mark.django_db


def test_name_search_uses_its_index():
    """With sequential scans forbidden the planner shows whether the index can serve the search at all."""
    from cadres.platform.search.filters import begins_with  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plans = {
        text: Cadre.objects.filter(begins_with(text)).order_by("name_key", "pk")[:51].explain()
        for text in ("曾志", "zengzhi")
    }

    assert "cadres_cadre_name_within" in plans["曾志"]
    assert "Index Cond" in plans["曾志"]
    assert "name_key" in plans["zengzhi"].split("Index Cond", 1)[1]

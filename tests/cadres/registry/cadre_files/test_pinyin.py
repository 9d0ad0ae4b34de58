"""The pinyin that an earlier edition proposed is put right; what somebody corrected stays."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.support.cadres import CadreFactory


@pytest.mark.django_db
def test_pinyin_of_an_earlier_edition_is_renewed():
    rows = {
        ("缪志强", "mou zhi qiang"): "miao zhi qiang",
        ("尉迟恭", "yu chi gong"): "yu chi gong",
        ("尉志强", "yu zhi qiang"): "wei zhi qiang",
        ("翟志强", "di qiang"): "di qiang",
        ("王志强", "wang zhi qiang"): "wang zhi qiang",
    }
    files = [CadreFactory(name=name, name_key=key) for name, key in rows]

    for told in ("2", "0"):
        out = StringIO()
        call_command("renew_pinyin", stdout=out)
        assert out.getvalue().strip().endswith(told)

    for cadre in files:
        cadre.refresh_from_db()
    assert [cadre.name_key for cadre in files] == list(rows.values())

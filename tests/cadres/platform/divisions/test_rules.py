"""What kind of unit a code and a name tell of."""

import pytest

from cadres.platform.divisions import rules as divisions_rules


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("511923100000", "江口镇", "town"),
        ("511923200000", "岩口乡", "township"),
        ("511923001000", "同州街道", "subdistrict"),
        ("511923201000", "某某回族民族乡", "ethnic"),
        ("511923400000", "某某经济开发区", "other"),
        ("511923101000", "某某农场", "other"),
        ("511923200000", "某某苏木", "township"),
        ("511923200000", "江口镇", "other"),
        ("511923100000", "同州街道", "other"),
        ("511923100000", "岩口乡", "other"),
        ("511923001000", "江口镇", "other"),
        ("511923100000", "某某民族镇", "town"),
    ],
)
def test_kind_of_township(code, name, kind):
    assert divisions_rules.township_kind(code, name) == kind

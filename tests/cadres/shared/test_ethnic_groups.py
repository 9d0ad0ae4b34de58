"""Ethnic groups have one spelling each; what is none of the 56 is kept and known as such."""

import pytest

from cadres.shared.ethnic_groups import GROUPS, ethnic_text, is_ethnic_group


def test_there_are_fifty_six_and_each_is_its_own_normal_form():
    assert len(set(GROUPS)) == 56
    assert [ethnic_text(group) for group in GROUPS] == list(GROUPS)
    assert [ethnic_text(group.removesuffix("族")) for group in GROUPS] == list(GROUPS)


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("汉", "汉族"),
        ("汉族族", "汉族"),
        ("汉  族", "汉族"),
        (" 汉\u200b族\u3000", "汉族"),
        ("维族", "维吾尔族"),
        ("维", "维吾尔族"),
        ("维吾尔", "维吾尔族"),
        ("蒙族", "蒙古族"),
        ("土", "土族"),
        ("土家", "土家族"),
        ("01", "汉族"),
        ("05", "维吾尔族"),
        ("56", "基诺族"),
    ],
)
def test_many_spellings_are_one(written, group):
    assert ethnic_text(written) == group
    assert is_ethnic_group(written)


@pytest.mark.parametrize("written", ["穿青人", "乌族", "其他", "族", "57", "", " 不详 "])
def test_what_is_none_of_them_stays(written):
    assert ethnic_text(written) == written.strip()
    assert not is_ethnic_group(written)

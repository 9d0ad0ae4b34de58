"""One bad part keeps no form out: what the bytes say beyond doubt is read, the rest is left out, and both are told."""

import base64

import pytest

from cadres.registry.appointment_forms.lrmx import BadForm, Form, read, read_any, write
from tests.support.appointment_forms import JPEG, old

TEXT = (
    "<?xml version='1.0' encoding='{declared}'?>\n<Person>\n<XingMing>测试甲</XingMing>\n<XingBie>男</XingBie>\n"
    "<QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>某大学{sign}法学院</QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>\n</Person>"
)
SCHOOL = "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi"


def made(declared="utf-8", sign="", encoding="utf-8") -> bytes:
    return TEXT.format(declared=declared, sign=sign).encode(encoding)


@pytest.mark.parametrize(
    ("declared", "encoding", "found"),
    [
        ("utf-16", "utf-8", "UTF-8"),
        ("utf-8", "gb18030", "GBK"),
        ("gb2312", "utf-8", "UTF-8"),
        ("windows-1252", "gbk", "GBK"),
        ("big5", "utf-8", "UTF-8"),
    ],
)
def test_what_the_bytes_say_counts_and_is_told(declared, encoding, found):
    form = read(made(declared, encoding=encoding))

    assert form.values["XingMing"] == "测试甲"
    assert [f"in {found} although it says {declared}" in one.message for one in form.remarks] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_a_file_rightly_declares_is_no_remark(encoding):
    form = read(made(encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be"), encoding=encoding))

    assert (form.values["XingMing"], form.remarks) == ("测试甲", [])


def test_one_broken_character_is_not_read_as_gbk():
    """Most bytes mean something in GBK; a file that is UTF-8 but for one byte would become other words."""
    data = made().replace("某大学".encode(), "某大学".encode()[:-1])

    with pytest.raises(BadForm) as caught:
        read(data)

    assert [(one.line, "no characters" in one.message) for one in caught.value.faults] == [(5, True)]


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("\x0b", "某大学\n法学院"),
        ("\x0c", "某大学\n法学院"),
        ("&#11;", "某大学\n法学院"),
        ("&#x0B;", "某大学\n法学院"),
        ("\x07", "某大学法学院"),
        ("&#0;", "某大学法学院"),
        ("&#xFFFFFFF;", "某大学法学院"),
        ("\ufffe", "某大学法学院"),
    ],
)
def test_signs_that_no_text_has_are_left_out_with_a_remark(sign, text):
    form = read(made(sign=sign))

    assert form.values[SCHOOL] == text
    assert [(one.line, "no text has" in one.message) for one in form.remarks] == [(5, True)]


def test_signs_written_by_their_number_stay_what_they_are():
    form = read(made(sign="&#x4E2D;&#25991;&amp;#11;"))

    assert (form.values[SCHOOL], form.remarks) == ("某大学中文&#11;法学院", [])


@pytest.mark.parametrize(
    ("photo", "word"),
    [
        ("!!!", "damaged and was left out"),
        (base64.b64encode(b"GIF89a...").decode(), "neither JPEG nor PNG and was left out"),
        (base64.b64encode(b"\xff\xd8\xff\xe0" + b"x" * 2_100_000 + b"\xff\xd9").decode(), "and was left out"),
    ],
    ids=["base64", "gif", "large"],
)
def test_a_photo_that_cannot_be_kept_keeps_no_form_out(photo, word):
    data = write(Form(values={"XingMing": "测试甲", "XingBie": "男"}, photo=JPEG))
    form = read(data.replace(base64.b64encode(JPEG), photo.encode()))

    assert (form.values["XingMing"], form.photo) == ("测试甲", b"")
    assert [word in one.message for one in form.remarks] == [True]


def test_an_old_form_may_be_in_utf_8_and_hold_such_signs():
    form = read_any(old(p3="汉\x0b族").decode("gb18030").encode(), "a.lrm")

    assert (form.values["XingMing"], form.values["MinZu"]) == ("测试甲", "汉\n族")
    assert sum("in UTF-8 and does not say so" in one.message for one in form.remarks) == 1
    assert sum("no text has" in one.message for one in form.remarks) == 1

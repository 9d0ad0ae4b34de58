"""Uploads of forms: what is in a zip, what is skipped, what is refused; and the predecessor's files. No database."""

import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cadres.registry.appointment_forms.jobs import upload_of
from cadres.registry.appointment_forms.lrmx import BadForm, batch, read_any, read_old
from cadres.registry.appointment_forms.lrmx.batch import BadBatch, Batch
from cadres.registry.appointment_forms.lrmx.elements import ELEMENTS
from tests.support.appointment_forms import JPEG, old, plain, small, zipped


def zip_of(fill, name="forms.zip"):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    return upload_of(SimpleUploadedFile(name, buffer.getvalue()))


def names(*uploads) -> list[str]:
    with Batch(uploads) as found:
        return [source.name for source in found.sources]


def against(*uploads) -> str:
    with pytest.raises(BadBatch) as caught, Batch(uploads):
        pass
    return " ".join(caught.value.reasons)


def test_forms_are_found_in_folders_and_the_rest_is_told():
    upload = upload_of(
        zipped(
            ("甲镇/张三.lrmx", small()),
            ("乙镇/李四.LRMX", small()),
            ("__MACOSX/甲镇/._张三.lrmx", b"\x00\x05\x16\x07"),
            ("甲镇/.DS_Store", b"x"),
            ("Thumbs.db", b"x"),
            ("说明.docx", b"x"),
            ("乙镇/", b""),
        )
    )

    with Batch([upload]) as found:
        assert [source.name for source in found.sources] == ["甲镇/张三.lrmx", "乙镇/李四.LRMX"]
        assert sorted(found.skipped) == sorted(
            ["__MACOSX/甲镇/._张三.lrmx", "甲镇/.DS_Store", "Thumbs.db", "说明.docx"]
        )
        assert found.sources[0].read() == small()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_that_windows_and_macos_wrote_without_saying_how(encoding):
    """The library writes UTF-8 with its flag; here the bytes are put in and the flag is taken away."""
    name = "组织部\\张三丰.lrmx".encode(encoding)
    stand_in = "x" * len(name)
    data = zipped((stand_in, small())).read().replace(stand_in.encode(), name)

    assert names(upload_of(SimpleUploadedFile("a.zip", data))) == ["组织部/张三丰.lrmx"]


def test_several_zips_and_plain_files_in_one_upload():
    uploads = [upload_of(zipped(("a.lrmx", small()), name="一.zip")), *plain(("a.lrmx", small()))]

    assert names(*uploads) == ["一.zip/a.lrmx", "a.lrmx"]
    assert "twice" in against(*plain(("a.lrmx", b""), ("A.lrmx", b"")))


def nested(archive):
    archive.writestr("more.zip", b"PK\x03\x04")


def leading_away(archive):
    for name in ("../a.lrmx", "/etc/a.lrmx", "C:\\a.lrmx", "x/../../b.lrmx"):
        archive.writestr(name, small())


def linked(archive):
    entry = zipfile.ZipInfo("a.lrmx")
    entry.external_attr = 0o120777 << 16
    archive.writestr(entry, "/etc/passwd")


def bomb(archive):
    archive.writestr("a.lrmx", b"0" * (30 << 20))


def crowded(archive):
    for number in range(batch.MOST_FORMS + 1):
        archive.writestr(f"{number}.lrmx", b"")


def odd(archive):
    archive.writestr("a.lrmx", small(), compress_type=zipfile.ZIP_LZMA)


@pytest.mark.parametrize(
    ("fill", "word"),
    [
        (nested, "archives inside: more.zip"),
        (leading_away, "lead out of the zip: ../a.lrmx、/etc/a.lrmx、C:/a.lrmx"),
        (linked, "lead out"),
        (bomb, "far more than its size"),
        (crowded, "More than 2000 forms"),
        (odd, "unusual way"),
        (lambda archive: archive.writestr("a.txt", "x"), "no form in it"),
        (lambda archive: None, "no form in it"),
    ],
)
def test_a_zip_that_no_office_makes_is_refused(fill, word):
    assert word in against(zip_of(fill))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused():
    assert "twice: a.lrmx" in against(
        zip_of(lambda archive: [archive.writestr("a.lrmx", small(number)) for number in "甲乙"])
    )


def test_a_password_is_told():
    data = bytearray(zipped(("a.lrmx", small())).read())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1

    assert "password" in against(upload_of(SimpleUploadedFile("a.zip", bytes(data))))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Rar!\x1a\x07", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(data):
    assert "zip" in against(upload_of(SimpleUploadedFile("a.zip", data)))


def test_a_list_of_millions_of_entries_is_not_even_read():
    data = zipped(("a.lrmx", small())).read()
    end = data.rindex(b"PK\x05\x06")
    forged = data[: end + 12] + struct.pack("<I", 400 << 20) + data[end + 16 :]

    assert "too many entries" in against(upload_of(SimpleUploadedFile("a.zip", forged)))


def test_an_entry_that_lies_about_its_size_is_refused_alone():
    """Declared as 100 bytes, really 64 MB: never more than a form may have is unpacked, and the check sum is wrong."""
    data = bytearray(zipped(("a.lrmx", b"0" * (64 << 20)), ("b.lrmx", small())).read())
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(signature) + place
        data[start : start + 4] = struct.pack("<I", 100)

    with Batch([upload_of(SimpleUploadedFile("a.zip", bytes(data)))]) as found:
        tracemalloc.start()
        with pytest.raises(BadForm, match="damaged at this file"):
            found.sources[0].read()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found.sources[1].read() == small()
    assert peak < 16 << 20


def test_overlapping_entries_unpack_to_more_than_there_is():
    data = bytearray(zipped(("a.lrmx", small()), ("b.lrmx", small())).read())
    for place in (data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")):
        data[place + 20 : place + 24] = struct.pack("<I", len(data))

    assert "far more than its size" in against(upload_of(SimpleUploadedFile("a.zip", bytes(data))))


# --- the predecessor ------------------------------------------------------------------------------

FULL = {
    "p3": "汉族",
    "p5": "200406",
    "p9": "大学#农学学士@省委党校研究生#",
    "p10": "某大学农学院#@省委党校#",
    "p13": "来历不明",
    "p17": "2000.09--2004.08  某大学学习\r\n2004.08--         某县工作",
    "p20": "妻子@女儿",
    "p21": "测试乙@测试丁",
    "p22": "198405@201210",
    "p24": "某中学教师@学生",
    "p25": "某县甲镇镇长",
    "p32": "20150301",
}


def test_an_old_form_becomes_the_same_form():
    form = read_old(old(**FULL), JPEG)

    assert form.values["JianLi"] == "2000.09--2004.08  某大学学习\n2004.08--         某县工作"
    assert [
        form.values[f"{mode}JiaoYu_{part}"] for mode in ("QuanRiZhi", "ZaiZhi") for part in ("XueLi", "XueWei")
    ] == [
        "大学",
        "农学学士",
        "省委党校研究生",
        "",
    ]
    assert form.values["ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi"] == "省委党校"
    assert [(one.relation, one.name, one.born, one.political_status, one.work) for one in form.family] == [
        ("妻子", "测试乙", "198405", "", "某中学教师"),
        ("女儿", "测试丁", "201210", "", "学生"),
    ]
    assert (form.old, form.photo, form.lines["XianRenZhiWu"]) == ({"13": "来历不明"}, JPEG, 2)
    assert "paper" in form.remarks[0].message
    assert "no. 14" in form.remarks[1].message
    assert set(form.values) <= set(ELEMENTS)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "quotation marks"),
        (b"\xff\xff\xff", "no characters"),
        ("没有引号".encode("gbk"), "quotation marks"),
        (b'"a","b"', "has 33 values; this one has 2"),
        (old(p9="a#b#c@d"), "Education"),
        (old(p9="a@b@c"), "Education"),
        (old(p20="妻子@女儿", p21="测试乙"), "do not match"),
        (b'"' + b"x" * (5 << 20) + b'"', "larger than"),
    ],
)
def test_a_malformed_old_form_is_refused_with_the_reason(data, word):
    with pytest.raises(BadForm) as caught:
        read_any(data, "张三.lrm")

    assert word in str(caught.value.faults[0].message)


def test_padded_names_lose_their_blanks_as_in_the_new_format():
    form = read_old(old(p0="张　三", p20="妻子@儿子", p21="李　四@王\t五"))

    assert [form.values["XingMing"], *(one.name for one in form.family)] == ["张三", "李四", "王五"]


def test_a_new_form_under_the_old_name_is_read_as_what_it_is():
    assert read_any(small(), "张三.lrm").values["XingMing"] == "测试甲"


def test_an_unusable_photo_beside_an_old_form_is_left_out_and_told():
    form = read_old(old(), b"BM-bitmap")

    assert form.photo == b""
    assert "left out" in form.remarks[-1].message


def test_the_photo_of_the_same_name_belongs_to_the_old_form():
    upload = upload_of(
        zipped(("甲/张三.lrm", old()), ("甲/张三.PIC", JPEG), ("乙/张三.pic", b"x"), ("新.lrmx", small()))
    )

    with Batch([upload]) as found:
        first, second = found.sources
        assert first.photo() == JPEG
        assert second.photo is None
        assert found.skipped == ["乙/张三.pic"]
    assert names(*plain(("张三.lrm", old()), ("张三.pic", JPEG))) == ["张三.lrm"]

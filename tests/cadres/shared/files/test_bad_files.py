"""Real bad files, read by a real reader under the real bounds: refused in words, and the next file is read."""

import random
import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from cadres.platform.imports.services.workbook import BadWorkbook, Sheet, check_file
from cadres.registry.appointment_forms.lrmx import BadForm, read_any
from cadres.registry.cadre_files.services.photos import checked
from cadres.registry.word_templates.services.checks import objections
from cadres.shared.errors import Refused
from cadres.shared.files.intake import examined
from cadres.shared.files.kinds import LARGEST
from tests.support.documents import DOCX, XLSX, chunk, object_stream, package, pdf, stream
from tests.support.workbooks import workbook

GIGABYTE = 1_000_000_000


def refusal(data, name="a.pdf"):
    """The code; empty when the file comes in."""
    try:
        examined(BytesIO(data), name)
    except Refused as refused:
        (objection,) = refused.objections
        return objection.code.removeprefix("file-")
    return ""


@pytest.fixture(autouse=True)
def _the_next_is_read():
    yield
    assert refusal(pdf()) == ""


def bomb(entries, name, *, size):
    """A package with a part that unpacks to ``size`` bytes and is a thousandth of it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, text in entries.items():
            archive.writestr(one, text)
        with archive.open(name, "w", force_zip64=True) as part:
            for _piece in range(size // 1_000_000):
                part.write(bytes(1_000_000))
    return made.getvalue()


def lying(data, size):
    """The list of a package says another size of its last part than it has."""
    at = data.rindex(b"PK\x01\x02")
    changed = data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]
    local = struct.unpack("<I", data[at + 42 : at + 46])[0]
    return changed[: local + 22] + struct.pack("<I", size) + changed[local + 26 :]


def test_a_zip_bomb():
    data = bomb(DOCX, "word/media/a.bin", size=GIGABYTE // 4)

    assert len(data) < GIGABYTE // 4 // 900
    assert refusal(data, "a.docx") == "unpacks"


def test_a_zip_bomb_that_lies_about_its_size():
    data = lying(package(DOCX | {"word/media/a.bin": bytes(50_000_000)}), 10)

    assert refusal(data, "a.docx") == "damaged"


def test_a_workbook_that_is_a_bomb():
    data = bomb(XLSX, "xl/sharedStrings.xml", size=100_000_000)

    with pytest.raises(BadWorkbook, match="far more than its size"):
        check_file(BytesIO(data), len(data))


def test_a_workbook_of_nested_elements():
    nested = b"<worksheet>" + b"<a>" * 500_000 + b"</a>" * 500_000 + b"</worksheet>"
    made = BytesIO()
    with zipfile.ZipFile(workbook(("姓名", "性别"), [])) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, nested if "sheet1" in entry.filename else old.read(entry))

    with pytest.raises((BadWorkbook, Refused)), Sheet(made, (), ()):
        pass


def test_a_picture_of_a_hundred_megapixels():
    rows = zlib.compress(bytes(10_001 * 10_000), 9)
    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    assert len(data) < 200_000

    assert refusal(data, "a.png") == ""  # a sheet may have as many; it is kept and never decoded
    with pytest.raises(Refused) as refused:
        checked(data)
    assert refused.value.objections[0].code == "photo-dots"


def test_a_picture_of_more_dots_than_there_are():
    head = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")

    assert refusal(data, "a.png") == "pixels"


@pytest.mark.parametrize(("opens", "closes"), [(b"[", b"]"), (b"<</A", b">>"), (b"[<</A", b">>]")])
def test_a_pdf_of_deep_nesting(opens, closes):
    assert refusal(pdf(opens * 300_000 + closes * 300_000)) == "unreadable"
    assert refusal(pdf(opens * 20 + closes * 20)) == ""


def test_a_pdf_that_unpacks_to_a_quarter_of_a_gigabyte():
    once = object_stream(b" " * (GIGABYTE // 4))
    twice = stream(
        b"/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]",
        zlib.compress(zlib.compress(bytes(GIGABYTE // 4), 9), 9),
    )
    assert len(twice) < 10_000

    assert {refusal(pdf(once)), refusal(pdf(twice))} <= {"unreadable", "damaged"}


def test_the_largest_files_there_may_be_come_in():
    """Far from the bounds: what an office scans is not refused because a machine is busy."""
    noise = random.Random(1).randbytes(LARGEST - 2_000_000)
    assert refusal(pdf(stream(b"/Type/XObject/Filter/DCTDecode", noise))) == ""
    assert refusal(package(DOCX | {"word/media/a.jpg": noise}), "a.docx") == ""
    assert refusal(bomb(DOCX, "word/media/a.bin", size=190_000_000), "a.docx") == ""


@pytest.mark.parametrize(
    "data",
    [
        b"<Person>" + b"<a>" * 400_000,
        b"<Person>" + b"<a/>" * 400_000 + b"</Person>",
        b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><Person>&c;</Person>',
        b'"' + b'","' * 1_000_000,
    ],
)
@pytest.mark.parametrize("name", ["a.lrmx", "a.lrm"])
def test_a_form_file_that_swells(data, name):
    with pytest.raises(BadForm):
        read_any(data, name)


def test_a_word_template_that_swells():
    nested = "<w:p>" * 100_000
    assert [one.code for one in objections(package(DOCX | {"word/document.xml": nested}))] == ["template-trial"]
    large = bomb(DOCX, "word/media/a.bin", size=100_000_000)
    assert [one.code for one in objections(large)] == ["template-file"]

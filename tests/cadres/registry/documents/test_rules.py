"""What kind of file it is by its content; all that is hostile, damaged or of two kinds is refused in words."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadres.shared.files import pdf as pdf_module
from cadres.shared.files.kinds import LARGEST, MEDIA_TYPES, PACKAGE, BadFile, kind_of
from cadres.shared.files.names import clean_name, date_parts, fits, partial_date
from cadres.shared.files.packages import Limits
from tests.support.documents import (
    DOCX,
    XLSX,
    chunk,
    external,
    jpeg,
    object_stream,
    package,
    pdf,
    png,
    segment,
    stream,
)

pytestmark = pytest.mark.usefixtures("inside_a_reader")
GOOD = {"pdf": pdf(), "jpeg": jpeg(), "png": png(), "docx": package(DOCX), "xlsx": package(XLSX)}
ZIPPED = package({"a.txt": "x"})


def told(data: bytes) -> str:
    """The kind, or why not; every reason has its words."""
    try:
        return kind_of(BytesIO(data), len(data))
    except BadFile as bad:
        return bad.objection.code.removeprefix("file-")


@pytest.mark.parametrize("kind", GOOD)
def test_the_five_kinds_are_known_by_their_content(kind):
    assert told(GOOD[kind]) == kind


@pytest.mark.parametrize(
    "data",
    [
        pdf(object_stream(b"<</Type/Font>>")),
        pdf(stream(b"/Filter/FlateDecode", b"by chance /JS in a scan")),
        pdf(b"<</URI(http://example.org)>>", b"<</Title(/JavaScripting)>>"),
        pdf() + b"\r\n\x00\x00",
        pdf().replace(b"xref\n0 ", b"<</Type/XRef>>xref\n0 ", 1),
        jpeg(400, 500, segment(0xFE, b"a comment"), b"\xff\xff" + segment(0xE2, b"x")[1:]),
        package({**DOCX, "word/_rels/document.xml.rels": external("hyperlink")}),
        package({**DOCX, "word/media/image1.png": png()}),
    ],
)
def test_harmless_files_come_in(data):
    assert told(data) in MEDIA_TYPES


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "kind"),
        (b"<html><script>alert(1)</script>", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        (b"GIF89a" + b"\x00" * 20, "kind"),
        (ZIPPED, "kind"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old-office"),
        (b"junk before\n" + pdf(), "kind"),
        (b"%PDF-9.0\n" + pdf(), "kind"),
    ],
)
def test_other_kinds_are_refused(data, code):
    assert told(data) == code


@pytest.mark.parametrize("kind", GOOD)
def test_a_truncated_file_is_refused(kind):
    whole = GOOD[kind]
    for length in {len(whole) - 1 - step for step in (0, 3, 11)} | {len(whole) // 2}:
        cut = whole[:length]
        if kind == "pdf" and cut.rstrip().endswith(b"%%EOF"):
            continue  # only the line's end is missing
        assert told(cut) in ("damaged", "kind", "hidden"), length


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf() + ZIPPED, "damaged"),  # its end is not that of a PDF
        (pdf().replace(b"startxref", ZIPPED[:-2] + b"\x20\x00startxref")[:-1] + b" ", "two-kinds"),
        (jpeg() + ZIPPED, "damaged"),
        (jpeg(400, 500, image=ZIPPED[:-2] + b"\x02\x00"), "two-kinds"),
        (jpeg(400, 500, segment(0xFE, b"%PDF-1.4 x")), "two-kinds"),
        (png(400, 500, chunk(b"tEXt", b"a\x00%PDF-1.4")), "two-kinds"),
        (png() + b"more", "damaged"),
        (b"%PDF-1.4\n" + package(DOCX), "damaged"),
        (package({**DOCX, **XLSX}), "kind"),
        (b"PK junk" + package(DOCX), "hidden"),
        (package(DOCX) + b"behind", "hidden"),
    ],
)
def test_a_file_of_two_kinds_is_refused(data, code):
    assert told(data) == code


@pytest.mark.parametrize(
    ("objects", "code"),
    [
        ([b"<</S/JavaScript/JS(app.alert(1))>>"], "acting"),
        ([b"<</S/J#61va#53cript/J#53(x)>>"], "acting"),
        ([b"<</S/Rendition/JS(x)>>"], "acting"),
        ([b"<</X/JS(x)>>"], "acting"),
        ([b"<</S/Launch/F(cmd.exe)>>"], "acting"),
        ([b"<</S/SubmitForm/F(http://example.org)>>"], "acting"),
        ([b"<</AcroForm<</XFA 3 0 R>>>>"], "acting"),
        ([b"<</Type/RichMedia>>"], "acting"),
        ([b"<</Type/EmbeddedFile>>"], "holding"),
        ([b"<</Names<</EmbeddedFiles 4 0 R>>>>"], "holding"),
        ([object_stream(b"<</S/JavaScript/JS(x)>>")], "acting"),
        ([object_stream(b"<</X/JS(x)>>")], "acting"),
        ([object_stream(b"<</S/L#61unch>>").replace(b"/ObjStm", b"/Obj#53tm")], "acting"),
        ([stream(b"/Type/ObjStm/N 1/First 4", b"9 0 <</S/JavaScript>>")], "acting"),
        ([object_stream(b"<<>>", b"/Filter[/ASCIIHexDecode/FlateDecode]")], "unreadable"),
        ([object_stream(b"<<>>", b"/Filter/LZWDecode")], "unreadable"),
        ([object_stream(b"<<>>", b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>")], "unreadable"),
        ([stream(b"/Type/ObjStm/Filter/FlateDecode", b"not deflated")], "damaged"),
        ([b"<</Encrypt 5 0 R>>"], "locked"),
    ],
)
def test_a_pdf_that_can_act_hold_or_hide_is_refused(objects, code):
    assert told(pdf(*objects)) == code


def test_a_pdf_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_module, "LARGEST_UNPACKED", 100_000)
    assert told(pdf(object_stream(b" " * 90_000))) == "pdf"
    assert told(pdf(object_stream(b" " * 60_000), object_stream(b" " * 60_000))) == "unreadable"


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"word/vbaProject.bin": "x"}, "macros"),
        ({"[Content_Types].xml": "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"}, "macros"),
        ({"word/embeddings/oleObject1.bin": "x"}, "embedded"),
        ({"word/activeX/activeX1.bin": "x"}, "embedded"),
        ({"word/_rels/settings.xml.rels": external("attachedTemplate")}, "links"),
        ({"word/_rels/document.xml.rels": external("oleObject")}, "links"),
        ({"word/_rels/document.xml.rels": "<not closed"}, "damaged"),
        ({"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "entities"),
        ({"word/_rels/x.rels": " " * 5000 + '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "damaged"),
        ({"../../etc/cron.d/x": "x"}, "hidden"),
        ({"word/styles.xml": "x" * 3_000_000}, "unpacks"),
        ({f"word/{number}.xml": "<x/>" for number in range(60)}, "unpacks"),
    ],
)
def test_a_hostile_office_file_is_refused(entries, code, monkeypatch):
    monkeypatch.setattr("cadres.shared.files.kinds.PACKAGE", Limits(50, 2_000_000, 1_000_000))
    assert told(package({**DOCX, **entries})) == code


def test_an_external_workbook_and_a_locked_package_are_refused():
    assert told(package({**XLSX, "xl/externalLinks/externalLink1.xml": "<x/>"})) == "embedded"
    locked = bytearray(package(DOCX))
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1  # the flag that says: with a password
    assert told(bytes(locked)) in ("kind", "damaged")
    assert PACKAGE.unpacked < 10 * LARGEST + 1


def test_a_damaged_part_is_found_by_its_checksum():
    data = bytearray(package({**DOCX, "word/media/a.bin": bytes(range(256))}))
    data[data.index(b"word/media/a.bin") + len(b"word/media/a.bin") + 20] ^= 0xFF
    assert told(bytes(data)) == "damaged"
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name in DOCX:
            archive.writestr(name, DOCX[name])
    data = stored.getvalue().replace(b"<w/>", b"<v/>", 1)
    assert told(data) == "damaged"


def test_a_picture_of_too_many_dots_and_a_file_too_large_are_refused():
    assert told(png(20_000, 20_000)) == "pixels"
    with pytest.raises(BadFile, match="too-large"):
        kind_of(BytesIO(b"x"), LARGEST + 1)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    whole=st.sampled_from([*GOOD.values(), pdf(object_stream(b"<</Type/Font>>")), jpeg(4, 5, segment(0xE1, b"Exif"))]),
    cut=st.integers(0, 3000),
    at=st.integers(0, 3000),
    put=st.binary(max_size=12),
    after=st.binary(max_size=12),
)
def test_whatever_comes_is_a_kind_or_refused_in_words(whole, cut, at, put, after):
    data = (whole[:at] + put + whole[at + len(put) :])[: max(cut, 1)] + after

    assert told(data)


@settings(max_examples=100)
@given(
    head=st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"]), rest=st.binary()
)
def test_noise_raises_nothing_else(head, rest):
    assert told(head + rest)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\档案\\履历表.PDF", "履历表.pdf"),
        ("a\x00b\r\nc.pdf", "a b c.pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.exe.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
        (' "x"; filename=y.pdf ', "x ; filename=y.pdf"),
        (".pdf", "document.pdf"),
        ("", "document.pdf"),
        ("履历表", "履历表.pdf"),
    ],
)
def test_hostile_names_become_harmless(name, clean):
    assert clean_name(name, "pdf") == clean


@given(st.text(max_size=400))
def test_no_name_leaves_a_folder_or_anything_invisible(name):
    clean = clean_name(name, "pdf")

    assert clean.endswith(".pdf")
    assert clean.isprintable()
    assert not set(clean) & set('/\\<>:"|?*')
    assert len(clean) <= 200


def test_an_ending_tells_the_content_or_nothing():
    assert fits("a.JPEG", "jpeg")
    assert fits("a", "pdf")
    assert not fits("a.pdf", "png")
    assert not fits("a.pdf.exe", "pdf")


@pytest.mark.parametrize(
    ("typed", "stored", "parts"),
    [
        ("1998", "1998", ("1998", "", "")),
        ("199809", "1998-09", ("1998", "9", "")),
        ("1998年9月1日", "1998-09-01", ("1998", "9", "1")),
        ("1998.10.30", "1998-10-30", ("1998", "10", "30")),
        ("１９９８", "1998", ("1998", "", "")),
    ],
)
def test_dates_are_as_exact_as_the_paper(typed, stored, parts):
    assert partial_date(typed) == stored
    assert date_parts(stored) == parts


@pytest.mark.parametrize("typed", ["98", "1998-13", "2001-02-30", "1850", "1998-09-", "day"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError):
        partial_date(typed)

"""PDF files as programs write them and as attackers do: what acts, holds, locks or explodes is refused in words."""

import time
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadres.shared.files import pdf as pdf_module
from cadres.shared.files.pdf import BadPdf, check_pdf
from tests.support.documents import pdf, stream

COMPRESSED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


def made(change=None, *, pages: int = 1, **how) -> bytes:
    """A PDF as a library writes it."""
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page()
        if change:
            change(document)
        file = BytesIO()
        document.save(file, **how)
    return file.getvalue()


def refused(data: bytes) -> str:
    try:
        check_pdf(data)
    except BadPdf as bad:
        return bad.code
    return ""


def opens_with_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launches(document):
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def holds_a_file(document):
    document.attachments["x.exe"] = b"MZ"


def holds_by_annotation(document):
    held = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, EF=pikepdf.Dictionary(F=document.make_stream(b"MZ")))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=held)
    document.pages[0].Annots = [document.make_indirect(note)]


@pytest.mark.parametrize("how", [{}, COMPRESSED], ids=["plain", "packed"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (None, ""),
        (opens_with_script, "acting"),
        (launches, "acting"),
        (holds_a_file, "holding"),
        (holds_by_annotation, "holding"),
    ],
)
def test_what_acts_or_holds_is_found_wherever_it_is_packed(change, code, how):
    assert refused(made(change, **how)) == code


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_refused_with_and_without_a_password(password):
    data = made(encryption=pikepdf.Encryption(owner="owner", user=password))

    assert refused(data) == "locked"


def test_a_pdf_has_a_bounded_number_of_pages_objects_and_values(monkeypatch):
    data = made(pages=3)
    assert refused(data) == ""
    monkeypatch.setattr(pdf_module, "MOST_PAGES", 2)
    assert refused(data) == "pages"
    monkeypatch.setattr(pdf_module, "MOST_PAGES", 3)
    monkeypatch.setattr(pdf_module, "MOST_VALUES", 5)
    assert refused(data) == "unreadable"
    monkeypatch.setattr(pdf_module, "MOST_OBJECTS", 3)
    assert refused(data) == "unreadable"


def test_a_pdf_without_pages_and_one_without_a_root_are_damaged():
    assert refused(made(pages=0)) in ("", "damaged")
    assert refused(pdf().replace(b"/Root 1 0 R", b"/Foot 1 0 R").replace(b"/Catalog", b"/Cataloc")) == "damaged"


def test_a_small_file_that_unpacks_to_very_much_is_refused_quickly():
    """Once by its table, which leads into the stream, so that whoever opens the file would unpack it."""
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(16 << 20)) for _time in range(16)) + packer.flush()
    body = pdf(stream(b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", bomb))
    whole = body[: body.index(b"xref\n")]
    places = [body.index(b"\n%d 0 obj" % number) + 1 for number in (1, 2, 3, 4)]
    rows = b"".join(b"\x01%b\x00" % place.to_bytes(4) for place in places) + b"\x02\x00\x00\x00\x03\x00"
    table = stream(b"/Type/XRef/W[1 4 1]/Index[1 4 9 1]/Size 10/Root 9 0 R", rows)
    data = whole + b"10 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(whole)
    began = time.monotonic()

    assert {refused(data), refused(body)} <= {"damaged", "unreadable"}
    assert time.monotonic() - began < 10


def test_deep_nesting_and_endless_loops_end():
    assert refused(pdf(b"[" * 50_000 + b"]" * 50_000)) in ("damaged", "unreadable", "")
    assert refused(pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")) == "damaged"
    assert refused(pdf(b"<</Next 3 0 R>>")) == ""


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    whole=st.sampled_from(
        [made(), made(**COMPRESSED), made(holds_a_file), made(pages=30, **COMPRESSED), pdf(b"<</A[1 2 0 R]>>")]
    ),
    places=st.lists(st.tuples(st.integers(9, 4000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6),
)
def test_broken_bytes_are_refused_or_read_and_nothing_else(whole, places):
    """The ends stay, or nothing would come as far as the library."""
    data, last = bytearray(whole), whole.rindex(b"startxref")
    for place, put in places:
        at = 9 + place % (last - 20)
        data[at : at + len(put)] = put
    data[last:] = whole[last:]

    assert refused(bytes(data)) in ("", "damaged", "locked", "acting", "holding", "pages", "unreadable")

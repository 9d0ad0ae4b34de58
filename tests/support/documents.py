"""Scanned papers for tests, made byte by byte: PDF, JPEG, PNG, Office packages; and what tests do with them."""

import struct
import zipfile
import zlib
from io import BytesIO

from cadres.models import Cadre, Document
from cadres.registry.documents import services as documents
from cadres.registry.protection import services as protection
from tests.support.cadres import CadreFactory

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
DOCX = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w/>", "_rels/.rels": RELATIONS.format("")}
XLSX = {"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "<w/>", "_rels/.rels": RELATIONS.format("")}
MADE = (2026, 11, 2, 9, 0, 0)


def pdf(*objects: bytes, text: str = "") -> bytes:
    """A small PDF; ``text`` makes its bytes differ from another's."""
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", f"% {text}\n".encode()]
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"
    for number, content in enumerate((catalog, pages, *objects), 1):
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    body = b"".join(parts)
    return body + b"xref\n0 1\n0000000000 65535 f\ntrailer<</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(content), content)


def object_stream(content: bytes, dictionary: bytes = b"/Filter/FlateDecode") -> bytes:
    return stream(b"/Type/ObjStm/N 1/First 4" + dictionary, zlib.compress(b"9 0 " + content))


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def exif(orientation: int = 1) -> bytes:
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\x00\x00II*\x00" + struct.pack("<IH", 8, 1) + entry + b"\x00" * 4 + b"GPS 31.56 N")


def jpeg(width: int = 400, height: int = 500, *before: bytes, image: bytes = b"\x12\x34\xff\x00\x56") -> bytes:
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\x00" + b"\x00" * 9) + b"".join(before) + frame + scan + image + b"\xff\xd9"
    )


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int = 400, height: int = 500, *between: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(between) + chunk(b"IDAT", zlib.compress(b"\x00")) + chunk(b"IEND", b"")
    )


def package(entries: dict[str, str | bytes]) -> bytes:
    """The same entries are the same bytes at any time of the day."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def external(kind: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    link = f'<Relationship Id="r1" Type="{base}{kind}" Target="http://example.org/x" TargetMode="External"/>'
    return RELATIONS.format(link)


def put_in(cadre, by, data=None, *, name="履历表.pdf", section="1", **values) -> Document:
    data = pdf(text=name) if data is None else data
    return documents.put_in(cadre, BytesIO(data), name=name, values={"section": section, **values}, by=by)


def withdrawn(paper, by, leader) -> Document:
    asked = documents.move_document(paper, "ask", by=by, reason="of another person")
    return documents.move_document(asked, "confirm", by=leader)


def closed_to(user, leader) -> Cadre:
    """A cadre who is a relative of the user."""
    cadre = CadreFactory()
    protection.settle_kinship(protection.declare_kinship(cadre, relation="哥哥", by=user), "confirm", by=leader)
    return cadre

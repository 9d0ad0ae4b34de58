"""Scanned papers for tests, made byte by byte: PDF, JPEG, PNG, Office packages; and what tests do with them."""

import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

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
    """A small PDF of one page; ``text`` makes its bytes differ from another's."""
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + f"% {text}\n".encode()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    pages = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (len(objects) + 3)
    places = []
    for number, content in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", pages, *objects, page), 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, rows)
    tail = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(body))
    return body + table + tail


def stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(content), content)


def object_stream(content: bytes, dictionary: bytes = b"/Filter/FlateDecode") -> bytes:
    return stream(b"/Type/ObjStm/N 1/First 4" + dictionary, zlib.compress(b"9 0 " + content))


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def exif(orientation: int = 1) -> bytes:
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\x00\x00II*\x00" + struct.pack("<IH", 8, 1) + entry + b"\x00" * 4 + b"GPS 31.56 N")


def jpeg(width: int = 400, height: int = 500, *before: bytes, image: bytes | None = None) -> bytes:
    """A grey picture; with ``image`` one whose head is sound and whose image data are just these bytes."""
    if image is None:
        made = _grey(width, height)
        return made[:20] + b"".join(before) + made[20:]  # behind the segment that says JFIF
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\x00" + b"\x00" * 9) + b"".join(before) + frame + scan + image + b"\xff\xd9"
    )


@cache
def _grey(width: int, height: int) -> bytes:
    return saved(Image.new("L", (width, height), 128), "JPEG")


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int = 400, height: int = 500, *between: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(bytes(min(height * (width + 1), 10_000_000)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(between) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


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


def add_document(cadre, by, data=None, *, name="履历表.pdf", section="1", **values) -> Document:
    data = pdf(text=name) if data is None else data
    return documents.add_document(cadre, BytesIO(data), name=name, values={"section": section, **values}, by=by)


def withdrawn(paper, by, leader) -> Document:
    asked = documents.move_document(paper, "ask", by=by, reason="of another person")
    return documents.move_document(asked, "confirm", by=leader)


def closed_to(user, leader) -> Cadre:
    """A cadre who is a relative of the user."""
    cadre = CadreFactory()
    protection.settle_kinship(protection.declare_kinship(cadre, relation="哥哥", by=user), "confirm", by=leader)
    return cadre

"""PDF files that anybody may have made: what can act, hide or be locked is refused. pikepdf (qpdf) reads them.

Every object that the file's tables name is looked through, whatever it is packed in; beyond these the whole file is
searched for the spelling of dangerous names, since another reader may find objects that qpdf does not. qpdf forgives
what stands before and behind a file, so both ends are judged here (``docs/adr/0011-pikepdf.md``).
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf.settings import qpdf_limit_errors, set_qpdf_limits

HEAD = re.compile(rb"%PDF-[12]\.\d")
TAIL = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
BLANK = b"\x00\t\n\f\r "
TAIL_WITHIN = 2048
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PAGES, MOST_OBJECTS, MOST_VALUES = 2000, 100_000, 1_000_000

LOCKED = frozenset({"/Encrypt"})
ACTING = frozenset({"/JavaScript", "/Launch", "/RichMedia", "/SubmitForm", "/ImportData", "/Rendition"})
HOLDING = frozenset({"/EmbeddedFile", "/EmbeddedFiles"})
# Too short to be searched for in the bytes of a scan, where they stand by chance.
SHORT = {"/JS": "acting", "/XFA": "acting", "/GoToE": "acting", "/EF": "holding"}
LONG = {name: code for names, code in ((LOCKED, "locked"), (ACTING, "acting"), (HOLDING, "holding")) for name in names}
NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]{2,60}")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
BROKEN = (
    pikepdf.PdfError,
    pikepdf.exceptions.DataDecodingError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)

# For the whole process: no stream of a hostile file unpacks into all memory.
set_qpdf_limits(
    flate_max_memory=LARGEST_UNPACKED,
    run_length_max_memory=LARGEST_UNPACKED,
    png_max_memory=LARGEST_UNPACKED,
    tiff_max_memory=LARGEST_UNPACKED,
    dct_max_memory=LARGEST_UNPACKED,
    max_stream_filters=5,
    parser_max_nesting=100,
    parser_max_container_size=MOST_VALUES,
    doc_max_warnings=1000,
)


class BadPdf(ValueError):
    """``code``: kind, damaged, locked, acting, holding, pages or unreadable."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def check_pdf(data: bytes) -> None:
    """Raises ``BadPdf`` and nothing else for any bytes."""
    if not HEAD.match(data):
        raise BadPdf("kind")
    tail = TAIL.search(data[-TAIL_WITHIN:].rstrip(BLANK))
    if tail is None or not 0 <= int(tail[1]) < len(data):
        raise BadPdf("damaged")
    _check_spelled(data, LONG)
    limits = qpdf_limit_errors()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            _check(pdf)
    except BadPdf:
        raise
    except pikepdf.PasswordError as error:
        raise BadPdf("locked") from error
    except BROKEN as error:
        raise BadPdf("damaged" if qpdf_limit_errors() == limits else "unreadable") from error
    if qpdf_limit_errors() != limits:  # what lies beyond a limit was left out, and so not looked at
        raise BadPdf("unreadable")


def _check(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise BadPdf("locked")
    if len(pdf.pages) > MOST_PAGES:
        raise BadPdf("pages")
    if len(pdf.objects) > MOST_OBJECTS:
        raise BadPdf("unreadable")
    known = LONG | SHORT
    for name in _names(pdf):
        if name in known:
            raise BadPdf(known[name])
    budget = LARGEST_UNPACKED
    for packed in _object_streams(pdf):
        inner = packed.read_bytes()
        budget -= len(inner)
        if budget < 0:
            raise BadPdf("unreadable")
        _check_spelled(inner, known)  # also what the file's tables do not name


def _names(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every name in every object, as key or as value."""
    seen = 0
    for whole in (pdf.trailer, *pdf.objects):
        waiting = [whole]
        while waiting:
            seen += 1
            if seen > MOST_VALUES:
                raise BadPdf("unreadable")
            one = waiting.pop()
            if isinstance(one, pikepdf.Name):
                yield str(one)
            elif isinstance(one, pikepdf.Array):
                waiting += [value for value in one if _is_held(value)]
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                for key, value in one.items():
                    yield key
                    if _is_held(value):
                        waiting.append(value)


def _is_held(value: Any) -> bool:
    """Part of this object, and not one of its own, which has its turn."""
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _object_streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Streams that pack objects. They are deflated or plain; how else they may be packed is nobody's usage."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Type") == pikepdf.Name.ObjStm:
            if any(name != pikepdf.Name.FlateDecode for name in _each(one.get("/Filter"))):
                raise BadPdf("unreadable")
            for how in _each(one.get("/DecodeParms")):
                if isinstance(how, pikepdf.Dictionary) and how.get("/Predictor", 1) != 1:
                    raise BadPdf("unreadable")
            yield one


def _each(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _check_spelled(data: bytes, known: dict[str, str]) -> None:
    """Names as they are written, escapes (``/J#53``) included."""
    for spelled in set(NAME.findall(data)):
        plain = ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), spelled) if b"#" in spelled else spelled
        if code := known.get(plain.decode("latin-1")):
            raise BadPdf(code)

"""PDF files that anybody may have made: what can act, hide or be locked is refused, as far as it can be told.

Names are looked for in the whole file, escapes (``/J#53``) included, and in object streams, which are unpacked.
What stands in a stream that does not call itself an object stream is not unpacked.
"""

import re
import zlib
from collections.abc import Iterator

HEAD = re.compile(rb"%PDF-[12]\.\d")
TAIL = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
BLANK = b"\x00\t\n\f\r "
TAIL_WITHIN = 2048
LARGEST_UNPACKED = 64 * 1024 * 1024
STREAM = re.compile(rb"stream\r?\n")
DICTIONARY_WITHIN = 4096


def _name(text: str) -> bytes:
    """A pattern for a PDF name whose letters may each be written as a hexadecimal escape."""
    return b"".join(b"(?:%c|#%x%s)" % (c, c >> 4, _digit(c & 15)) for c in text.encode())


def _digit(value: int) -> bytes:
    digit = b"%x" % value
    return b"[%s%s]" % (digit, digit.upper()) if digit.isalpha() else digit


def _names(*texts: str) -> re.Pattern[bytes]:
    return re.compile(rb"/(?:" + b"|".join(_name(text) for text in texts) + rb")(?![^\x00\t\n\f\r ()<>\[\]{}/%])")


LOCKED = _names("Encrypt")
ACTING = _names("JavaScript", "Launch", "RichMedia", "SubmitForm", "ImportData", "Rendition")
HOLDING = _names("EmbeddedFile", "EmbeddedFiles")
SHORT = _names("JS", "XFA", "GoToE")  # by chance also in the bytes of a scan, so looked for outside streams
PACKED = _names("ObjStm")
SUPPORTED = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
FILTER, PREDICTOR = _names("Filter"), re.compile(rb"/Predictor\s+(?!1\b)\d+")


class BadPdf(ValueError):
    """``code``: kind, damaged, locked, acting, holding or unreadable."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def check_pdf(data: bytes) -> None:
    """Raises ``BadPdf``."""
    if not HEAD.match(data):
        raise BadPdf("kind")
    tail = TAIL.search(data[-TAIL_WITHIN:].rstrip(BLANK))
    if tail is None or not 0 <= int(tail[1]) < len(data):
        raise BadPdf("damaged")
    _check_names(data)
    budget = LARGEST_UNPACKED
    outside = []
    after = 0
    for begin, end, head in _streams(data):
        outside.append(data[after:begin])
        after = end
        if PACKED.search(head):
            inner = _unpacked(data[begin:end], head, budget)
            budget -= len(inner)
            _check_names(inner)
            _check_short(inner)
    outside.append(data[after:])
    _check_short(b"\n".join(outside))


def _check_names(data: bytes) -> None:
    for pattern, code in ((LOCKED, "locked"), (ACTING, "acting"), (HOLDING, "holding")):
        if pattern.search(data):
            raise BadPdf(code)


def _check_short(data: bytes) -> None:
    if SHORT.search(data):
        raise BadPdf("acting")


def _streams(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Begin and end of the content of each stream, and what stands before it back to the beginning of its object."""
    at = 0
    while found := STREAM.search(data, at):
        begin = found.end()
        end = data.find(b"endstream", begin)
        end = len(data) if end < 0 else end
        before = data[max(at, found.start() - DICTIONARY_WITHIN) : found.start()]
        yield begin, end, before[before.rfind(b" obj") + 1 :]
        at = end + len(b"endstream")


def _unpacked(content: bytes, head: bytes, budget: int) -> bytes:
    if not FILTER.search(head):
        return content
    if not SUPPORTED.search(head) or PREDICTOR.search(head):
        raise BadPdf("unreadable")
    try:
        inner = zlib.decompressobj().decompress(content, budget + 1)
    except zlib.error as error:
        raise BadPdf("damaged") from error
    if len(inner) > budget:
        raise BadPdf("unreadable")
    return inner

"""JPEG and PNG read by their structure, without decoding: sound or not, how large, and what they tell besides."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

JPEG_START, PNG_START = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
SOF = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the segments that tell the size
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
SCAN, END = 0xDA, b"\xff\xd9"
# Of where and when and with what a picture was taken, and notes; none of them is needed to show it.
TALKING_SEGMENTS = {0xE1, 0xED, 0xFE}  # Exif and XMP, Photoshop, comment
TALKING_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
ORIENTATION, UPRIGHT = 0x0112, 1


class BadPicture(ValueError):
    """``code``: kind or damaged."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Picture:
    """What is known of a sound picture. ``turned``: it is shown upright only by a note that is taken away here."""

    kind: str
    width: int
    height: int
    turned: bool = False


def examine(data: bytes) -> Picture:
    """Raises ``BadPicture`` when it is no picture, or cut short, or more than a picture."""
    if data.startswith(PNG_START):
        return _png(data)
    if data.startswith(JPEG_START):
        return _jpeg(data)
    raise BadPicture("kind")


def without_notes(data: bytes) -> bytes:
    """The same picture without what it tells of place, time and camera; the image data is untouched."""
    if data.startswith(PNG_START):
        kept = [piece for name, piece in _chunks(data) if name not in TALKING_CHUNKS]
        return PNG_START + b"".join(kept)
    kept, end = [data[:2]], 2
    for marker, start, end in _segments(data):
        if marker not in TALKING_SEGMENTS:
            kept.append(data[start:end])
    return b"".join([*kept, data[end:]])


def _jpeg(data: bytes) -> Picture:
    size, turned, marker = None, False, 0
    for marker, start, end in _segments(data):
        if marker in SOF and end - start >= 10:
            height, width = struct.unpack(">HH", data[start + 5 : start + 9])
            size = (width, height)
        elif marker == 0xE1 and data[start + 4 : start + 10] == b"Exif\x00\x00":
            turned = turned or _orientation(data[start + 10 : end]) != UPRIGHT
    if marker != SCAN or size is None or 0 in size or not data.rstrip(b"\x00\r\n ").endswith(END):
        raise BadPicture("damaged")
    return Picture("jpeg", *size, turned)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment up to and including the head of the first scan."""
    at = 2
    while True:
        start = at
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] == b"\xff":  # fill bytes
            at += 1
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise BadPicture("damaged")
        marker = data[at + 1]
        if marker in ALONE:
            at += 2
            yield marker, start, at
            continue
        if at + 4 > len(data):
            raise BadPicture("damaged")
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        at += 2 + length
        if length < 2 or at > len(data):
            raise BadPicture("damaged")
        yield marker, start, at
        if marker == SCAN:
            return


def _orientation(tiff: bytes) -> int:
    """The orientation that Exif tells; 1, upright, when it tells none or cannot be read."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 10:
        return UPRIGHT
    first = struct.unpack(f"{order}I", tiff[4:8])[0]
    if first + 2 > len(tiff):
        return UPRIGHT
    count = struct.unpack(f"{order}H", tiff[first : first + 2])[0]
    for number in range(count):
        entry = tiff[first + 2 + 12 * number :][:12]
        if len(entry) == 12 and struct.unpack(f"{order}H", entry[:2])[0] == ORIENTATION:
            return struct.unpack(f"{order}H", entry[8:10])[0] or UPRIGHT
    return UPRIGHT


def _png(data: bytes) -> Picture:
    names = []
    size = (0, 0)
    for name, piece in _chunks(data):
        if name == b"IHDR" and len(piece) == 25:
            size = struct.unpack(">II", piece[8:16])
        names.append(name)
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names or 0 in size:
        raise BadPicture("damaged")
    return Picture("png", *size)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and whole of each chunk, checksums compared; nothing may follow the last."""
    at = len(PNG_START)
    while at < len(data):
        if at + 12 > len(data):
            raise BadPicture("damaged")
        length, name = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            raise BadPicture("damaged")
        piece = data[at:end]
        if zlib.crc32(piece[4:-4]) != struct.unpack(">I", piece[-4:])[0]:
            raise BadPicture("damaged")
        yield name, piece
        if name == b"IEND" and end != len(data):
            raise BadPicture("damaged")
        at = end

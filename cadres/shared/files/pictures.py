"""JPEG and PNG: sound or not, how large, what they say besides. Pillow reads them; what it cannot do stands here.

Pillow neither says where a picture ends, which is where another file hides, nor takes notes out of a JPEG without
compressing the image anew (``docs/adr/0010-pillow.md``).
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from struct import error as StructError  # noqa: N812 -- a class by its nature

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base

from cadres.shared.files.apart import reads_apart

JPEG_START, PNG_START, BMP_START = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM"
KINDS = ("JPEG", "PNG")
Image.preinit()  # the readers of the usual kinds are loaded now
MOST_PIXELS = 150_000_000  # an A3 sheet at 600 dots an inch has 70 million
MOST_DECODED = 20_000_000  # at most 80 MB while a picture is decoded
QUALITY = 92  # of a JPEG made from a bitmap
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
SCAN, END = 0xDA, 0xD9
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
PADDING = b"\x00\r\n "
# Of where and when and with what a picture was taken, and notes; none of them is needed to show it.
TALKING_SEGMENTS = {0xE1, 0xED, 0xFE}  # Exif and XMP, Photoshop, comment
TALKING_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
UPRIGHT = 1
# What Pillow's readers raise for bytes that are no such picture.
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    StructError,
    SyntaxError,
    TypeError,
    UserWarning,
    ValueError,
)

# Far too many pixels are an error from the head on, before anything is decoded.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
warnings.filterwarnings("error", category=UserWarning, module=r"PIL\.")  # of damaged notes, else in the log


class BadPicture(ValueError):
    """``code``: kind, damaged or pixels."""

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


@reads_apart(raises=(BadPicture,), made=lambda found: Picture(**found))
def examine(data: bytes) -> Picture:
    """Head, structure and end; the image is not decoded. Raises ``BadPicture``: no picture, cut short, or more."""
    with _opened(data, KINDS) as image:
        kind = "png" if data.startswith(PNG_START) else "jpeg"
        width, height = image.size
        turned = kind == "jpeg" and _orientation(image) != UPRIGHT
        try:
            image.verify()  # compares the checksums of a PNG
        except BROKEN as error:
            raise BadPicture("damaged") from error
    if _behind(data, _end(data)):
        raise BadPicture("damaged")
    return Picture(kind, width, height, turned)


@reads_apart(raises=(BadPicture,))
def fit_to_keep(data: bytes) -> bytes:
    """A picture of a bounded size as it is kept: the image itself can be shown, the notes are gone."""
    decode(data)
    return without_notes(data)


def decode(data: bytes) -> None:
    """Whether the image itself can be shown. For pictures of a bounded size only; raises ``BadPicture``."""
    with _opened(data, KINDS) as image:
        _load(image)


def without_notes(data: bytes) -> bytes:
    """The picture alone, without what it says of place, time and camera; the image data is untouched."""
    if data.startswith(PNG_START):
        kept = [piece for name, piece in _chunks(data) if name not in TALKING_CHUNKS]
        return PNG_START + b"".join(kept)
    return data[:2] + b"".join(piece for marker, piece in _segments(data) if marker not in TALKING_SEGMENTS)


def repaired(data: bytes) -> bytes:
    """What can be made of a photo that another program wrote: without what hangs behind it, a bitmap as JPEG.

    Raises ``BadPicture`` when nothing can.
    """
    if data.startswith((JPEG_START, PNG_START)):
        data = data[: _end(data)]
        examine(data)
        return data
    with _opened(data, ("BMP",)) as image:
        _load(image)
        file = BytesIO()
        image.convert("RGB").save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _opened(data: bytes, kinds: tuple[str, ...]) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=kinds)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture("pixels") from error
    except UnidentifiedImageError as error:
        raise BadPicture("damaged" if data.startswith((JPEG_START, PNG_START, BMP_START)) else "kind") from error
    except BROKEN as error:
        raise BadPicture("damaged") from error
    if 0 in image.size:
        raise BadPicture("damaged")
    return image


def _load(image: Image.Image) -> None:
    if image.width * image.height > MOST_DECODED:
        raise BadPicture("pixels")
    try:
        image.load()
    except BROKEN as error:
        raise BadPicture("damaged") from error


def _orientation(image: Image.Image) -> int:
    """The orientation that Exif gives; upright when it gives none or cannot be read."""
    try:
        return image.getexif().get(Base.Orientation, UPRIGHT) or UPRIGHT
    except BROKEN:
        return UPRIGHT


def _end(data: bytes) -> int:
    """Where the picture ends."""
    if data.startswith(PNG_START):
        return len(PNG_START) + sum(len(piece) for _name, piece in _chunks(data))
    return 2 + sum(len(piece) for _marker, piece in _segments(data))


def _behind(data: bytes, end: int) -> bytes:
    """What hangs behind the picture. Padding is nothing, nor the further pictures of a telephone's multi-picture."""
    rest = data[end:] if data.startswith(PNG_START) else data[end:].strip(PADDING)
    while rest.startswith(JPEG_START):
        rest = rest[_end(rest) :].strip(PADDING)
    return rest


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and whole of each segment of a JPEG up to its end; a scan's includes the image data behind its head."""
    at = 2
    while True:
        start = at
        while data[at : at + 2] == b"\xff\xff":  # fill bytes
            at += 1
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise BadPicture("damaged")
        marker = data[at + 1]
        at += 2
        if marker not in {*ALONE, END}:
            length = int.from_bytes(data[at : at + 2])
            at += length
            if length < 2 or at > len(data):
                raise BadPicture("damaged")
        if marker == SCAN:
            found = AFTER_SCAN.search(data, at)
            if found is None:
                raise BadPicture("damaged")
            at = found.start()
        yield marker, data[start:at]
        if marker == END:
            return


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and whole of each chunk of a PNG, up to the last."""
    at, name = len(PNG_START), b""
    while name != b"IEND":
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        piece = data[at : at + 12 + length]
        if len(piece) < 12 + length:
            raise BadPicture("damaged")
        yield name, piece
        at += len(piece)

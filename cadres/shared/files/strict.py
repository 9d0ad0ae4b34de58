"""Office files saved as "Strict Open XML" (ISO/IEC 29500): the same tables under other names of their namespaces.

No Python library that we know reads them; openpyxl opens such a workbook as one without sheets. The names stand at
the beginning of each part and in the parts that say how the others belong together, so that they can be put right.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

STRICT = b"http://purl.oclc.org/ooxml/"
USUAL = b"http://schemas.openxmlformats.org/"
NAMES = {
    b"officeDocument/": b"officeDocument/2006/",
    b"spreadsheetml/": b"spreadsheetml/2006/",
    b"wordprocessingml/": b"wordprocessingml/2006/",
    b"drawingml/": b"drawingml/2006/",
}
HEAD = 8192  # bytes of a part in which its namespaces are declared
PIECE = 1 << 20
MAIN = ("xl/workbook.xml", "word/document.xml")


def is_strict(file: IO[bytes]) -> bool:
    """Of a package that ``check_package`` has passed."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            main = next((name for name in archive.namelist() if name.lower() in MAIN), "")
            with archive.open(main) as part:
                return STRICT in part.read(HEAD)
    finally:
        file.seek(0)


@contextmanager
def in_usual_names(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The package as programs of the usual kind read it; the same file if it is of that kind.

    Give only what ``check_package`` has passed: its size unpacked is bounded there.
    """
    if not is_strict(file):
        yield file
        return
    with tempfile.TemporaryFile() as made:
        _rename(file, made)
        made.seek(0)
        yield made


def _rename(file: IO[bytes], made: IO[bytes]) -> None:
    with zipfile.ZipFile(file) as strict, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as usual:
        for entry in strict.infolist():
            with strict.open(entry) as old, usual.open(entry.filename, "w", force_zip64=True) as new:
                name = entry.filename.lower()
                head = old.read(-1 if name.endswith(".rels") else HEAD)
                new.write(_renamed(head) if name.endswith((".xml", ".rels")) else head)
                while piece := old.read(PIECE):
                    new.write(piece)
    file.seek(0)


def _renamed(piece: bytes) -> bytes:
    for strict, usual in NAMES.items():
        piece = piece.replace(STRICT + strict, USUAL + usual)
    return piece

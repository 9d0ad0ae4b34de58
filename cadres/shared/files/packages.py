"""Office files from anywhere (.docx, .xlsx): zip packages, looked into without unpacking them onto a disk."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from defusedxml import ElementTree

from cadres.shared.files.apart import reads_apart

OLE = b"\xd0\xcf\x11\xe0"  # .doc and .xls, and the new kinds with a password
ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00O", re.IGNORECASE)
MAIN_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
END, END_SIZE = b"PK\x05\x06", 22
LARGEST_LINKS = 1024 * 1024
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


class BadPackage(ValueError):
    """``code`` says why; what to tell people is the caller's matter."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Limits:
    """What a package may unpack to. ``strings``: shared strings of a workbook, which its reader holds."""

    entries: int
    unpacked: int
    strings: int


@reads_apart(raises=(BadPackage,))
def check_package(file: IO[bytes], limits: Limits) -> str:
    """Its kind, "docx" or "xlsx". Raises ``BadPackage``: ole, damaged, kind, macros, unpacks or entities."""
    file.seek(0)
    if file.read(4) == OLE:
        raise BadPackage("ole")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _check_entries(archive, limits)
    except BadPackage:
        raise
    except DAMAGED as error:
        raise BadPackage("damaged") from error
    finally:
        file.seek(0)


def _check_entries(archive: zipfile.ZipFile, limits: Limits) -> str:
    entries = archive.infolist()
    names = {entry.filename.lower() for entry in entries}
    kinds = {kind for part, kind in MAIN_PARTS.items() if part in names}
    if len(kinds) != 1 or "[content_types].xml" not in names:
        raise BadPackage("kind")
    if any(name.endswith(("vbaproject.bin", "xlmacro.bin")) or "/macrosheets/" in name for name in names):
        raise BadPackage("macros")
    strings = sum(entry.file_size for entry in entries if entry.filename.lower().endswith("sharedstrings.xml"))
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or total > limits.unpacked or strings > limits.strings:
        raise BadPackage("unpacks")
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if ENTITIES.search(part.read(4096)):
                    raise BadPackage("entities")
    return kinds.pop()


def check_whole(file: IO[bytes]) -> None:
    """For a package that is kept and given out again. Raises ``BadPackage``: damaged, hidden, embedded or links.

    Every part is unpacked once, which ends at the size it declares, and compared with its checksum; nothing may stand
    before the first part or behind the end, where a second file would hide.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _check_whole(file, archive)
    except BadPackage:
        raise
    except (*DAMAGED, KeyError) as error:
        raise BadPackage("damaged") from error
    finally:
        file.seek(0)


def _check_whole(file: IO[bytes], archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if min(entry.header_offset for entry in entries) != 0 or not _ends_there(file):
        raise BadPackage("hidden")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names) or any(".." in name or name.startswith("/") for name in names):
        raise BadPackage("hidden")
    if any(re.search(r"/(embeddings|activex|externallinks)/|oleobject", name) for name in names):
        raise BadPackage("embedded")
    for entry in entries:
        with archive.open(entry) as part:
            while part.read(1024 * 1024):
                pass
        if entry.filename.lower().endswith(".rels"):
            _check_links(archive, entry)
    kinds = next(entry for entry in entries if entry.filename.lower() == "[content_types].xml")
    if re.search(rb"macroenabled|vnd\.ms-office\.vba|activex|oleobject", archive.read(kinds), re.IGNORECASE):
        raise BadPackage("macros")


def _ends_there(file: IO[bytes]) -> bool:
    file.seek(-END_SIZE, 2)
    return file.read(END_SIZE)[:4] == END


def _check_links(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """A link that people click is none of ours; a template or object fetched on opening is."""
    if entry.file_size > LARGEST_LINKS:
        raise BadPackage("unpacks")
    try:
        root = ElementTree.fromstring(archive.read(entry), forbid_dtd=True)
    except Exception as error:
        raise BadPackage("damaged") from error
    for link in root:
        fetched = link.get("TargetMode", "").lower() == "external"
        if fetched and not link.get("Type", "").lower().endswith("/hyperlink"):
            raise BadPackage("links")

"""The forms in an upload: plain files and zips. A file is unpacked when it is read, and never onto the disk."""

import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import IO, NamedTuple, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.registry.appointment_forms.lrmx.form import BadForm, Fault
from cadres.registry.appointment_forms.lrmx.reader import LARGEST_FILE
from cadres.shared.files.apart import Apart

LARGEST_UPLOAD = 500 * 1024 * 1024
LARGEST_UNPACKED = 2 * 1024 * 1024 * 1024
LARGEST_DIRECTORY = 4 * 1024 * 1024  # bytes of a zip's list of entries, which is read whole
MOST_FORMS, MOST_ENTRIES = 2000, 8000
MOST_RATIO = 100  # unpacked to packed; honest forms stay below 20
NAMED = 5  # entries named in one refusal

FORMS, PHOTO = (".lrmx", ".lrm"), ".pic"
ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".cab")
RUBBISH = re.compile(r"(?:\A|/)(?:__MACOSX/|\._|\.DS_Store\Z|Thumbs\.db\Z|desktop\.ini\Z|~\$)", re.IGNORECASE)
DRIVE = re.compile(r"\A[A-Za-z]:")
UTF8_NAME, ENCRYPTED = 0x800, 0x1
TOO_LONG = "too long"
TOO_MANY = gettext_lazy("The zip has far too many entries. It was refused.")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class BadBatch(ValueError):
    """Why an upload as a whole is refused, for people; every reason."""

    def __init__(self, *reasons: str):
        self.reasons = reasons
        super().__init__(" ".join(reasons))


class BadZip(ValueError):
    """What the reader cannot read; with ``TOO_LONG`` it has not even tried."""

    @property
    def too_many(self) -> bool:
        return self.args == (TOO_LONG,)


class Entry(NamedTuple):
    """What the zip says of one of its files."""

    name: str
    unpacked: int
    packed: int
    is_locked: bool
    is_usual: bool
    is_link: bool


@dataclass(frozen=True)
class Upload:
    """One file as it was sent. ``open`` gives it from its beginning, to be used as a context."""

    name: str
    size: int
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    zipped: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "zipped", self.name.lower().endswith(".zip") or self._begins_like_a_zip())

    def _begins_like_a_zip(self) -> bool:
        if self.name.lower().endswith((*FORMS, PHOTO)):
            return False
        with self.open() as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True)
class Source:
    """One form of a batch. ``read`` and ``photo`` raise ``BadForm`` when the zip is damaged there."""

    name: str
    read: Callable[[], bytes]
    photo: Callable[[], bytes] | None = None

    @property
    def photo_name(self) -> str:
        return str(PurePosixPath(self.name).with_suffix(PHOTO))


class Batch:
    """All forms of an upload, to be read one after another; ``skipped`` are entries that are none. Close it.

    Raises ``BadBatch`` for a zip that no office makes.
    """

    def __init__(self, uploads: Iterable[Upload]):
        uploads = list(uploads)
        self.skipped: list[str] = []
        found: list[Source] = []
        several = len(uploads) > 1
        if sum(upload.size for upload in uploads) > LARGEST_UPLOAD:
            limit = {"limit": LARGEST_UPLOAD >> 20}
            raise BadBatch(_("The files together are larger than %(limit)d MB. Divide them.") % limit)
        with ExitStack() as stack:
            for upload in uploads:
                if upload.zipped:
                    found += self._unzipped(upload, stack, f"{upload.name}/" if several else "")
                else:
                    found.append(Source(upload.name, partial(whole, upload)))
            if twice := _twice([source.name for source in found]):
                raise BadBatch(twice)
            self.sources = self._paired(found)
            if len(self.sources) > MOST_FORMS:
                raise BadBatch(_("More than %(limit)d forms at a time. Divide them.") % {"limit": MOST_FORMS})
            if not self.sources:
                raise BadBatch(_("There is no form in it: no file ends in .lrmx or .lrm."))
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_args: object) -> None:
        self.close()

    def close(self) -> None:
        self._stack.close()

    def _unzipped(self, upload: Upload, stack: ExitStack, before: str) -> list[Source]:
        archive, entries = _opened(upload, stack)
        if reasons := list(_against(entries, upload.size)):
            raise BadBatch(*reasons)
        return [
            Source(before + entry.name, partial(_unpacked, archive, place))
            for place, entry in enumerate(entries)
            if not entry.name.endswith("/") and not self._is_rubbish(before + entry.name)
        ]

    def _is_rubbish(self, name: str) -> bool:
        found = RUBBISH.search(name) is not None
        if found:
            self.skipped.append(name)
        return found

    def _paired(self, found: list[Source]) -> list[Source]:
        """Forms, old ones with the photo of the same name beside them; whatever else there is, is skipped."""
        photos = {_stem(source.name): source for source in found if source.name.lower().endswith(PHOTO)}
        forms = []
        for source in found:
            if source.name.lower().endswith(".lrm") and (photo := photos.pop(_stem(source.name), None)):
                forms.append(Source(source.name, source.read, photo.read))
            elif source.name.lower().endswith(FORMS):
                forms.append(source)
        kept = {source.name for source in forms}
        beside = {source.photo_name.lower() for source in forms if source.photo}
        self.skipped += [s.name for s in found if s.name not in kept and s.name.lower() not in beside]
        return forms


def _opened(upload: Upload, stack: ExitStack) -> tuple[Apart, list[Entry]]:
    try:
        file = stack.enter_context(upload.open())
        archive = stack.enter_context(Apart(Archive, file, raises=(BadZip,)))
        return archive, [Entry(*one) for one in archive.ask("entries")]
    except BadZip as bad:
        text = _("%(name)s is no zip, or is damaged. Pack it once more.") % {"name": upload.name}
        raise BadBatch(str(TOO_MANY) if bad.too_many else text) from bad


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows writes GBK, macOS UTF-8, both without saying so."""
    name = entry.orig_filename
    if not entry.flag_bits & UTF8_NAME:
        try:
            raw = name.encode("cp437")  # as the library took it
        except UnicodeEncodeError:  # it knew better from another field
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _against(entries: list[Entry], size: int) -> Iterable[str]:
    """What no zip of an office has."""
    names = [entry.name for entry in entries]
    unpacked = sum(entry.unpacked for entry in entries)
    packed = sum(entry.packed for entry in entries)
    if len(entries) > MOST_ENTRIES:
        yield str(TOO_MANY)
    if unpacked > LARGEST_UNPACKED or unpacked > max(size, 1 << 16) * MOST_RATIO or packed > size:
        yield _("The zip unpacks to far more than its size. It was refused.")
    if any(entry.is_locked for entry in entries):
        yield _("The zip has a password. Pack it without one.")
    if not all(entry.is_usual for entry in entries):
        yield _("The zip is packed in an unusual way. Pack it with Windows itself.")
    if wrong := [entry.name for entry in entries if _leads_away(entry)]:
        yield _("These names lead out of the zip: %(names)s. It was refused.") % {"names": _some(wrong)}
    if nested := [name for name in names if name.lower().endswith(ARCHIVES) and not RUBBISH.search(name)]:
        yield _("There are archives inside: %(names)s. Unpack them and pack the forms alone.") % {
            "names": _some(nested)
        }
    if twice := _twice(names):
        yield twice


def _twice(names: list[str]) -> str:
    times = Counter(name.casefold() for name in names)
    twice = [name for name in dict.fromkeys(names) if times[name.casefold()] > 1]
    text = _("These names stand in it twice: %(names)s. Give each form its own.")
    return text % {"names": _some(twice)} if twice else ""


def _leads_away(entry: Entry) -> bool:
    name = entry.name
    return (
        name.startswith("/")
        or "\x00" in name
        or ".." in name.split("/")
        or DRIVE.match(name) is not None
        or entry.is_link
    )


def _some(names: list[str]) -> str:
    shown = "、".join(name.replace("\x00", "").strip()[:60] for name in names[:NAMED])
    return f"{shown} …" if len(names) > NAMED else shown


def _stem(name: str) -> str:
    return name[: name.rindex(".")].lower()


def whole(upload: Upload) -> bytes:
    """At most one byte more than a form may have."""
    with upload.open() as file:
        return file.read(LARGEST_FILE + 1)


def _unpacked(archive: Apart, place: int) -> bytes:
    """At most one byte more than a form may have, whatever the entry says of its size."""
    try:
        return archive.ask("read", place)
    except BadZip as error:
        raise BadForm(Fault(_("The zip is damaged at this file. Pack it once more."))) from error


# --- in the reader ------------------------------------------------------------------------------


class Archive:
    """A zip that anybody may have made. Its list of entries is read whole, so how long that is must be known first."""

    def __init__(self, file: IO[bytes]):
        try:
            end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # what ZipFile is going to believe
            size = end[zipfile._ECD_SIZE] if end else 0  # type: ignore[attr-defined]
            self._archive = _small(file, size)
        except BadZip:
            raise
        except BROKEN as error:
            raise BadZip from error

    def entries(self) -> list[Entry]:
        usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        return [
            Entry(
                entry_name(entry),
                entry.file_size,
                entry.compress_size,
                bool(entry.flag_bits & ENCRYPTED),
                entry.compress_type in usual,
                stat.S_ISLNK(entry.external_attr >> 16),
            )
            for entry in self._archive.infolist()
        ]

    def read(self, place: int) -> bytes:
        try:
            with self._archive.open(self._archive.infolist()[place]) as file:
                return file.read(LARGEST_FILE + 1)
        except BROKEN as error:
            raise BadZip from error


def _small(file: IO[bytes], size: int) -> zipfile.ZipFile:
    if size > LARGEST_DIRECTORY:
        raise BadZip(TOO_LONG)
    return zipfile.ZipFile(file)

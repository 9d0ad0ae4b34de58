"""Files in the database, encrypted in parts (密存文件), so that none need fit into memory. See docs/documents.md.

Whose they are is said by the model that is made from ``SealedFile``; its parts are a model made from ``SealedPart``
with a foreign key ``file`` whose ``related_name`` is "parts".
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cadres.shared.crypto import EncryptedBinaryField, EncryptedModel

PART = 512 * 1024
IN_MEMORY = 4 * 1024 * 1024  # beyond that a file being read lies on disk, deleted when closed


class SealedFile(models.Model):
    """A file by name; size and digest are those of what was given in, before it was encrypted."""

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    parts: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class SealedPart(EncryptedModel):
    """One encrypted part of a file: it opens at its number of its file and nowhere else."""

    number = models.PositiveIntegerField()
    data = EncryptedBinaryField(_("content"), bound_to=("file_id", "number"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.number)


Sealed = TypeVar("Sealed", bound=SealedFile)


@transaction.atomic
def keep(file: Sealed, parts: Iterable[bytes]) -> Sealed:
    """Save ``file`` with its content. Raises ``ValueError`` when it is not that of a digest set before."""
    file.save()
    digest, size = hashlib.sha256(), 0
    for number, part in enumerate(parts):
        digest.update(part)
        size += len(part)
        file.parts.create(number=number, data=part)
    if file.sha256 not in ("", digest.hexdigest()):
        raise ValueError("the content is not that of the digest")
    if (file.size, file.sha256) != (size, digest.hexdigest()):
        file.size, file.sha256 = size, digest.hexdigest()
        file.save(update_fields=["size", "sha256"])
    return file


def parts_of(file: SealedFile) -> Iterator[bytes]:
    """The parts in order, one in memory at a time, unchecked: for who compares the digest himself."""
    numbers = list(file.parts.order_by("number").values_list("number", flat=True))
    for number in numbers:
        yield part_of(file, number)


def part_of(file: SealedFile, number: int) -> bytes:
    return file.parts.get(number=number).data


def count_parts(file: SealedFile) -> int:
    return file.parts.count()


def checked_parts(file: SealedFile) -> Iterator[bytes]:
    """The parts to send, two in memory at a time.

    The last is let go only when all together are what was stored; else ``ValueError`` breaks the sending off, so that
    nobody takes a damaged file for a whole one.
    """
    digest, held = hashlib.sha256(), b""
    for part in parts_of(file):
        digest.update(part)
        if held:
            yield held
        held = part
    _compare(file, digest.hexdigest())
    if held:
        yield held


def open_file(file: SealedFile) -> IO[bytes]:
    """The whole file to read and seek in; close it. Raises ``ValueError`` when it is not what was stored."""
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the caller closes it
    digest = hashlib.sha256()
    for part in parts_of(file):
        digest.update(part)
        copy.write(part)
    try:
        _compare(file, digest.hexdigest())
    except ValueError:
        copy.close()
        raise
    copy.seek(0)
    return copy


def _compare(file: SealedFile, digest: str) -> None:
    if digest != file.sha256:
        raise ValueError(f"{file._meta.label_lower} {file.pk} is not what was stored")


def slices(source: IO[bytes], size: int = PART) -> Iterator[bytes]:
    while part := source.read(size):
        yield part


def drained(source: IO[bytes]) -> Iterator[bytes]:
    """The slices of a file made for this; it is closed at the end."""
    with source:
        yield from slices(source)

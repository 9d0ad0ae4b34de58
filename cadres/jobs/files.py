"""Files of jobs: stored encrypted in parts, read part by part."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

from cadres.jobs.registry import NewFile
from cadres.models import Job, JobFile, JobFilePart
from cadres.shared.crypto import seal, unseal

PART = 512 * 1024
IN_MEMORY = 4 * 1024 * 1024  # beyond that a file being read lies on disk, deleted when closed


def store(job: Job, new: NewFile) -> JobFile:
    """Keep a file with the job; replaces one of the same role, left by an earlier attempt."""
    JobFile.objects.filter(job=job, role=new.role).delete()
    file = JobFile.objects.create(job=job, role=new.role, name=new.name[:200], content_type=new.content_type)
    digest, size = hashlib.sha256(), 0
    for number, part in enumerate(new.parts):
        digest.update(part)
        size += len(part)
        JobFilePart.objects.create(file=file, number=number, data=seal(part))
    file.size, file.sha256 = size, digest.hexdigest()
    file.save(update_fields=["size", "sha256"])
    return file


def parts_of(file: JobFile) -> Iterator[bytes]:
    """The parts in order, one in memory at a time."""
    numbers = list(file.parts.order_by("number").values_list("number", flat=True))
    for number in numbers:
        yield part_of(file, number)


def part_of(file: JobFile, number: int) -> bytes:
    return unseal(bytes(file.parts.get(number=number).data))


def count_parts(file: JobFile) -> int:
    return file.parts.count()


def open_file(file: JobFile) -> IO[bytes]:
    """The whole file to read and seek in; close it. Raises ``ValueError`` when it is not what was stored."""
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the caller closes it
    digest = hashlib.sha256()
    for part in parts_of(file):
        digest.update(part)
        copy.write(part)
    if digest.hexdigest() != file.sha256:
        copy.close()
        raise ValueError(f"file {file.pk} is not what was stored")
    copy.seek(0)
    return copy


def slices(source: IO[bytes], size: int = PART) -> Iterator[bytes]:
    while part := source.read(size):
        yield part


def drained(source: IO[bytes]) -> Iterator[bytes]:
    """The slices of a file made for this; it is closed at the end."""
    with source:
        yield from slices(source)


def remove_old(jobs: Iterable[int]) -> int:
    """Delete the files of these jobs; the jobs themselves stay as a record."""
    return JobFile.objects.filter(job__in=list(jobs)).delete()[0]

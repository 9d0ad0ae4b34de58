"""Files of jobs, kept by the sealed parts of ``cadres.shared.files.encrypted_files``."""

from collections.abc import Iterable

from cadres.platform.jobs.models import Job, JobFile
from cadres.platform.jobs.points import NewFile
from cadres.shared.files.encrypted_files import count_parts, drained, keep, open_file, part_of, parts_of, slices

__all__ = ["count_parts", "drained", "open_file", "part_of", "parts_of", "remove_old", "slices", "store"]


def store(job: Job, new: NewFile) -> JobFile:
    """Keep a file with the job; replaces one of the same role, left by an earlier attempt."""
    JobFile.objects.filter(job=job, role=new.role).delete()
    return keep(JobFile(job=job, role=new.role, name=new.name[:200], content_type=new.content_type), new.parts)


def remove_old(jobs: Iterable[int]) -> int:
    """Delete the files of these jobs; the jobs themselves stay as a record."""
    return JobFile.objects.filter(job__in=list(jobs)).delete()[0]

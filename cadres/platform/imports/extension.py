from cadres.platform.imports import jobs
from cadres.platform.jobs.points import KINDS


def register() -> None:
    KINDS.add(jobs.preview, jobs.apply, jobs.export)

from cadres.platform.jobs import points as job_kinds
from cadres.platform.merging import jobs
from cadres.platform.merging.notices import NOTICES
from cadres.platform.notices import points as notice_kinds


def register() -> None:
    job_kinds.KINDS.add(jobs.find)
    notice_kinds.KINDS.add(*NOTICES)

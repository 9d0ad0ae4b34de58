"""What pages say of a job."""

from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.points import KINDS

TONES = {
    JobState.QUEUED: "neutral",
    JobState.RUNNING: "info",
    JobState.DONE: "good",
    JobState.FAILED: "bad",
    JobState.CANCELLED: "warn",
}


def shown(job: Job) -> Job:
    """With what the templates ask for: label, tone of the state, link to what it made."""
    kind = KINDS.get(job.kind)
    job.label = kind.label if kind else job.kind
    job.tone = TONES[job.state]
    job.made = kind.page(job) if kind and kind.page and job.state in (JobState.DONE, JobState.FAILED) else None
    if job.state == JobState.FAILED and not job.report.get("counts"):
        job.made = None  # it broke before there was anything to see
    return job


def listed(job: Job) -> Job:
    kind = KINDS.get(job.kind)
    job.label, job.tone = (kind.label if kind else job.kind), TONES[job.state]
    return job

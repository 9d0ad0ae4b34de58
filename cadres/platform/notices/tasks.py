"""Background work of the base; each task is a thin wrapper and may run twice at once."""

from cadres.platform.jobs.tasks import run_job, watch_jobs
from cadres.platform.outbox.tasks import deliver_outbox

__all__ = ["deliver_outbox", "run_job", "watch_jobs"]

"""The one task that runs every job, and the watch over what was left lying."""

from celery import shared_task

from cadres.platform.jobs.services import jobs as services

LONGEST = 3600  # seconds; a heartbeat, not this, tells whether a worker lives


@shared_task(
    name="cadres.run_job", ignore_result=True, acks_late=True, time_limit=LONGEST, soft_time_limit=LONGEST - 60
)
def run_job(pk: int) -> str:
    """May be delivered twice or after the worker's death: the hold on the job decides who works."""
    return services.run(pk)


@shared_task(name="cadres.watch_jobs", ignore_result=True, acks_late=True)
def watch_jobs() -> int:
    return services.watch()

"""Background work of the base; each task is a thin wrapper and may run twice at once."""

from collections.abc import Callable

from celery import shared_task

from cadres.jobs.tasks import run_job, watch_jobs
from cadres.services import documents, drafts, exports, merges, notices, protection
from cadres.shared.merging import KINDS

__all__ = ["run_job", "send_notices", "watch_jobs"]

BATCHES = 50  # at most so many in one run; the next one goes on


def _in_batches(handle: Callable[[], int], size: int) -> int:
    handled = 0
    for _round in range(BATCHES):
        batch = handle()
        handled += batch
        if batch < size:
            break
    return handled


@shared_task(name="cadres.send_notices", ignore_result=True, acks_late=True)
def send_notices() -> int:
    """Mail what has not been mailed. Returns how many notices were handled."""
    return _in_batches(notices.send_batch, notices.MAIL_BATCH)


@shared_task(name="cadres.propose_kinships", ignore_result=True, acks_late=True)
def propose_kinships() -> int:
    """Nightly. Returns how many kinships are newly proposed."""
    return protection.propose_kinships()


@shared_task(name="cadres.destroy_withdrawn", ignore_result=True, acks_late=True)
def destroy_withdrawn() -> int:
    """Nightly. Returns of how many withdrawn papers the content is destroyed."""
    return documents.destroy_withdrawn()


@shared_task(name="cadres.expire_exports", ignore_result=True, acks_late=True)
def expire_exports() -> int:
    """Hourly. Returns how many exports were not decided about, or not fetched, in time."""
    return _in_batches(exports.lapse, exports.BATCH) + _in_batches(exports.expire, exports.BATCH)


@shared_task(name="cadres.clear_drafts", ignore_result=True, acks_late=True)
def clear_drafts() -> int:
    """Nightly. Returns how many drafts nobody came back for."""
    return drafts.clear_old()


@shared_task(name="cadres.find_duplicates", ignore_result=True, acks_late=True)
def find_duplicates(kind: str = "", low: str = "", high: str = "") -> int:
    """Nightly, without arguments: one task for each kind and province. Returns how many pairs are newly found."""
    if not kind:
        for key in KINDS:
            for start, end in merges.everywhere():
                find_duplicates.delay(kind=key, low=start, high=end)
        return 0
    return sum(merges.find_duplicates(KINDS[kind], start, end) for start, end in merges.counties_of([(low, high)]))

from celery import shared_task

from cadres.platform.exports import services as exports
from cadres.shared.batches import in_batches


@shared_task(name="cadres.expire_exports", ignore_result=True, acks_late=True)
def expire_exports() -> int:
    """Hourly. Returns how many exports were not decided about, or not fetched, in time."""
    return in_batches(exports.lapse, exports.BATCH) + in_batches(exports.expire, exports.BATCH)

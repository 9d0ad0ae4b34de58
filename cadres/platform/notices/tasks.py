"""Background work of the base; each task is a thin wrapper and may run twice at once."""

from celery import shared_task

from cadres.platform.notices import services as notices
from cadres.shared.batches import in_batches


@shared_task(name="cadres.send_notices", ignore_result=True, acks_late=True)
def send_notices() -> int:
    """Mail what has not been mailed. Returns how many notices were handled."""
    return in_batches(notices.send_batch, notices.MAIL_BATCH)

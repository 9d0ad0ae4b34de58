from celery import shared_task

from cadres.platform.drafts import services as drafts
from cadres.platform.submissions import services as submissions


@shared_task(name="cadres.clear_drafts", ignore_result=True, acks_late=True)
def clear_drafts() -> int:
    """Nightly. Returns how many drafts nobody came back for; the marks of forms that were sent go with them."""
    submissions.clear_old()
    return drafts.clear_old()

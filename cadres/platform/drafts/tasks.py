from celery import shared_task

from cadres.platform.drafts import services as drafts


@shared_task(name="cadres.clear_drafts", ignore_result=True, acks_late=True)
def clear_drafts() -> int:
    """Nightly. Returns how many drafts nobody came back for."""
    return drafts.clear_old()

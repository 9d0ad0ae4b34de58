from celery import shared_task

from cadres.registry.documents import services as documents


@shared_task(name="cadres.destroy_withdrawn", ignore_result=True, acks_late=True)
def destroy_withdrawn() -> int:
    """Nightly. Returns of how many withdrawn papers the content is destroyed."""
    return documents.destroy_withdrawn()

from celery import shared_task

from cadres.platform.calendar import services


@shared_task(name="cadres.recompute_spans", ignore_result=True, acks_late=True)
def recompute_spans() -> int:
    """Nightly, in case that a calendar came in another way than by approval. Returns how many spans changed."""
    return services.recompute()

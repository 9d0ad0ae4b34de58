from celery import shared_task

from cadres.platform.outbox.services import delivery as services


@shared_task(name="cadres.deliver_outbox", ignore_result=True, acks_late=True)
def deliver_outbox() -> int:
    """Every minute. Returns how many messages were handled."""
    return services.deliver()

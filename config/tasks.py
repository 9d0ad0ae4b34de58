"""The root's own background work: a sign of life that has gone through queue and worker."""

from celery import shared_task

from config import health


@shared_task(name=health.HEARTBEAT, bind=True, ignore_result=True)
def heartbeat(self) -> None:
    """Running at all shows the worker; the time of sending, set by beat in the headers, shows beat."""
    health.record_heartbeat(sent_at=getattr(self.request, health.SENT_AT, None))

"""Background work of selection: thin wrappers around services."""

from celery import shared_task
from django.db import OperationalError

from selection.terms.services import watch_tenures as sweep


@shared_task(
    name="selection.watch_tenures",
    acks_late=True,
    ignore_result=True,
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=5,
)
def watch_tenures() -> None:
    """Nightly. Idempotent, so that a lost or doubled run does no harm."""
    sweep()

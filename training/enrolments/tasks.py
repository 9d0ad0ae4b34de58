"""Background work of training."""

from celery import shared_task

from training.enrolments.services import inductions as services


@shared_task(name="training.ensure_inductions", acks_late=True, ignore_result=True)
def ensure_inductions() -> None:
    services.ensure_inductions()

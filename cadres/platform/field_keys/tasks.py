from celery import shared_task

from cadres.platform.field_keys.services import renewing

LONGEST = 5 * 3600  # seconds


@shared_task(name="cadres.encrypt_anew", ignore_result=True, acks_late=True, time_limit=LONGEST + 600)
def encrypt_anew() -> int:
    """Every night: goes on with what is left of an upgrade or of a new key. Returns how many values."""
    return renewing.go_on(seconds=LONGEST)

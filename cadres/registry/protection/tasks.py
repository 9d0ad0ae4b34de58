from celery import shared_task

from cadres.registry.protection import services as protection


@shared_task(name="cadres.propose_kinships", ignore_result=True, acks_late=True)
def propose_kinships() -> int:
    """Nightly. Returns how many kinships are newly proposed."""
    return protection.propose_kinships()

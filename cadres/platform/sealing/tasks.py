from celery import shared_task

from cadres.platform.sealing.services import checkpoints, sealer, verification


@shared_task(name="cadres.seal", ignore_result=True, acks_late=True)
def seal() -> int:
    """Every few seconds. Returns how many rows were sealed."""
    return sealer.seal()


@shared_task(name="cadres.make_checkpoint", ignore_result=True, acks_late=True)
def make_checkpoint() -> None:
    """Every minute; nothing where nothing is new."""
    checkpoints.make_checkpoint()


@shared_task(name="cadres.check_chain", ignore_result=True, acks_late=True, time_limit=6 * 3600)
def check_chain() -> None:
    """Every night: seals what was left far behind, then verifies everything."""
    sealer.seal(everything=True)
    checkpoints.make_checkpoint()
    verification.check()

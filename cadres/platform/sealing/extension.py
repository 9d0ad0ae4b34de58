from celery.schedules import crontab
from django.conf import settings

from cadres.platform.notices import points as notices
from cadres.platform.sealing.notices import NOTICES
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    notices.KINDS.add(*NOTICES)
    CONCERNS.add(
        nobody("cadres.AuditEvent", "read by the audit administrator, who decides nothing"),
        nobody("cadres.Seal", "a number and a digest"),
        nobody("cadres.Checkpoint", "a number and a digest"),
        nobody("cadres.ChainCheck", "a result about the record as a whole"),
    )
    SCHEDULE.add(
        Scheduled("seal", "cadres.seal", 5.0, expires=30, queue=settings.SEALING_QUEUE),
        Scheduled("make-checkpoint", "cadres.make_checkpoint", 60.0, expires=120, queue=settings.SEALING_QUEUE),
        Scheduled("check-chain", "cadres.check_chain", crontab(hour=3, minute=40), queue=settings.SEALING_QUEUE),
    )

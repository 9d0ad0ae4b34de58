from celery.schedules import crontab

from cadres.registry.documents.regulations import RULES
from cadres.registry.documents.services import DOCUMENTS
from cadres.shared.regulations import catalogue
from cadres.shared.schedule import SCHEDULE, Scheduled
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    catalogue.RULES.add(*RULES)
    SCHEDULE.add(Scheduled("destroy-withdrawn-papers", "cadres.destroy_withdrawn", crontab(hour=3, minute=0)))
    WORKFLOWS.add(DOCUMENTS)

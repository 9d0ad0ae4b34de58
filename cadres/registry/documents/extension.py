from celery.schedules import crontab

from cadres.registry.documents.regulations import RULES, WITHDRAWAL
from cadres.registry.documents.services import DOCUMENTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.recusal import CONCERNS, about
from cadres.shared.regulations import catalogue, judging
from cadres.shared.schedule import SCHEDULE, Scheduled
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    CONCERNS.add(
        about("cadres.Document", "cadre_id"),
        about("cadres.DocumentPart", "file__cadre_id"),
    )
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(WITHDRAWAL)
    SCHEDULE.add(Scheduled("destroy-withdrawn-papers", "cadres.destroy_withdrawn", crontab(hour=3, minute=0)))
    WORKFLOWS.add(DOCUMENTS)
    OWNED.add(owned_by(DOCUMENTS))

from celery.schedules import crontab

from cadres.platform.drafts import services
from cadres.shared.pages.drafts import STORE, Store
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    CONCERNS.add(nobody("cadres.Draft", "what one person typed, read by nobody else"))
    STORE.add(Store(find=services.find, put=services.put, drop=services.drop))
    SCHEDULE.add(Scheduled("clear-drafts", "cadres.clear_drafts", crontab(hour=3, minute=0)))

from celery.schedules import crontab

from cadres.platform.drafts import services
from cadres.shared.pages.drafts import STORE, Store
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    STORE.add(Store(find=services.find, put=services.put, drop=services.drop))
    SCHEDULE.add(Scheduled("clear-drafts", "cadres.clear_drafts", crontab(hour=3, minute=0)))

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cadres.platform.field_keys.jobs import encrypt_anew
from cadres.platform.field_keys.notices import NOTICES
from cadres.platform.field_keys.services.telling import tell
from cadres.platform.field_keys.views import MANAGE
from cadres.platform.jobs import points as jobs
from cadres.platform.notices import points as notices
from cadres.shared.crypto import TOLD
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.schedule import SCHEDULE, Scheduled


def register() -> None:
    CONCERNS.add(nobody("cadres.FieldKey", "a key"))
    notices.KINDS.add(*NOTICES)
    jobs.KINDS.add(encrypt_anew)
    TOLD.add(tell)
    MENU.add(MenuEntry("administration", _("Keys of encrypted columns"), "cadres:key_list", MANAGE, "key", place=46))
    SCHEDULE.add(Scheduled("encrypt-anew", "cadres.encrypt_anew", crontab(hour=1, minute=20)))

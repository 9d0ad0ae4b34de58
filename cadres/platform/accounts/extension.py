from django.contrib.auth.signals import user_logged_in

from cadres.platform.access_log.points import REVEALABLE
from cadres.platform.accounts import masked_fields
from cadres.shared.pages import idle


def register() -> None:
    user_logged_in.connect(idle.begin, dispatch_uid="cadres.idle")
    REVEALABLE.add(*masked_fields.FIELDS)

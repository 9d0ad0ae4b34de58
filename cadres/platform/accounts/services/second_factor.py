"""The second factor (双因素) of an account, where it is not its holder who acts on it."""

from django.db import transaction

from cadres.platform.accounts.choices import Ended
from cadres.platform.accounts.models import User
from cadres.platform.accounts.services import sign_ins
from cadres.platform.log.services import record_step


@transaction.atomic
def take_away(user: User, *, by: User) -> None:
    """The device is lost: app and recovery codes open nothing any more, and sessions end.

    Called by what two people settled. Where the role needs one, the next log-in opens the page that sets it up alone.
    """
    user.authenticator_set.all().delete()  # type: ignore[attr-defined]
    sign_ins.end(user, Ended.FACTOR)
    record_step(user, "reset_second_factor", by=by)

"""What the holder of an account does about its safety: a step that the auditor reads, and a notice to the holder."""

from django.db import transaction

from cadres.platform.accounts.models import User
from cadres.platform.accounts.points import TELL, WARN
from cadres.platform.log.services import record_step


@transaction.atomic
def tell_holder(user: User, what: str, **facts: str) -> str:
    """``what`` is the name of the step, and the last part of the kind of the notice. Returns the notice's key."""
    step = record_step(user, what, by=user, facts=facts)
    key = f"own:{user.pk}:{step.pk}"
    TELL.only(user, what, key, facts)
    return key


@transaction.atomic
def raise_alarm(user: User, what: str, **facts: str) -> None:
    """Perhaps it was somebody else: the administrators who watch over accounts are told as well."""
    WARN.only(user, what, tell_holder(user, what, **facts), facts)

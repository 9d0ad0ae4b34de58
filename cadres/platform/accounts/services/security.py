"""What the holder of an account does about its safety: a step that the auditor reads, and a notice to the holder."""

from cadres.platform.accounts.models import User
from cadres.platform.accounts.points import TELL
from cadres.platform.log.services import record_step


def tell_holder(user: User, what: str) -> None:
    """``what`` is the name of the step, and the last part of the kind of the notice."""
    step = record_step(user, what, by=user)
    TELL.only(user, what, f"own:{user.pk}:{step.pk}")

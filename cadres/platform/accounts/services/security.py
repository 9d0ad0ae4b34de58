"""What the holder of an account does about its safety: a step that the auditor reads, and a notice to the holder."""

from django.urls import reverse

from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.platform.notices.services import notify


def tell_holder(user: User, what: str) -> None:
    """``what`` is the name of the step, and the last part of the kind of the notice."""
    step = record_step(user, what, by=user)
    notify(
        [user], kind=f"cadres.own_{what}", key=f"own:{user.pk}:{step.pk}", params={}, url=reverse("cadres:sign_ins")
    )

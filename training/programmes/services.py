from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cadres.models import Division, User
from cadres.platform.log.services import record_step
from training.programmes.models import Programme
from training.programmes.workflow import RUN


def _may(user: User) -> None:
    if not user.has_perm(RUN):
        raise PermissionDenied


@transaction.atomic
def make_programme(*, division: Division, by: User, **fields: Any) -> Programme:
    """A new programme of a division. Raises ``ValidationError``."""
    _may(by)
    programme = Programme(division=division, **fields)
    programme.full_clean()
    programme.save()
    record_step(programme, "make", by=by, facts={"audience": programme.audience, "induction": programme.induction})
    return programme

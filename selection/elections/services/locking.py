"""How every piece of evidence is written: permission, reach, lock, stage."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.models import User
from cadres.shared.errors import Objection, Refused
from selection.elections.choices import Stage
from selection.elections.models import Election


def locked(election: Election, *, by: User, permission: str, stages: tuple[Stage, ...]) -> Election:
    """The election, locked until commit, if ``by`` may write at its present stage.

    Raises ``PermissionDenied`` and ``Refused``. Call inside a transaction.
    """
    if not by.has_perm(permission) or not Election.objects.visible_to(by).filter(pk=election.pk).exists():
        raise PermissionDenied
    election = (
        Election.objects.select_for_update(of=["self"])
        .select_related("vacancy__post__organization")
        .get(pk=election.pk)
    )
    if election.stage not in stages:
        raise Refused(Objection("wrong-stage", _("This step is not possible at the present stage.")))
    return election


def not_after_today(*days: date | None) -> list[Objection]:
    """What is recorded has happened."""
    today = timezone.localdate()
    if any(day is not None and day > today for day in days):
        return [Objection("in-future", _("A day is still to come. Record it when it has happened."))]
    return []

"""What leaders lack (培训需求): entered from an assessment, or found from the hours of the year."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cadres.models import Cadre, User
from cadres.platform.log.services import record_step
from cadres.shared.recusal import refuse_deciding
from training.needs.choices import Reason
from training.needs.models import Need
from training.programmes.workflow import CALL_UP


@transaction.atomic
def add_need(cadre: Cadre, *, by: User, **fields: Any) -> Need:
    """A gap that the assessment or the department found. Raises ``ValidationError``."""
    if not by.has_perm(CALL_UP):
        raise PermissionDenied
    refuse_deciding(by, cadre)
    need = Need(cadre=cadre, reason=Reason.GAP, **fields)
    need.full_clean()
    need.save()
    record_step(need, "add", by=by, reason=need.note, facts={"topic": need.topic, "due_on": need.due_on})
    return need

"""Giving out appointment forms on paper: each giving out of each file is recorded."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings, refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_steps
from cadres.registry.appointment_forms.services.exporting import forms_to_give, with_form_parts
from cadres.registry.appointment_forms.services.sheets import Sheet, sheet_of
from cadres.registry.cadre_files.models import Cadre

MOST = 100  # forms at a time
PRINT = "print_form"


@transaction.atomic
def issue_sheets(ids: Iterable[int], *, by: User, way: str = PRINT) -> list[Sheet]:
    """The sheets of those files that the user may see, in the order asked for; a bounded number of queries.

    Raises ``PermissionDenied`` when one of them is the user's own file or a relative's.
    """
    wanted = list(dict.fromkeys(ids))[:MOST]
    rows = with_form_parts(Cadre.objects.visible_to(by).filter(pk__in=wanted))
    found = {cadre.pk: cadre for cadre in rows}
    cadres = [found[pk] for pk in wanted if pk in found]
    for cadre in cadres:
        refuse_barred(by, cadre.pk)
    record_steps(cadres, way, by=by)
    if way == PRINT:  # what leaves as a file is in the record of its request
        record_readings([cadre.pk for cadre in cadres], "form", by=by, kind=AccessKind.PRINT)
    today = timezone.localdate()
    return [sheet_of(form, today) for form in forms_to_give(cadres)]

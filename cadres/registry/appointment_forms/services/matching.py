"""Whose file a form belongs to."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.registry.appointment_forms.lrmx import BadForm, Fault, Form
from cadres.registry.appointment_forms.services.exporting import with_form_parts
from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.merged import stays_of
from cadres.registry.verifications.models import Verification
from cadres.shared.crypto import blind_indexes
from cadres.shared.identity import identity_text
from cadres.shared.months import read_month


def same_person(form: Form, by: User) -> Cadre | None:
    """The file with the form's identity number, else the only one of its name and month of birth; locked.

    One question to the database: the number is stored encrypted and found by its blind index. Raises ``BadForm``
    when several could be meant.
    """
    name, number = form.values["XingMing"], number_of(form)
    born = read_month(form.values["ChuShengNianYue"])
    if born is None:
        return None
    # Who was verified as born in another month is still known by the one that forms declare.
    declares = Verification.objects.filter(cadre=OuterRef("pk"), item=VerifiedItem.BIRTH)
    declared = Exists(declares.filter(declared__startswith=f"{born:%Y-%m}"))
    wanted = Q(Q(born_on__year=born.year, born_on__month=born.month) | declared, name=name)
    if number:
        wanted |= Q(identity_index__in=blind_indexes(number))
    rows = with_form_parts(Cadre.objects.with_merged(by).select_for_update(of=["self"]).order_by("pk"))
    found = list(rows.filter(wanted))
    if number and (same := [cadre for cadre in found if identity_text(cadre.identity_number) == number]):
        best = min(same, key=lambda cadre: cadre.name != name)
        return next(iter(stays_of([best], rows).values()), None)
    # Both numbers known and, as just shown, different: another person.
    namesakes = [cadre for cadre in found if not (number and cadre.identity_number)]
    namesakes = list({cadre.pk: cadre for cadre in stays_of(namesakes, rows).values()}.values())
    if len(namesakes) > 1:
        message = _("Several cadres bear this name and were born in this month. Add the identity number to the form.")
        raise BadForm(Fault(message, "XingMing", form.lines.get("XingMing", 0)))
    return namesakes[0] if namesakes else None


def number_of(form: Form) -> str:
    return identity_text(form.values["ShenFenZheng"])

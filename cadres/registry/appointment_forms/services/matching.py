"""Whose file a form belongs to."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.registry.appointment_forms.lrmx import BadForm, Fault, Form, texts
from cadres.registry.appointment_forms.services.exporting import with_form_parts
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.merged import stays_of
from cadres.registry.verifications.models import Verification
from cadres.registry.verifications.services import birth_months, may_be
from cadres.shared.crypto import blind_indexes
from cadres.shared.identity import identity_text, known_number, written_number
from cadres.shared.months import month_text, read_month


def same_person(form: Form, by: User) -> tuple[Cadre | None, list[Cadre]]:
    """The file with the form's identity number, else the only one of its name and month of birth; locked. And others
    to be pointed out: of the same number, or of the same name and month with another number.

    One question to the database: the number is stored encrypted and found by its blind index. A number that is not
    sound is nobody's. Raises ``BadForm`` when several could be meant, or when the number is of somebody of another
    name and month of birth.
    """
    name, number, written = form.values["XingMing"], known_number(number_of(form)), written_number(number_of(form))
    born = read_month(form.values["ChuShengNianYue"])
    if born is None:
        return None, []
    # Who was verified as born in another month is still known by the one that forms declare.
    declared = Exists(Verification.objects.declaring_birth(born).filter(cadre=OuterRef("pk")))
    wanted = Q(Q(born_on__year=born.year, born_on__month=born.month) | declared, name=name)
    if number:
        wanted |= Q(identity_index__in=blind_indexes(number))
    rows = with_form_parts(Cadre.objects.with_merged(by).select_for_update(of=["self"]).order_by("pk"))
    found = list(rows.filter(wanted))
    if number and (same := [cadre for cadre in found if known_number(cadre.identity_number) == number]):
        best = min(same, key=lambda cadre: cadre.name != name)
        if best.name != name and not may_be(best, birth_months([best])[best.pk], name=name, born=born):
            raise BadForm(_somebody_elses(best, form))
        meant = next(iter(stays_of([best], rows).values()), None)
        return meant, [one for one in _each(stays_of(same, rows)) if meant is None or one.pk != meant.pk]
    # Both numbers known and different, sound or not: another person.
    namesakes = [one for one in found if not written or written_number(one.identity_number) in ("", written)]
    namesakes = _each(stays_of(namesakes, rows))
    if len(namesakes) > 1:
        message = _("Several cadres bear this name and were born in this month. Add the identity number to the form.")
        raise BadForm(Fault(message, "XingMing", form.lines.get("XingMing", 0)))
    if namesakes:
        return namesakes[0], []
    return None, _each(stays_of(found, rows))


def _each(stay: dict[int, Cadre]) -> list[Cadre]:
    return list({cadre.pk: cadre for cadre in stay.values()}.values())


def _somebody_elses(cadre: Cadre, form: Form) -> Fault:
    message = _(
        "The identity number is that of %(name)s, born %(born)s; the form says %(other)s, born %(month)s."
        " Find out whose it is: nothing was taken in."
    )
    shown = {
        "name": cadre.name,
        "born": month_text(cadre.born_on),
        "other": form.values["XingMing"],
        "month": texts.dotted(form.values["ChuShengNianYue"]),
    }
    return Fault(message % shown, "ShenFenZheng", form.lines.get("ShenFenZheng", 0))


def number_of(form: Form) -> str:
    return identity_text(form.values["ShenFenZheng"])

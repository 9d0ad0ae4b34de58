"""What keeps a form out, and what comes in but should be looked at."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cadres.registry.appointment_forms.lrmx import Fault, Form, texts
from cadres.registry.appointment_forms.services.columns import ELEMENT_OF
from cadres.registry.appointment_forms.services.matching import number_of
from cadres.registry.cadre_files.choices import PoliticalStatus
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.points import check_change
from cadres.registry.cadre_files.rules.particulars import particular_remarks
from cadres.registry.cadre_files.services.known import hints_of, hints_of_new
from cadres.shared.errors import Refused
from cadres.shared.identity import known_number
from cadres.shared.months import read_month

LONGEST_NUMBER = 40
SHOWN = 60  # signs of a text in a remark


def missing(form: Form) -> Iterator[Fault]:
    """Faults that keep a file out: a form without name, sex or month of birth is nobody's; unreadable dates."""
    lines = form.lines
    if not form.values["XingMing"]:
        yield Fault(_("The name is missing. Fill it in."), "XingMing", lines.get("XingMing", 0))
    if form.values["XingBie"] not in texts.SEXES:
        yield Fault(_("The sex must be 男 or 女."), "XingBie", lines.get("XingBie", 0))
    for element in ("ChuShengNianYue", "CanJiaGongZuoShiJian"):
        text = form.values[element]
        if read_month(text) is None and (text or element == "ChuShengNianYue"):
            yield Fault(_("Write the month as yyyyMM, for example 198203."), element, lines.get(element, 0))
    if len(form.values["ShenFenZheng"]) > LONGEST_NUMBER:
        message = _("An identity number has 18 signs. Write it alone.")
        yield Fault(message, "ShenFenZheng", lines.get("ShenFenZheng", 0))


def remarks(form: Form) -> Iterator[Fault]:
    """What came in but should be looked at."""
    number = known_number(number_of(form))
    if number_of(form) and not number:
        message = _("This is no identity number, or one that fails its check digit. Nobody is found by it.")
        yield Fault(message, "ShenFenZheng", form.lines.get("ShenFenZheng", 0))
    told = particular_remarks(
        number=number,
        sex=texts.SEXES.get(form.values["XingBie"], ""),
        born=read_month(form.values["ChuShengNianYue"]),
        ethnicity=form.values["MinZu"],
    )
    for column, message in told:
        yield Fault(message, ELEMENT_OF[column], form.lines.get(ELEMENT_OF[column], 0))
    entry = form.values["RuDangShiJian"]
    if texts.party(entry)[0] == PoliticalStatus.UNKNOWN:
        message = _("“%(text)s” was not understood, so the political status is not known. Enter it in the file.")
        yield Fault(message % {"text": entry[:SHOWN]}, "RuDangShiJian", form.lines.get("RuDangShiJian", 0))


def hints(cadre: Cadre | None, others: Iterable[Cadre], form: Form) -> list[Fault]:
    """Who is on file already, beside what the form says: the person it was taken for, and others like it.

    To be asked before the form is put into the file, and after what is verified was taken out of it.
    """
    name, born = form.values["XingMing"], read_month(form.values["ChuShengNianYue"])
    told = list(hints_of(cadre, name=name, born=born)) if cadre is not None else []
    told += hints_of_new(others, name=name, born=born, number=known_number(number_of(form)))
    return [
        Fault(text, ELEMENT_OF.get(column, "XingMing"), form.lines.get(ELEMENT_OF.get(column, "XingMing"), 0))
        for column, text in told
    ]


def unasked(cadre: Cadre) -> list[tuple[str, str, str]]:
    """What a new file gets although no element says it in so many words: as (label, before, after)."""
    names = ("political_status", "grade", "status")
    labels = [str(cadre._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]  # no relation
    values = [str(getattr(cadre, f"get_{name}_display")()) for name in names]
    return [(capfirst(label), "", value) for label, value in zip(labels, values, strict=True)]


def against_birth(cadre: Cadre, form: Form) -> list[Fault]:
    """What other parts of the file say against another month of birth."""
    try:
        check_change([(cadre, ["born_on"])])
    except Refused as refused:
        line = form.lines.get("ChuShengNianYue", 0)
        return [Fault(str(one.message), "ChuShengNianYue", line) for one in refused.objections]
    return []

"""Taking appointment form files (``.lrmx``) into the cadres' files and giving them out again.

Nothing of a file is lost: what has no column of its own is kept in ``Cadre.form_extra`` and written back:
``kept`` elements without a column, ``raw`` the spelling of a column's element, used for as long as the column still
says the same, ``unknown`` elements that this program does not know, ``relatives`` such elements inside family items.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.choices import EducationMode, PoliticalStatus, Sex
from cadres.lrmx import BadForm, Fault, Form, Relative, read, texts, write
from cadres.lrmx.elements import FAMILY, LEAVES
from cadres.models import AnnualResult, Cadre, Division, Education, FamilyMember, Tenure, User
from cadres.rules import identity_number_is_sound, identity_text, name_key
from cadres.services.protection import refuse_barred
from cadres.services.steps import record_step
from cadres.shared.crypto import blind_indexes

COLUMNS = {
    "XingMing": "name",
    "MinZu": "ethnicity",
    "JiGuan": "native_place",
    "ChuShengDi": "birthplace",
    "JianKangZhuangKuang": "health",
    "ZhuanYeJiShuZhiWu": "professional_title",
    "ShuXiZhuanYeYouHeZhuanChang": "speciality",
    "JianLi": "resume",
    "JiangChengQingKuang": "awards_text",
    "ShenFenZheng": "identity_number",
}
EDUCATION = {
    EducationMode.FULL_TIME: "QuanRiZhiJiaoYu",
    EducationMode.IN_SERVICE: "ZaiZhiJiaoYu",
}
SCHOOLING = {
    "XueLi": "level",
    "XueWei": "degree",
    "XueLi_BiYeYuanXiaoXi": "school",
    "XueWei_BiYeYuanXiaoXi": "degree_school",
}
SPECIAL = {
    "XingBie": "sex",
    "ChuShengNianYue": "born_on",
    "RuDangShiJian": "party_text",
    "CanJiaGongZuoShiJian": "began_work_on",
}
ELEMENT_OF = {column: element for element, column in (COLUMNS | SPECIAL).items()}
RESULTS, PRESENT_POST = "NianDuKaoHeJieGuo", "XianRenZhiWu"
HELD = "held_today"


@dataclass
class Imported:
    """What became of one file: the cadre's file, whether it is new, and what the reader should look at."""

    cadre: Cadre
    created: bool
    warnings: list[Fault] = field(default_factory=list)


@transaction.atomic
def import_form(data: bytes, *, division: Division, by: User, file_name: str = "") -> Imported:
    """Take one file into the county's cadres. Raises ``BadForm`` with every fault; then nothing has changed.

    The cadre with the same identity number is brought up to date, else the only one of the same name and month of
    birth; else a new file is opened. Empty elements leave alone what an existing file already says.
    """
    form = read(data)
    faults = list(_missing(form))
    if faults:
        raise BadForm(*faults)
    Division.objects.select_for_update(of=["self"]).get(pk=division.pk)  # two imports of one person queue
    cadre = _same_person(form, by)
    if cadre is not None and cadre.pk in by.barred_cadres:
        message = _("This is your own file or that of a relative of yours. Ask a colleague to take in the form.")
        raise BadForm(Fault(message, "XingMing", form.lines.get("XingMing", 0)))
    created = cadre is None
    cadre = cadre or Cadre(division=division)
    _fill(cadre, form)
    _save(cadre, form)
    warnings = list(_remarks(form))
    _put_education(cadre, form)
    _put_family(cadre, form)
    warnings += _put_results(cadre, form)
    _keep(cadre, form)
    record_step(
        cadre, "import_form", by=by, target="created" if created else "updated", facts={"file": file_name[:200]}
    )
    return Imported(cadre, created, warnings)


def _missing(form: Form) -> Any:
    """Faults that keep a file out: a form without name, sex or month of birth is nobody's; unreadable dates."""
    lines = form.lines
    if not form.values["XingMing"]:
        yield Fault(_("The name is missing. Fill it in."), "XingMing", lines.get("XingMing", 0))
    if form.values["XingBie"] not in texts.SEXES:
        yield Fault(_("The sex must be 男 or 女."), "XingBie", lines.get("XingBie", 0))
    for element in ("ChuShengNianYue", "CanJiaGongZuoShiJian"):
        text = form.values[element]
        if texts.month(text) is None and (text or element == "ChuShengNianYue"):
            yield Fault(_("Write the month as yyyyMM, for example 198203."), element, lines.get(element, 0))


def _remarks(form: Form) -> Any:
    """What came in but should be looked at."""
    number = form.values["ShenFenZheng"].upper()
    if number and not identity_number_is_sound(number):
        message = _("The identity number fails its check digit. Compare it with the card.")
        yield Fault(message, "ShenFenZheng", form.lines.get("ShenFenZheng", 0))
    born = texts.month(form.values["ChuShengNianYue"])
    if born and identity_number_is_sound(number) and number[6:12] != texts.month_text(born):
        message = _("Month of birth and identity number differ. Find out which is right.")
        yield Fault(message, "ChuShengNianYue", form.lines.get("ChuShengNianYue", 0))


def _same_person(form: Form, by: User) -> Cadre | None:
    """The file that this form belongs to. Raises ``BadForm`` when several could be meant."""
    name, number = form.values["XingMing"], form.values["ShenFenZheng"].upper()
    born = texts.month(form.values["ChuShengNianYue"])
    if born is None:
        return None
    rows = Cadre.objects.visible_to(by).select_for_update(of=["self"]).order_by("pk")
    if number:
        found = rows.filter(identity_index__in=blind_indexes(identity_text(number))).first()
        if found is not None:
            return found
    namesakes = [
        cadre
        for cadre in rows.filter(name=name, born_on__year=born.year, born_on__month=born.month)
        if not (number and cadre.identity_number)  # both known and, as shown above, different: another person
    ]
    if len(namesakes) > 1:
        message = _("Several cadres bear this name and were born in this month. Add the identity number to the form.")
        raise BadForm(Fault(message, "XingMing", form.lines.get("XingMing", 0)))
    return namesakes[0] if namesakes else None


def _fill(cadre: Cadre, form: Form) -> None:
    """Particulars from the form; what the form leaves empty stays."""
    values = form.values
    for element, column in COLUMNS.items():
        text = values[element].upper() if element == "ShenFenZheng" else values[element]
        if text or (cadre.pk is None and element == "MinZu"):
            setattr(cadre, column, text)
    cadre.name_key = cadre.name_key if cadre.pk and cadre.name_key else name_key(cadre.name)
    cadre.sex = texts.SEXES[values["XingBie"]]
    cadre.born_on = texts.month(values["ChuShengNianYue"])  # type: ignore[assignment]  # the reader refused others
    cadre.began_work_on = texts.month(values["CanJiaGongZuoShiJian"]) or cadre.began_work_on
    if values["RuDangShiJian"] or cadre.pk is None:
        status, joined = texts.party(values["RuDangShiJian"])
        probation = PoliticalStatus.PROBATIONARY
        stays = status == PoliticalStatus.MEMBER and cadre.political_status == probation and cadre.pk
        cadre.political_status = probation if stays else status
        cadre.joined_party_on = joined
        cadre.party_text = values["RuDangShiJian"]
    cadre.photo = form.photo or cadre.photo


def _save(cadre: Cadre, form: Form) -> None:
    """Check and save; a column's fault is told as the fault of its element."""
    try:
        cadre.full_clean(exclude=["division"] if cadre.ethnicity else ["division", "ethnicity"])
    except ValidationError as error:
        raise BadForm(*_translated(error, ELEMENT_OF, form)) from error
    cadre.save()


def _translated(error: ValidationError, elements: dict[str, str], form: Form) -> list[Fault]:
    faults = []
    for column, messages in error.message_dict.items():
        element = elements.get(column, "")
        faults += [Fault(message, element, form.lines.get(element, 0)) for message in messages]
    return faults


def _put_education(cadre: Cadre, form: Form) -> None:
    for mode, prefix in EDUCATION.items():
        told = {column: form.values[f"{prefix}_{part}"] for part, column in SCHOOLING.items()}
        if not any(told.values()):
            continue
        row = cadre.education.filter(mode=mode).order_by("pk").first() or Education(cadre=cadre, mode=mode)
        for column, text in told.items():
            setattr(row, column, text)
        try:
            row.full_clean()
        except ValidationError as error:
            elements = {column: f"{prefix}_{part}" for part, column in SCHOOLING.items()}
            raise BadForm(*_translated(error, elements, form)) from error
        row.save()


def _put_family(cadre: Cadre, form: Form) -> None:
    """The form's family replaces the file's when it differs; a form without any leaves it alone."""
    if not form.family or [_relative(member, []) for member in _family_of(cadre)] == [
        Relative(r.relation, r.name, r.born, r.political_status, r.work) for r in form.family
    ]:
        return
    cadre.family.all().delete()
    faults = []
    for relative in form.family:
        member = FamilyMember(
            cadre=cadre,
            relation=relative.relation,
            name=relative.name,
            born=relative.born,
            political_status=relative.political_status,
            work=relative.work,
        )
        empty = [column for column in ("relation", "name") if not getattr(member, column)]
        try:
            member.full_clean(exclude=["cadre", *empty])
        except ValidationError as error:
            faults += [Fault(message, FAMILY, relative.line) for message in error.messages]
            continue
        member.save()
    if faults:
        raise BadForm(*faults)


def _put_results(cadre: Cadre, form: Form) -> list[Fault]:
    """Yearly grades as rows. A grade confirmed in this system stays; a form that says otherwise is pointed out."""
    warnings = []
    line = form.lines.get(RESULTS, 0)
    known = {row.year: row for row in cadre.annual_results.all()}
    told = texts.yearly_results(form.values[RESULTS])
    if form.values[RESULTS] and not told:
        warnings.append(Fault(_("No year and grade could be read here. The text itself is kept."), RESULTS, line))
    for year, grade in told.items():
        row = known.get(year)
        if row is None:
            AnnualResult.objects.create(cadre=cadre, year=year, grade=grade)
        elif row.grade != grade and row.confirmed_here:
            message = _("The grade of %(year)d was confirmed here and differs. It was left as it is.")
            warnings.append(Fault(message % {"year": year}, RESULTS, line))
        elif row.grade != grade:
            row.grade = grade
            row.save(update_fields=["grade"])
    return warnings


def _keep(cadre: Cadre, form: Form) -> None:
    """Store what has no column, and the spelling of what has one."""
    extra = dict(cadre.form_extra)
    without_column = [name for name in LEAVES if name not in _derived_elements()]
    told = {name: form.values[name] for name in (*without_column, PRESENT_POST) if form.values[name]}
    extra["kept"] = {**extra.get("kept", {}), **told}
    raw = dict(extra.get("raw", {}))
    for name, text in _derive(cadre).items():
        written = form.values[name]
        if written and name not in ("ShenFenZheng", PRESENT_POST):
            raw.pop(name, None)
            if written != text:
                raw[name] = [written, text]
    extra["raw"] = raw
    extra["unknown"] = form.unknown or extra.get("unknown", [])
    if form.family:
        extra["relatives"] = [[r.relation, r.name, r.unknown] for r in form.family if r.unknown]
    if extra != cadre.form_extra:
        cadre.form_extra = extra
        cadre.save(update_fields=["form_extra", "updated_at"])


def _derived_elements() -> set[str]:
    schooling = {f"{prefix}_{part}" for prefix in EDUCATION.values() for part in SCHOOLING}
    return {*COLUMNS, *SPECIAL, *schooling, RESULTS, PRESENT_POST}


def export_form(cadre: Cadre, *, by: User) -> bytes:
    """The cadre's appointment form file as it stands today. The giving out is recorded."""
    refuse_barred(by, cadre.pk)
    record_step(cadre, "export_form", by=by)
    return write(form_of(cadre))


def form_of(cadre: Cadre) -> Form:
    """The form's content as it stands today; the file and the printed form say the same."""
    extra = cadre.form_extra
    values = dict(extra.get("kept", {}))
    raw = extra.get("raw", {})
    for name, text in _derive(cadre).items():
        written, meant = raw.get(name, (text, text))
        if name != PRESENT_POST or text:
            values[name] = written if meant == text else text
    relatives = {(relation, name): unknown for relation, name, unknown in extra.get("relatives", [])}
    family = [_relative(member, relatives.get((member.relation, member.name), [])) for member in _family_of(cadre)]
    known = {name: text for name, text in values.items() if name in LEAVES}
    return Form(values=known, family=family, photo=bytes(cadre.photo or b""), unknown=list(extra.get("unknown", [])))


def with_form_parts(cadres: QuerySet[Cadre]) -> QuerySet[Cadre]:
    """Cadres with all that ``form_of`` reads, in five queries however many they are."""
    held = Tenure.objects.held_on(timezone.localdate()).select_related("post__organization")
    return cadres.prefetch_related("education", "family", "annual_results", Prefetch("tenures", held, to_attr=HELD))


def _family_of(cadre: Cadre) -> list[FamilyMember]:
    return sorted(cadre.family.all(), key=lambda member: member.pk)


def _relative(member: FamilyMember, unknown: list[str]) -> Relative:
    return Relative(member.relation, member.name, member.born, member.political_status, member.work, unknown)


def _derive(cadre: Cadre) -> dict[str, str]:
    """What the file's elements say by the columns and rows of today."""
    values = {element: getattr(cadre, column) for element, column in COLUMNS.items()}
    values["XingBie"] = texts.SEX_TEXTS[Sex(cadre.sex)]
    values["ChuShengNianYue"] = texts.month_text(cadre.born_on)
    values["CanJiaGongZuoShiJian"] = texts.month_text(cadre.began_work_on)
    values["RuDangShiJian"] = texts.party_text(cadre.political_status, cadre.joined_party_on, cadre.party_text)
    rows: dict[str, Education] = {}
    for row in sorted(cadre.education.all(), key=lambda row: row.pk):
        rows.setdefault(row.mode, row)
    for mode, prefix in EDUCATION.items():
        for part, column in SCHOOLING.items():
            values[f"{prefix}_{part}"] = getattr(rows[mode], column) if mode in rows else ""
    results = {row.year: row.grade for row in cadre.annual_results.all()}
    values[RESULTS] = texts.yearly_text(results)
    held = getattr(cadre, HELD, None)
    if held is None:
        held = cadre.tenures.held_on(timezone.localdate()).select_related("post__organization")
    first = sorted(sorted(held, key=lambda tenure: tenure.pk), key=lambda tenure: tenure.post.grade, reverse=True)
    values[PRESENT_POST] = "，".join(str(tenure.post) for tenure in first)
    return values

"""Taking forms into the cadres' files, one after another; many at once as a job: ``jobs`` beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, models, transaction
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import record_each
from cadres.registry.appointment_forms.lrmx import BadForm, Fault, Form, read_any, texts
from cadres.registry.appointment_forms.lrmx.compare import differences
from cadres.registry.appointment_forms.lrmx.elements import FAMILY, LEAVES
from cadres.registry.appointment_forms.services.columns import (
    COLUMNS,
    DAYS,
    DERIVED,
    EDUCATION,
    ELEMENT_OF,
    PRESENT_POST,
    RESULTS,
    REWARDS_TEXT,
    SCHOOLING,
)
from cadres.registry.appointment_forms.services.exporting import Parts, derive, form_of, parts_of, relative, typed_text
from cadres.registry.appointment_forms.services.matching import number_of, same_person
from cadres.registry.appointment_forms.services.remarks import SHOWN, against_birth, hints, missing, remarks, unasked
from cadres.registry.cadre_files.choices import AnnualGrade, PoliticalStatus, VerifiedItem
from cadres.registry.cadre_files.models import AnnualResult, Cadre, Education, FamilyMember
from cadres.registry.verifications.models import Verification
from cadres.registry.verifications.services import left_as_verified, settled, sound_histories, still_stands
from cadres.shared.errors import Objection, Refused
from cadres.shared.ethnic_groups import ethnic_text
from cadres.shared.identity import identity_text, known_number, written_number
from cadres.shared.months import read_month, same_month_kept
from cadres.shared.names import name_key
from cadres.shared.phrases import titled

LONGEST_KEY = 120
TARGETS = {"new": "created", "changed": "updated"}  # outcome → where the step led
COUNTY_WAIT = "2s"  # for another intake of the county, before somebody is told
LOCK_NOT_AVAILABLE = "55P03"
FILLED = (*COLUMNS.values(), "name_key", "sex", "born_on", "began_work_on")
NORMAL = {"ShenFenZheng": identity_text, "MinZu": ethnic_text}  # element → its one spelling
FILLED_PARTY = ("political_status", "joined_party_on", "party_text")


class CountyBusy(Refused):
    """Another intake of the county is under way."""


@dataclass
class Imported:
    """What became of one file. ``changes`` are (label, before, after); ``warnings`` what should be looked at."""

    cadre: Cadre
    created: bool
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        if self.created:
            return "new"
        return "changed" if self.changes else "unchanged"


@transaction.atomic
def import_form(data: bytes, *, division: Division, by: User, file_name: str = "") -> Imported:
    """Take one file into the county's cadres. Raises ``BadForm`` with every fault; then nothing has changed."""
    form = read_any(data, file_name)
    intake = Intake(division, by=by)
    intake.lock()
    done = intake.take(form, file_name=file_name)
    intake.record((done, 1))
    return done


class Intake:
    """Takes forms into the files of one county, one after another, within the caller's transaction.

    ``job`` is the number of the job that does it, for the record.
    """

    def __init__(self, division: Division, *, by: User, job: int | None = None):
        self.division, self.by, self.job = division, by, job
        self._files: dict[int | str, str] = {}  # primary key or identity number → file that told of it
        self._namesakes: dict[tuple[str, Any], dict[str, str]] = {}  # name and month → identity number → file

    def lock(self) -> None:
        """Hold the county against other intakes until the transaction ends, so that two of one person queue.

        Everybody else may go on opening and changing files. Raises ``CountyBusy`` when another intake holds it for
        longer than two seconds.
        """
        if not _lock(self.division):
            message = _("Forms of this county are just being taken in by somebody else. Try again in a minute.")
            raise CountyBusy(Objection("county-busy", message))

    def take(self, form: Form, *, file_name: str = "") -> Imported:
        """Take in one form; ``record`` it afterwards. Raises ``BadForm`` with every fault; then nothing was written.

        The cadre with the same identity number is brought up to date, else the only one of the same name and month
        of birth; else a new file is opened. Empty elements leave alone what an existing file already says.
        """
        if faults := list(missing(form)):
            raise BadForm(*faults)
        cadre, others = same_person(form, self.by)
        line = form.lines.get("XingMing", 0)
        if cadre is not None and cadre.pk in self.by.barred_cadres:
            message = _("This is your own file or that of a relative of yours. Ask a colleague to take in the form.")
            raise BadForm(Fault(message, "XingMing", line))
        if twice := self._told_before(form, cadre):
            raise BadForm(Fault(_("This person stands in %(file)s already.") % {"file": twice}, "XingMing", line))
        found = cadre.pk if cadre else None
        done = _take(cadre or Cadre(division=self.division), form, others)
        self._remember(form, found, file_name)
        return done

    def record(self, *taken: tuple[Imported, int]) -> None:
        """Put on record what was taken in, and its line in the upload. An unchanged cadre's file needs no record.

        Names of files stay out of it: they are mostly names of persons.
        """
        of_job = {"job": self.job} if self.job else {}
        record_each(
            (
                (done.cadre, "import_form", {"target": TARGETS[done.outcome], "facts": {**of_job, "line": line}})
                for done, line in taken
                if done.outcome in TARGETS
            ),
            by=self.by,
        )

    def _remember(self, form: Form, found: int | None, file_name: str) -> None:
        number = known_number(number_of(form))
        if found:
            self._files[found] = file_name
        if number:
            self._files[number] = file_name
        self._namesakes.setdefault(_person(form), {})[written_number(number_of(form))] = file_name

    def _told_before(self, form: Form, cadre: Cadre | None) -> str:
        """The file in which the same person stood; a namesake with another number is another person."""
        number, namesakes = known_number(number_of(form)), self._namesakes.get(_person(form), {})
        keys = [key for key in (cadre.pk if cadre else None, number) if key]
        found = next((self._files[key] for key in keys if key in self._files), "")
        written = written_number(number_of(form))
        if not found and namesakes and (not written or "" in namesakes):
            found = next(iter(namesakes.values()))
        return found


def _lock(division: Division) -> bool:
    """Whether the county could be locked. FOR NO KEY UPDATE does not hinder rows that point at the county."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [COUNTY_WAIT])
            Division.objects.select_for_update(of=["self"], no_key=True).get(pk=division.pk)
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


def _person(form: Form) -> tuple[str, Any]:
    return form.values["XingMing"], read_month(form.values["ChuShengNianYue"])


def _take(cadre: Cadre, form: Form, others: Sequence[Cadre] = ()) -> Imported:
    """First everything is put together and checked, then what differs is written: an unchanged file costs no write."""
    created = cadre.pk is None
    parts = Parts() if created else parts_of(cadre)
    before = Form() if created else form_of(cadre, parts)
    looked_at = [*form.remarks, *remarks(form)]
    form = replace(form)  # what is verified is taken out of it, and the caller's says what it said
    form.values[REWARDS_TEXT] = typed_text(cadre, form.values[REWARDS_TEXT])
    histories = [] if created else sound_histories(cadre)
    looked_at += [] if created else _leave_verified(cadre, form)
    looked_at += hints(None if created else cadre, others, form)
    extra_before = {key: value for key, value in cadre.form_extra.items() if value}
    born = cadre.born_on
    filled = _fill(cadre, form)
    faults = _faults_of(cadre, form)
    if not created and cadre.born_on != born:
        faults += against_birth(cadre, form)
    education = _put_education(cadre, parts, form, faults)
    family = _family(cadre, parts, form, faults)
    if faults:
        raise BadForm(*faults)
    results, warnings = _put_results(cadre, parts, form)
    cadre.form_extra = _kept(cadre, parts, form)
    kept = cadre.form_extra != extra_before
    if created or filled or kept:
        cadre.save()
    _save(Education, education)
    if family is not None:
        if parts.family:
            cadre.family.all().delete()
        parts.family = FamilyMember.objects.bulk_create(family)
    _save(AnnualResult, results)
    looked_at += [*warnings, *_changed_histories(cadre, histories, form)]
    done = Imported(cadre, created, warnings=looked_at)
    done.changes = differences(before, form_of(cadre, parts)) + (unasked(cadre) if created else [])
    if not done.changes and (filled or education or family is not None or results or kept):
        done.changes = [(_("Other content of the form"), "", "")]
    return done


def _leave_verified(cadre: Cadre, form: Form) -> list[Fault]:
    """Make the form silent about what is verified; each contradiction is pointed out."""
    warnings = []
    held = settled([cadre.pk])[cadre.pk]
    for element, column in DAYS.items():
        written, decision = form.values[element], held.get(column)
        if decision is None or not written:
            continue
        day = texts.party(written)[1] if column == "joined_party_on" else read_month(written)
        if texts.month_text(day) != decision.found.replace("-", "")[:6]:
            warnings.append(Fault(left_as_verified(decision), element, form.lines.get(element, 0)))
        form.values[element] = ""
    return warnings


def _changed_histories(cadre: Cadre, histories: list[Verification], form: Form) -> list[Fault]:
    """A history grows with the years, so the form's comes in; but what was verified is so no more."""
    message = _("%(item)s was verified and has changed with this form. Verify it anew.")
    faults = []
    for one in histories:
        if not still_stands(one, cadre):
            element = "JianLi" if one.item == VerifiedItem.RESUME else "QuanRiZhiJiaoYu_XueLi"
            faults.append(Fault(message % {"item": one.get_item_display()}, element, form.lines.get(element, 0)))
    return faults


def _save(model: type[models.Model], rows: Sequence[Any]) -> None:
    """New rows by one query for all of them."""
    model._default_manager.bulk_create([row for row in rows if row.pk is None])
    for row in rows:
        if row.pk is not None:
            row.save()


def _fill(cadre: Cadre, form: Form) -> bool:
    """Particulars from the form; what the form leaves empty stays. Whether anything differs now."""
    values = form.values
    before = [getattr(cadre, column) for column in (*FILLED, *FILLED_PARTY)]
    for element, column in COLUMNS.items():
        text = NORMAL[element](values[element]) if element in NORMAL else values[element]
        if text or (cadre.pk is None and element == "MinZu"):
            setattr(cadre, column, text)
    cadre.name_key = cadre.name_key if cadre.pk and cadre.name_key else name_key(cadre.name[:60])[:LONGEST_KEY]
    cadre.sex = texts.SEXES[values["XingBie"]]
    cadre.born_on = same_month_kept(read_month(values["ChuShengNianYue"]), cadre.born_on) or cadre.born_on
    cadre.began_work_on = same_month_kept(read_month(values["CanJiaGongZuoShiJian"]), cadre.began_work_on)
    if values["RuDangShiJian"] or cadre.pk is None:
        status, joined = texts.party(values["RuDangShiJian"])
        probation = PoliticalStatus.PROBATIONARY
        stays = status == PoliticalStatus.MEMBER and cadre.political_status == probation and cadre.pk
        cadre.political_status = probation if stays else status
        cadre.joined_party_on = same_month_kept(joined, cadre.joined_party_on) if joined else None
        cadre.party_text = values["RuDangShiJian"]
    new_photo = bool(form.photo) and form.photo != bytes(cadre.photo or b"")
    if new_photo:
        cadre.photo = form.photo
    return new_photo or before != [getattr(cadre, column) for column in (*FILLED, *FILLED_PARTY)]


def _faults_of(cadre: Cadre, form: Form) -> list[Fault]:
    """A column's fault is told as the fault of its element. The database is asked only what it would object to."""
    begun = cadre.began_work_on
    odd = begun is not None and begun <= cadre.born_on
    exclude = ["division"] if cadre.ethnicity else ["division", "ethnicity"]
    try:
        cadre.full_clean(exclude=exclude, validate_unique=False, validate_constraints=odd)
    except ValidationError as error:
        return _translated(error, ELEMENT_OF, form)
    return []


def _translated(error: ValidationError, elements: dict[str, str], form: Form) -> list[Fault]:
    faults = []
    for column, messages in error.message_dict.items():
        element = elements.get(column, "")
        faults += [Fault(message, element, form.lines.get(element, 0)) for message in messages]
    return faults


def _put_education(cadre: Cadre, parts: Parts, form: Form, faults: list[Fault]) -> list[Education]:
    """The rows to save."""
    changed = []
    for mode, prefix in EDUCATION.items():
        values = {column: form.values[f"{prefix}_{part}"] for part, column in SCHOOLING.items()}
        row = parts.schooling(mode)
        if not any(values.values()) or (row and values == {column: getattr(row, column) for column in values}):
            continue
        if row is None:
            row = Education(cadre=cadre, mode=mode)
            parts.education.append(row)
        for column, text in values.items():
            setattr(row, column, text)
        try:
            row.clean_fields(exclude={"cadre"})
        except ValidationError as error:
            elements = {column: f"{prefix}_{part}" for part, column in SCHOOLING.items()}
            faults += _translated(error, elements, form)
        changed.append(row)
    return changed


def _family(cadre: Cadre, parts: Parts, form: Form, faults: list[Fault]) -> list[FamilyMember] | None:
    """The form's family, which replaces the file's when it differs; ``None`` when it does not or tells of nobody."""
    if not form.family or form.family == [relative(member) for member in parts.family]:
        return None
    members = []
    for position, one in enumerate(form.family):
        member = FamilyMember(
            cadre=cadre,
            position=position,
            form_extra=one.unknown,
            relation=one.relation,
            name=one.name,
            born=one.born,
            political_status=one.political_status,
            work=one.work,
        )
        empty = {column for column in ("relation", "name") if not getattr(member, column)}
        try:
            member.clean_fields(exclude={"cadre", *empty})
        except ValidationError as error:
            faults += [Fault(titled(_verbose(member, name), text), FAMILY, one.line) for name, text in _each(error)]
        members.append(member)
    return members


def _verbose(record: models.Model, column: str) -> str:
    return str(record._meta.get_field(column).verbose_name)  # type: ignore[union-attr]  # no relation among them


def _each(error: ValidationError) -> Iterator[tuple[str, str]]:
    for column, messages in error.message_dict.items():
        for message in messages:
            yield column, message


def _put_results(cadre: Cadre, parts: Parts, form: Form) -> tuple[list[AnnualResult], list[Fault]]:
    """Yearly grades to save. A grade confirmed in this system stays; a form that says otherwise is pointed out."""
    warnings, changed = [], []
    line = form.lines.get(RESULTS, 0)
    known = {row.year: row for row in parts.results}
    grades, unread = texts.read_results(form.values[RESULTS])
    message = _("“%(text)s” was not understood and gives no grade. The text itself is kept.")
    warnings += [Fault(message % {"text": text[:SHOWN]}, RESULTS, line) for text in unread]
    message = _("The form gives no grade for %(year)d: undetermined or not assessed. Enter it when there is one.")
    none = [year for year, grade in grades.items() if grade == AnnualGrade.NONE]
    warnings += [Fault(message % {"year": year}, RESULTS, line) for year in none]
    for year, grade in grades.items():
        row = known.get(year)
        if row is None:
            row = AnnualResult(cadre=cadre, year=year, grade=grade)
            parts.results.append(row)
            changed.append(row)
        elif row.grade != grade and row.confirmed_here:
            message = _("The grade of %(year)d was confirmed here and differs. It was left as it is.")
            warnings.append(Fault(message % {"year": year}, RESULTS, line))
        elif row.grade != grade:
            row.grade = grade
            changed.append(row)
    return changed, warnings


def _kept(cadre: Cadre, parts: Parts, form: Form) -> dict[str, Any]:
    """What has no column, and the spelling of what has one."""
    extra = dict(cadre.form_extra)
    without_column = [name for name in LEAVES if name not in DERIVED]
    unplaced = {name: form.values[name] for name in (*without_column, PRESENT_POST) if form.values[name]}
    extra["kept"] = {**extra.get("kept", {}), **unplaced}
    raw = dict(extra.get("raw", {}))
    for name, text in derive(cadre, parts).items():
        written = form.values[name]
        if written and name not in (*NORMAL, PRESENT_POST):
            raw.pop(name, None)
            if written != text:
                raw[name] = [written, text]
    extra["raw"] = raw
    extra["unknown"] = form.unknown or extra.get("unknown", [])
    extra.pop("relatives", None)  # of an older edition; kept with the relatives now
    if form.old:
        extra["old"] = form.old
    return {key: value for key, value in extra.items() if value}

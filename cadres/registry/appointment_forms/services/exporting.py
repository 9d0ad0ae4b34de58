"""A cadre's file as an appointment form: the same content goes into the file and onto paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from cadres.platform.access_log.services import refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.registry.appointment_forms.lrmx import Form, Relative, texts, write
from cadres.registry.appointment_forms.lrmx.elements import LEAVES
from cadres.registry.appointment_forms.services.columns import (
    COLUMNS,
    EDUCATION,
    PRESENT_POST,
    RESULTS,
    REWARDS_TEXT,
    SCHOOLING,
)
from cadres.registry.cadre_files.choices import Sex
from cadres.registry.cadre_files.models import AnnualResult, Cadre, Education, FamilyMember
from cadres.registry.cadre_files.points import reward_words, rewards_of
from cadres.registry.cadre_files.rules.rewards import Line, composed
from cadres.registry.tenures.models import Tenure

HELD, ON_RECORD = "held_today", "rewards_on_record"


@dataclass
class Parts:
    """What a form says beside the cadre's own columns; each in the order of its making."""

    education: list[Education] = field(default_factory=list)
    family: list[FamilyMember] = field(default_factory=list)
    results: list[AnnualResult] = field(default_factory=list)
    held: list[Tenure] = field(default_factory=list)

    def schooling(self, mode: str) -> Education | None:
        return next((row for row in self.education if row.mode == mode), None)


def export_form(cadre: Cadre, *, by: User) -> bytes:
    """The cadre's appointment form file as it stands today. The giving out is recorded."""
    refuse_barred(by, cadre.pk)
    record_step(cadre, "export_form", by=by)
    (form,) = forms_to_give([cadre])
    return write(form)


def read_rewards(cadres: Sequence[Cadre]) -> None:
    """For all of them at once what ``forms_to_give`` would read for each."""
    found = rewards_of([cadre.pk for cadre in cadres])
    for cadre in cadres:
        setattr(cadre, ON_RECORD, found[cadre.pk])


def forms_to_give(cadres: Sequence[Cadre]) -> list[Form]:
    """The forms as they are given out: with the rewards and sanctions on record that the typed text does not tell."""
    read_rewards([cadre for cadre in cadres if not hasattr(cadre, ON_RECORD)])
    forms = []
    for cadre in cadres:
        form = form_of(cadre)
        form.values[REWARDS_TEXT] = with_rewards(form.values[REWARDS_TEXT], getattr(cadre, ON_RECORD))
        forms.append(form)
    return forms


def typed_text(cadre: Cadre, written: str) -> str:
    """Of a form that was given out and comes back, the typed text alone; of any other form all that it says."""
    if cadre.pk is None or written in ("", cadre.awards_text):
        return written
    return (
        cadre.awards_text if written == with_rewards(cadre.awards_text, rewards_of([cadre.pk])[cadre.pk]) else written
    )


def with_rewards(typed: str, lines: Sequence[Line]) -> str:
    return composed(typed, lines, reward_words())


def with_form_parts(cadres: QuerySet[Cadre]) -> QuerySet[Cadre]:
    """Cadres with all that ``form_of`` reads, in five queries however many they are."""
    held = Tenure.objects.held_on(timezone.localdate()).select_related("post__organization")
    return cadres.prefetch_related("education", "family", "annual_results", Prefetch("tenures", held, to_attr=HELD))


def parts_of(cadre: Cadre) -> Parts:
    held = getattr(cadre, HELD, None)
    if held is None:
        held = list(cadre.tenures.held_on(timezone.localdate()).select_related("post__organization"))
    return Parts(
        education=sorted(cadre.education.all(), key=lambda row: row.pk),
        family=sorted(cadre.family.all(), key=lambda member: (member.position, member.pk)),
        results=list(cadre.annual_results.all()),
        held=sorted(sorted(held, key=lambda tenure: tenure.pk), key=lambda tenure: tenure.post.grade, reverse=True),
    )


def form_of(cadre: Cadre, parts: Parts | None = None) -> Form:
    """The form's content as the file has it today; ``parts`` when they are at hand."""
    parts = parts or parts_of(cadre)
    extra = cadre.form_extra
    values = dict(extra.get("kept", {}))
    raw = extra.get("raw", {})
    for name, text in derive(cadre, parts).items():
        written, meant = raw.get(name, (text, text))
        if name != PRESENT_POST or text:
            values[name] = written if meant == text else text
    family = [relative(member) for member in parts.family]
    known = {name: text for name, text in values.items() if name in LEAVES}
    return Form(values=known, family=family, photo=bytes(cadre.photo or b""), unknown=list(extra.get("unknown", [])))


def relative(member: FamilyMember) -> Relative:
    columns = (member.relation, member.name, member.born, member.political_status, member.work)
    return Relative(*columns, list(member.form_extra))


def derive(cadre: Cadre, parts: Parts) -> dict[str, str]:
    """What the file's elements say by the columns and rows of today."""
    values = {element: getattr(cadre, column) for element, column in COLUMNS.items()}
    values["XingBie"] = texts.SEX_TEXTS[Sex(cadre.sex)]
    values["ChuShengNianYue"] = texts.month_text(cadre.born_on)
    values["CanJiaGongZuoShiJian"] = texts.month_text(cadre.began_work_on)
    values["RuDangShiJian"] = texts.party_text(cadre.political_status, cadre.joined_party_on, cadre.party_text)
    for mode, prefix in EDUCATION.items():
        row = parts.schooling(mode)
        for part, column in SCHOOLING.items():
            values[f"{prefix}_{part}"] = getattr(row, column) if row else ""
    values[RESULTS] = texts.yearly_text({row.year: row.grade for row in parts.results})
    values[PRESENT_POST] = "，".join(str(tenure.post) for tenure in parts.held)
    return values

"""The people: files with their parts, tenures, sanctions, ranks. All invented, none with a number."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import AnnualResult, Cadre, Education, FamilyMember, RankRecord, Sanction, Tenure
from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.cadre_files.choices import AnnualGrade, CadreStatus, EducationMode, PoliticalStatus, Sex
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks.choices import Basis, Ladder, Rank
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.rules import effect_until
from cadres.registry.tenures.choices import EndReason
from cadres.shared.dates import add_months
from cadres.shared.names import name_key
from config.demo.careers import CHIEFS, History, Person, Simulation, Spell
from config.demo.names import invent
from config.demo.place import Place
from config.demo.plan import SOON

RESULT_YEARS = 8
SANCTIONS = (
    (SanctionKind.PARTY_WARNING, 5),
    (SanctionKind.ADMIN_WARNING, 2),
    (SanctionKind.ADMIN_DEMERIT, 8),
    (SanctionKind.WARNING_TALK, 3),
    (SanctionKind.PARTY_SERIOUS_WARNING, 30),
    (SanctionKind.PARTY_WARNING, 40),
)
SCHOOLS = ("省农业大学", "师范学院", "省委党校", "理工学院", "财经学院", "中医学院", "市职业技术学院")
SUBJECTS = ("农学", "汉语言文学", "公共管理", "法学", "经济管理", "土木工程", "会计学", "思想政治教育")
LEFT = {EndReason.PROMOTED, EndReason.EXCHANGED, EndReason.RESIGNED, EndReason.DISCIPLINE, EndReason.OTHER_POST}


@dataclass
class People:
    """Cadres and tenures by the simulation's people and spells."""

    history: History
    cadres: dict[int, Cadre] = field(default_factory=dict)
    tenures: dict[int, Tenure] = field(default_factory=dict)
    tenure_of: dict[tuple, Tenure] = field(default_factory=dict)  # seat → running tenure
    soon: list[str] = field(default_factory=list)  # townships whose term ends in five months

    def skill(self, cadre_id: int) -> float:
        return self._skills[cadre_id]

    def index(self) -> None:
        self._skills = {self.cadres[p.number].pk: p.skill for p in self.history.people}


def build_people(rng: Random, place: Place) -> People:
    codes = sorted(place.terms, key=lambda code: (place.terms[code].party_ends, code))
    soon, old = codes[:SOON], [code for code in codes[SOON:] if code not in place.pilots][:6]
    keys = {(seat.unit, seat.kind): seat.key for seat in place.seats if seat.main}
    steady = {keys[code, "secretary"]: add_months(since, -3) for code, since in place.pilots.items()}
    steady |= {keys[code, "secretary"]: add_months(place.terms[code].party[-1], 1) for code in soon}
    steady[keys[old[0], "secretary"]] = add_months(place.today, -12 * 10 - 7)
    steady[keys[old[1], "head"]] = add_months(place.today, -12 * 11 - 2)
    vacant = [keys[old[2], "secretary"], keys[old[3], "head"], keys[old[4], "head"]]
    history = Simulation(
        rng,
        place.seats,
        place.terms,
        place.today,
        steady=steady,
        pilots=place.pilots,
        left_vacant=vacant,
    ).run()
    people = People(history, soon=soon)
    _cadres(rng, place, people)
    _tenures(place, people)
    people.index()
    _parts(rng, place, people)
    return people


def _cadres(rng: Random, place: Place, people: People) -> None:
    spells: dict[int, list[Spell]] = defaultdict(list)
    for spell in sorted(people.history.spells, key=lambda s: (s.since, s.seat.key)):
        spells[spell.person.number].append(spell)
    rows = [_cadre(rng, place, person, spells[person.number]) for person in people.history.people]
    made = Cadre.objects.bulk_create(rows, batch_size=500)
    people.cadres = {person.number: cadre for person, cadre in zip(people.history.people, made, strict=True)}


def _cadre(rng: Random, place: Place, person: Person, spells: list[Spell]) -> Cadre:
    first = spells[0].since
    began = date(min(person.born.year + rng.randint(20, 23), first.year - 1), rng.choice((7, 8, 9)), 1)
    joined = date(min(began.year + rng.randint(-1, 4), first.year - 1), rng.randint(1, 12), 1)
    chief = next((s.since for s in spells if s.seat.kind in CHIEFS), None)
    names = {unit.code: unit.name for unit in place.units}
    return Cadre(
        division=place.county,
        name=person.name,
        name_key=name_key(person.name),
        sex=person.sex,
        born_on=person.born,
        native_place=place.county.name,
        birthplace=place.county.name,
        growth_place_id=person.native,
        political_status=PoliticalStatus.MEMBER,
        joined_party_on=max(joined, date(person.born.year + 18, 7, 1)),
        began_work_on=began,
        health="健康",
        grade=Grade.SECTION_CHIEF if chief else Grade.SECTION_DEPUTY,
        grade_since=chief or first,
        township_since=next((s.since for s in spells if s.seat.unit), None),
        status=_status(person, spells),
        resume=_resume(rng, person, began, spells, names),
    )


def _status(person: Person, spells: list[Spell]) -> CadreStatus:
    if any(spell.until is None for spell in spells):
        return CadreStatus.SERVING
    if person.gone in LEFT:
        return CadreStatus.LEFT
    return CadreStatus.RETIRED


def _resume(rng: Random, person: Person, began: date, spells: list[Spell], names: dict[str, str]) -> str:
    """One period a line, as the appointment form has it; posts held together stand in one line."""
    lines = [f"{began.year - 4}.09--{began:%Y.%m}  {rng.choice(SCHOOLS)}{rng.choice(SUBJECTS)}专业学生"]
    first = spells[0].since
    lines.append(f"{began:%Y.%m}--{first:%Y.%m}  {names[person.native]}干部")
    changes = sorted({day for spell in spells for day in (spell.since, spell.until) if day})
    for since, until in zip(changes, [*changes[1:], None], strict=True):
        held = [one.seat for one in spells if one.since <= since and (one.until is None or one.until > since)]
        last = f"{until:%Y.%m}" if until else "       "
        if held:
            posts = "、".join(seat.organization + seat.post for seat in held)
            lines.append(f"{since:%Y.%m}--{last}  {posts}")
    return "\n".join(lines)


def _tenures(place: Place, people: People) -> None:
    spells = people.history.spells
    rows = [
        Tenure(
            cadre=people.cadres[spell.person.number],
            post=place.posts[spell.seat.organization, spell.seat.post],
            seat=spell.seat.seat,
            held=DateRange(spell.since, spell.until),
            start_basis=spell.basis,
            start_document=f"县委干〔{spell.since.year}〕{1 + number % 60}号",
            end_reason=spell.why or "",
            end_document=f"县委干〔{spell.until.year}〕{1 + number % 60}号" if spell.until else "",
        )
        for number, spell in enumerate(spells)
    ]
    made = Tenure.objects.bulk_create(rows, batch_size=500)
    people.tenures = {id(spell): tenure for spell, tenure in zip(spells, made, strict=True)}
    people.tenure_of = {
        spell.seat.key: tenure for spell, tenure in zip(spells, made, strict=True) if spell.until is None
    }


def _parts(rng: Random, place: Place, people: People) -> None:
    education, family, results = [], [], []
    serving = {id(s.person) for s in people.history.spells if s.until is None}
    spells: dict[int, list[Spell]] = defaultdict(list)
    for spell in people.history.spells:
        spells[spell.person.number].append(spell)
    for person in people.history.people:
        cadre = people.cadres[person.number]
        education.append(
            Education(
                cadre=cadre,
                mode=EducationMode.FULL_TIME,
                level=rng.choice(("大专", "大学", "大学")),
                school=f"{rng.choice(SCHOOLS)}{rng.choice(SUBJECTS)}专业",
            )
        )
        if rng.random() < 0.5:
            education.append(
                Education(cadre=cadre, mode=EducationMode.IN_SERVICE, level="大学", school="省委党校公共管理专业")
            )
        if id(person) in serving:
            family += _family(rng, person, cadre)
        results += [
            AnnualResult(cadre=cadre, year=year, grade=_grade(rng, person))
            for year in range(place.today.year - RESULT_YEARS, place.today.year)
            if any(s.since <= date(year, 6, 30) and (s.until is None or s.until > date(year, 12, 31))
                   for s in spells[person.number])
        ]  # fmt: skip
    Education.objects.bulk_create(education, batch_size=1000)
    FamilyMember.objects.bulk_create(family, batch_size=1000)
    AnnualResult.objects.bulk_create(results, batch_size=1000)
    Sanction.objects.bulk_create(_sanctions(rng, place, people))
    RankRecord.objects.bulk_create(_ranks(place, people, spells), batch_size=1000)


def _ranks(place: Place, people: People, spells: dict[int, list[Spell]]) -> list[RankRecord]:
    """Chiefs were deputies before; every third person has a rank beside the post, two years after the level began."""
    found = []
    for person in people.history.people:
        cadre = people.cadres[person.number]
        first, since = min(spell.since for spell in spells[person.number]), cadre.grade_since
        if cadre.grade == Grade.SECTION_CHIEF and first < since:
            days = {"since": first, "until": since, "basis": Basis.APPOINTMENT}
            found.append(RankRecord(cadre=cadre, ladder=Ladder.LEADING, rank=Grade.SECTION_DEPUTY, **days))
        ranked = add_months(since, 24)
        if person.number % 3 == 0 and ranked <= place.today:
            rank = Rank.PRINCIPAL_1 if cadre.grade == Grade.SECTION_CHIEF else Rank.PRINCIPAL_3
            paper = f"县委组职〔{ranked.year}〕{1 + person.number % 40}号"
            kept = {"since": ranked, "basis": Basis.PROMOTION, "document": paper}
            found.append(RankRecord(cadre=cadre, ladder=Ladder.RANK, rank=rank, **kept))
    return found


def _family(rng: Random, person: Person, cadre: Cadre) -> list[FamilyMember]:
    male = person.sex == Sex.MALE
    child = rng.choice((Sex.MALE, Sex.FEMALE))
    surname = person.name[0] if male else ""
    return [
        FamilyMember(
            cadre=cadre,
            relation="妻子" if male else "丈夫",
            name=invent(rng, Sex.FEMALE if male else Sex.MALE),
            born=f"{person.born.year + rng.randint(-2, 3)}{rng.randint(1, 12):02d}",
            work=rng.choice(("县人民医院医生", "县第二中学教师", "个体经营", "县供电公司职工")),
        ),
        FamilyMember(
            cadre=cadre,
            relation="儿子" if child == Sex.MALE else "女儿",
            name=invent(rng, child, surname),
            born=f"{person.born.year + rng.randint(24, 30)}{rng.randint(1, 12):02d}",
            work="学生",
        ),
    ]


def _grade(rng: Random, person: Person) -> AnnualGrade:
    luck = person.skill + rng.gauss(0, 0.6)
    if luck > 1.15:
        return AnnualGrade.EXCELLENT
    return AnnualGrade.COMPETENT if luck > -2.6 else AnnualGrade.BASIC


def _sanctions(rng: Random, place: Place, people: People) -> list[Sanction]:
    """A few, some still in effect. None on the leaders of the townships where the walk begins."""
    settled = place.today - timedelta(days=3 * 365)
    pool = [
        spell
        for spell in sorted(people.history.now.values(), key=lambda s: s.person.number)
        if spell.seat.unit and spell.seat.unit not in people.soon and spell.since < settled
    ]
    found = []
    for (kind, months), spell in zip(SANCTIONS, rng.sample(pool, len(SANCTIONS)), strict=True):
        day = add_months(place.today, -months)
        found.append(
            Sanction(
                cadre=people.cadres[spell.person.number],
                kind=kind,
                decided_on=day,
                effect_until=effect_until(kind, day, Rulebook(on=day)),
                organ="县纪委监委",
                document=f"县纪〔{day.year}〕{rng.randint(1, 40)}号（演示）",
            )
        )
    return found

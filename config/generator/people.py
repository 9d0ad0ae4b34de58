"""Invented cadres and their tenures, unit by unit. The same seed and unit give the same people on any machine."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.shared.names import name_key

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国志文海燕春梅红波辉鹏飞宇浩凯健俊帆雪琳玲龙成亮林东"
NATIVE = ("四川巴中", "四川达州", "浙江湖州", "河北石家庄", "湖南长沙", "陕西汉中", "江西九江", "广东梅州")
PERIODS = 4  # tenures of each cadre
MADE_AT = "2026-01-01T00:00:00Z"
FIRST_START = date(2006, 10, 1)

# Name, kind, grade and weight of seats: the three main posts have one seat, the rest share what is left.
POSTS = (
    ("书记", OrganizationKind.TOWNSHIP_COMMITTEE, PostKind.SECRETARY, Grade.SECTION_CHIEF, 0),
    ("副书记", OrganizationKind.TOWNSHIP_COMMITTEE, PostKind.DEPUTY_SECRETARY, Grade.SECTION_DEPUTY, 2),
    ("委员", OrganizationKind.TOWNSHIP_COMMITTEE, PostKind.COMMITTEE_MEMBER, Grade.SECTION_DEPUTY, 6),
    ("党建办公室干部", OrganizationKind.TOWNSHIP_COMMITTEE, PostKind.OTHER, Grade.STAFF, 30),
    ("乡镇长", OrganizationKind.TOWNSHIP_GOVERNMENT, PostKind.HEAD, Grade.SECTION_CHIEF, 0),
    ("副乡镇长", OrganizationKind.TOWNSHIP_GOVERNMENT, PostKind.DEPUTY_HEAD, Grade.SECTION_DEPUTY, 4),
    ("经济发展办公室干部", OrganizationKind.TOWNSHIP_GOVERNMENT, PostKind.OTHER, Grade.STAFF, 58),
    ("人大主席", OrganizationKind.TOWNSHIP_CONGRESS, PostKind.CONGRESS_CHAIR, Grade.SECTION_CHIEF, 0),
)


@dataclass(frozen=True)
class Unit:
    """A township-level unit with as many cadres as seats. Ids are fixed by its place in the sorted list of units."""

    code: str
    county: str
    first_cadre: int
    cadres: int
    first_tenure: int
    first_post: int
    first_organization: int


@dataclass(frozen=True)
class Seat:
    """One seat: its post and its number in the post."""

    post: int
    number: int
    kind: str
    grade: str


def seats_of_posts(cadres: int) -> list[int]:
    """Approved numbers of ``POSTS`` that add up to ``cadres`` (at least 20)."""
    weights = [weight for *_, weight in POSTS]
    rest = cadres - weights.count(0)
    numbers = [1 if weight == 0 else max(1, rest * weight // sum(weights)) for weight in weights]
    numbers[weights.index(max(weights))] += cadres - sum(numbers)
    return numbers


def seats(unit: Unit) -> list[Seat]:
    found = []
    for index, ((_name, _organization, kind, grade, _weight), number) in enumerate(
        zip(POSTS, seats_of_posts(unit.cadres), strict=True)
    ):
        found += [Seat(unit.first_post + index, seat, kind, grade) for seat in range(1, number + 1)]
    return found


@lru_cache(maxsize=200)
def syllable(character: str) -> str:
    return name_key(character)


@lru_cache(maxsize=2000)
def month(year: int, number: int) -> str:
    return f"{year}-{number:02d}-01"


def starts(rng: random.Random) -> list[date]:
    """First days of the unit's periods, a few months around the terms of 2006, 2011, 2016 and 2021."""
    return [date(FIRST_START.year + 5 * k, 10, 1) + timedelta(days=rng.randrange(-120, 120)) for k in range(PERIODS)]


def cadre_lines(unit: Unit, seed: int) -> Iterator[str]:
    """Lines for COPY into ``cadres_cadre``; the columns are ``CADRE_COLUMNS``."""
    rng = random.Random(f"{seed}:{unit.code}")
    chairs = seats(unit)
    shift = unit.cadres // PERIODS
    for index in range(unit.cadres):
        given = "".join(rng.choices(GIVEN, k=1 if rng.random() < 0.25 else 2))
        surname = rng.choice(SURNAMES)
        key = " ".join(syllable(character) for character in surname + given)
        born = rng.randrange(1966, 1996)
        began = born + rng.randrange(20, 24)
        grade = chairs[(index + (PERIODS - 1) * shift) % unit.cadres].grade
        since = month(min(began + rng.randrange(4, 16), 2025), rng.randrange(1, 13))
        yield (
            f"{unit.first_cadre + index}\t{unit.county}\t{surname}{given}\t{key}\t{1 if rng.random() < 0.74 else 2}\t"
            f"{month(born, rng.randrange(1, 13))}\t汉族\t{rng.choice(NATIVE)}\t\t\\N\t01\t"
            f"{month(began + 1, 7)}\t\t{month(began, 8)}\t健康\t\t\t{grade}\t{since}\t{since}\t"
            f"{CadreStatus.SERVING}\t\t\t\t\t{{}}\t{MADE_AT}\t{MADE_AT}\n"
        )


CADRE_COLUMNS = (
    "id, division_id, name, name_key, sex, born_on, ethnicity, native_place, birthplace, growth_place_id, "
    "political_status, joined_party_on, party_text, began_work_on, health, professional_title, speciality, grade, "
    "grade_since, township_since, status, identity_number, phone, resume, awards_text, form_extra, created_at, "
    "updated_at"
)


def tenure_lines(unit: Unit, seed: int) -> Iterator[str]:
    """Lines for COPY into ``cadres_tenure``.

    In each period every seat has one holder, and the holders move on by a quarter of the unit: so nobody holds two
    seats at once and no seat has two holders, for any seed.
    """
    rng = random.Random(f"{seed}:{unit.code}:tenures")
    first_days = starts(rng)
    bounds = [*first_days, None]
    chairs = seats(unit)
    shift = unit.cadres // PERIODS
    number = unit.first_tenure
    for index in range(unit.cadres):
        for period in range(PERIODS):
            chair = chairs[(index + period * shift) % unit.cadres]
            upper = bounds[period + 1]
            reason = "" if upper is None else EndReason.TERM_END
            basis = StartBasis.ELECTION if chair.kind in ELECTED else StartBasis.APPOINTMENT
            yield (
                f"{number}\t{unit.first_cadre + index}\t{chair.post}\t{chair.number}\t"
                f"[{bounds[period]},{upper or ''})\t{basis}"
                f"\t\t{reason}\t\t\n"
            )
            number += 1


ELECTED = (PostKind.SECRETARY, PostKind.HEAD, PostKind.CONGRESS_CHAIR)
TENURE_COLUMNS = "id, cadre_id, post_id, seat, held, start_basis, start_document, end_reason, end_document, end_note"

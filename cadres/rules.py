"""Pure rules of the base: tiers, ages, periods, pinyin, identity numbers. No database, no request."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pypinyin import Style, lazy_pinyin, pinyin_dict
from pypinyin.contrib.tone_convert import to_normal

from cadres.choices import EducationRank, SeatState, Tier, TownshipKind, VerificationState
from cadres.regulations import EFFECTS

# Months that a sanction bars promotion and reward; sources in ``cadres.regulations``.
EFFECT_MONTHS = {kind: months for kind, (months, _source, _confidence) in EFFECTS.items()}

# Surnames that pypinyin reads by their commoner sound.
SURNAMES = {"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "尉": "yu"}


def _letters(text: str) -> Any:
    """What is not Chinese sorts letter by letter; the library takes a list but is typed for text."""
    return list(text.lower())


def name_key(name: str) -> str:
    """Pinyin by which a Chinese name sorts: syllables joined by spaces, surname readings corrected.

    >>> name_key("曾志强")
    'zeng zhi qiang'
    """
    syllables = lazy_pinyin(name.strip(), style=Style.NORMAL, errors=_letters)
    if name[:1] in SURNAMES and syllables:
        syllables[0] = SURNAMES[name[0]]
    return " ".join(syllables)


@cache
def _syllables() -> frozenset[str]:
    sounds = {sound for sounds in pinyin_dict.pinyin_dict.values() for sound in sounds.split(",")}
    return frozenset(plain for plain in map(to_normal, sounds) if re.fullmatch(r"[a-z]*[aeiouv][a-z]*", plain))


def pinyin_prefixes(text: str) -> list[str]:
    """What a ``name_key`` may begin with when somebody types ``text`` without or with spaces; at most eight.

    The last syllable may be unfinished; the reading with the longest syllables comes first.

    >>> pinyin_prefixes("zengzhiq")
    ['zeng zhi q']
    """
    typed = re.sub(r"[^a-z ]", "", text.lower().replace("ü", "v"))
    if " " in typed.strip():
        return [" ".join(typed.split())]
    found: list[str] = []
    _split(typed.strip(), [], found)
    return list(dict.fromkeys(found)) or [typed.strip()]


def _split(rest: str, before: list[str], found: list[str]) -> None:
    if len(found) >= 8:
        return
    if not rest:
        found.append(" ".join(before))
        return
    for length in range(min(6, len(rest)), 0, -1):
        if rest[:length] in _syllables():
            _split(rest[length:], [*before, rest[:length]], found)
    if rest not in _syllables() and any(syllable.startswith(rest) for syllable in _syllables()):
        found.append(" ".join([*before, rest]))


def seat_state(approved: int, held: int) -> SeatState:
    """Holders beside approved seats.

    >>> seat_state(3, 2), seat_state(2, 3)
    (SeatState.VACANT, SeatState.OVER)
    """
    if held > approved:
        return SeatState.OVER
    return SeatState.FULL if held == approved else SeatState.VACANT


# How levels of education are written in the files, the highest rank first: the first word that is met decides.
EDUCATION_WORDS = {
    EducationRank.DOCTOR: ("博士",),
    EducationRank.MASTER: ("硕士", "研究生"),
    EducationRank.JUNIOR: ("大专", "专科"),
    EducationRank.BACHELOR: ("大学", "本科", "学士"),
    EducationRank.SECONDARY: ("中专", "中技", "高中", "职高"),
}


def masked(text: str) -> str:
    """The first three and last four signs of a number, the rest starred; short text is starred whole.

    >>> masked("511923198203011234")
    '511***********1234'
    """
    if len(text) < 9:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"


def identity_text(number: str) -> str:
    """An identity number as it is compared: no spaces, the check sign as a capital.

    >>> identity_text(" 51192319820301123x")
    '51192319820301123X'
    """
    return re.sub(r"\s", "", number or "").upper()


def identity_number_is_sound(number: str) -> bool:
    """18 signs whose last is the check digit of the others (GB 11643)."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def township_kind(code: str, name: str) -> TownshipKind:
    """Kind of a township-level unit: seventh digit 0 sub-district, 1 town, 2 township, others pseudo-units."""
    digit = code[6]
    if "民族" in name and name.endswith("乡"):
        return TownshipKind.ETHNIC
    if digit == "0" and name.endswith("街道"):
        return TownshipKind.SUBDISTRICT
    if digit == "1" and name.endswith("镇"):
        return TownshipKind.TOWN
    if digit == "2" and name.endswith(("乡", "苏木")):
        return TownshipKind.TOWNSHIP
    return TownshipKind.OTHER


MOST_POINTS = {"income": 4, "revenue": 3, "mountain_share": 1, "distance": 1, "was_poor": 1}


def tier_points(
    *, income: int, revenue: Decimal, mountain_share: Decimal, distance: Decimal, was_poor: bool
) -> dict[str, int]:
    """The points of ``tier``, by the fact they are given for; at most ``MOST_POINTS``."""
    return {
        "income": sum(income >= bound for bound in (15_000, 20_000, 26_000, 34_000)),
        "revenue": sum(revenue >= bound for bound in (500, 2_000, 8_000)),
        "mountain_share": int(mountain_share < 50),
        "distance": int(distance <= 40),
        "was_poor": int(not was_poor),
    }


def tier(*, income: int, revenue: Decimal, mountain_share: Decimal, distance: Decimal, was_poor: bool) -> Tier:
    """Economic tier by points, 0 to 10: income (4), revenue (3), terrain (1), distance (1), poverty history (1).

    Income: a point each from 15,000, 20,000, 26,000 and 34,000 yuan; revenue: a point each from 500, 2,000 and 8,000
    (ten thousand yuan); one each for mountains below half the area, for 40 km or less to the county seat, for never
    having been a poor township. 0–3 poorer, 4–6 middling, 7–10 better-off. Our own rule; no regulation sets one.
    """
    points = sum(
        tier_points(
            income=income,
            revenue=revenue,
            mountain_share=mountain_share,
            distance=distance,
            was_poor=was_poor,
        ).values()
    )
    if points <= 3:
        return Tier.POOR
    return Tier.MIDDLING if points <= 6 else Tier.DEVELOPED


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise AssertionError(day)


def whole_years(since: date, until: date) -> int:
    """Completed years between two days; negative spans count as 0."""
    years = until.year - since.year - ((until.month, until.day) < (since.month, since.day))
    return max(years, 0)


def whole_months(since: date, until: date) -> int:
    """Completed months between two days; negative spans count as 0."""
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    return max(months, 0)


def effect_until(kind: str, decided_on: date) -> date:
    """The day until which a sanction of this kind has effect, by the rule of its kind.

    >>> effect_until("party_warning", date(2025, 3, 1))
    datetime.date(2026, 3, 1)
    """
    return add_months(decided_on, EFFECT_MONTHS[kind])


@dataclass(frozen=True)
class Told:
    """What one paper of a file says: ``on`` is the paper's own day, if it bears one."""

    value: str
    paper: str
    on: date | None


def earliest_paper(told: Iterable[Told]) -> Told | None:
    """Where papers disagree, the earliest counts; papers without a day tell nothing about which is earlier.

    The first of several papers of one day; nothing when no paper is dated. A practice, so it only reminds.
    """
    return min((one for one in told if one.on and one.value), key=lambda one: one.on or date.max, default=None)


def verification_state(declared: str, found: str, *, doubtful: bool) -> VerificationState:
    """What follows from the papers: a doubt settles nothing, else the two values are compared.

    >>> verification_state("1982-03-01", "1981-12-01", doubtful=False)
    VerificationState.DIFFERS
    """
    if doubtful:
        return VerificationState.DOUBTFUL
    return VerificationState.AGREES if found == declared else VerificationState.DIFFERS

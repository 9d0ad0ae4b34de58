"""Structure of a leading group (班子结构): age, sex, education, origin, time in post. Pure; ``services`` read."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.choices import Sex
from cadres.registry.cadre_files.rules.ages import AGES, age_labels
from cadres.shared.dates import whole_years

YEARS = ((0, 0), (1, 2), (3, 4), (5, 7), (8, 100))
LEVELS = (
    (_("Postgraduate"), ("研究生", "博士", "硕士")),
    (_("Junior college"), ("大专", "专科", "大学普通班")),
    (_("Undergraduate"), ("大学", "本科", "学士")),
    (_("Secondary school or below"), ("",)),
)
FROM_THE_HIGHEST = (0, 2, 1, 3)
UNKNOWN = _("not on record")
# "市中" in 市中区 is no town of its own; one sign says too little.
NAME_ENDS = ("自治县", "县", "区", "市")


@dataclass(frozen=True)
class Person:
    """What is counted of one holder; ``levels`` are all lines of education."""

    born_on: date
    sex: str
    levels: tuple[str, ...]
    native_place: str
    since: date


@dataclass(frozen=True)
class Bar:
    label: str | Promise
    number: int
    share: float
    compare: float | None


@dataclass(frozen=True)
class Breakdown:
    key: str
    title: str | Promise
    bars: list[Bar]


def education_of(levels: Iterable[str]) -> str | Promise:
    """The highest of the levels as written in files: 省委党校研究生 counts as postgraduate, 大学专科 as college."""
    texts = [level for level in levels if level]
    if not texts:
        return UNKNOWN
    met = {next(n for n, (_label, words) in enumerate(LEVELS) if any(w in t for w in words)) for t in texts}
    return LEVELS[next(n for n in FROM_THE_HIGHEST if n in met)][0]


def origin_of(native_place: str, county: str) -> str | Promise:
    """Local when the native place names the county, with or without its last sign."""
    if not native_place:
        return UNKNOWN
    shorter = (county[: -len(end)] for end in NAME_ENDS if county.endswith(end) and len(county) - len(end) >= 2)
    return _("Local") if next(shorter, county) in native_place else _("From elsewhere")


def _banded(bands: Sequence[tuple[int, int]], number: int) -> int:
    return next(place for place, (low, high) in enumerate(bands) if low <= number <= high)


def _year_labels() -> list[Any]:
    middle = [_("%(low)d to under %(high)d years") % {"low": low, "high": high + 1} for low, high in YEARS[1:-1]]
    return [_("under 1 year"), *middle, _("8 years or more")]


def breakdowns(people: Sequence[Person], others: Sequence[Person], *, county: str, on: date) -> list[Breakdown]:
    """Five breakdowns of the people, each share beside that of the others; no comparison where there are none."""
    bands, year_labels = age_labels(), _year_labels()
    levels = [*(LEVELS[n][0] for n in FROM_THE_HIGHEST), UNKNOWN]
    parts: list[tuple[str, Any, list[Any], Callable[[Person], Any]]] = [
        ("age", _("Age"), bands, lambda p: bands[_banded(AGES, whole_years(p.born_on, on))]),
        ("sex", _("Sex"), [s.label for s in Sex], lambda p: Sex(p.sex).label),
        ("education", _("Education"), levels, lambda p: education_of(p.levels)),
        (
            "origin",
            _("Origin"),
            [_("Local"), _("From elsewhere"), UNKNOWN],
            lambda p: origin_of(p.native_place, county),
        ),
        ("time", _("Time in post"), year_labels, lambda p: year_labels[_banded(YEARS, whole_years(p.since, on))]),
    ]
    return [Breakdown(key, title, _bars(labels, read, people, others)) for key, title, labels, read in parts]


def _bars(labels: list[Any], read: Callable, people: Sequence, others: Sequence) -> list[Bar]:
    counted = Counter(str(read(person)) for person in people)
    beside = Counter(str(read(person)) for person in others)
    bars = []
    for label in labels:
        number, other = counted[str(label)], beside[str(label)]
        if label is not UNKNOWN or number or other:
            share = 100 * number / len(people) if people else 0.0
            bars.append(Bar(label, number, share, 100 * other / len(others) if others else None))
    return bars


def average_age(people: Sequence[Person], on: date) -> float | None:
    return sum(whole_years(person.born_on, on) for person in people) / len(people) if people else None

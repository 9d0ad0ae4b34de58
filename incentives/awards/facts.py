"""What the rules of an award look at, read in two queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils.timezone import localdate

from cadres.models import AnnualResult, Cadre, Sanction, Tenure, User
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.cadre_files.points import RewardSource
from cadres.registry.cadre_files.rules.rewards import Line
from cadres.registry.sanctions.choices import SanctionKind
from incentives.awards.choices import HONOURS, AwardKind
from incentives.awards.models import Award
from incentives.awards.regulations import AWARD, EARNED
from incentives.awards.rules import SHARES, Facts, SanctionFact


def collect_facts(award: Award, by: User, _given: Any) -> Facts:
    """``award`` may be unsaved: the same rules weigh a proposal before it is written."""
    today = localdate()
    county = award.cadre.division_id
    found = _survey(award, county, today)
    sanctions = [
        SanctionFact(
            one["kind"],
            str(SanctionKind(one["kind"]).label),
            date.fromisoformat(one["until"]) if one["until"] else None,
        )
        for one in found["sanctions_now"]
    ]
    return Facts(
        book=rulebook(county, on=AWARD.on(award)),
        cadre_id=award.cadre_id,
        kind=award.kind,
        year=award.year,
        amount=award.amount,
        today=today,
        grades={one["year"]: one["grade"] for one in found["grades"]},
        sanctions=tuple(sanctions),
        is_main=found["is_main"],
        leaders=found["leaders"],
        rivals=found["rivals"],
        same_kind=found["same_kind"],
        proposed_by_id=award.proposed_by_id,
        by_id=by.pk,
        years_for_merit=merit_years(award.year),
    )


def merit_years(year: int | None) -> int:
    """How many years of "excellent" in a row, up to ``year``, earn third-class merit."""
    return Rulebook(on=EARNED.on(year)).number("award.three_excellent")


def years_of_merit(year: int) -> tuple[int, ...]:
    """The years that earn it together, ``year`` the last."""
    return tuple(range(year - merit_years(year) + 1, year + 1))


def excellent_in(years: Iterable[int], *, cadre: str) -> list[Exists]:
    """For each year whether the row's ``cadre`` was excellent: a look-up a year, instead of grouping the nation."""
    excellent = AnnualResult.objects.filter(cadre=OuterRef(cadre), grade=AnnualGrade.EXCELLENT).order_by()
    return [Exists(excellent.filter(year=year)) for year in years]


def _survey(award: Award, county: str, today: date) -> Any:
    """All that is on file about the cadre and the rivals, in one query."""
    day = min(today, date(award.year, 12, 31))
    main = Tenure.objects.main().held_on(day).filter(cadre__division_id=county)
    if award.kind not in SHARES:
        main = main.none()
    others = Award.objects.live().filter(year=award.year, kind=award.kind).exclude(pk=award.pk)
    rivals = others.filter(cadre_id__in=main.values("cadre_id"))
    if award.kind == AwardKind.MERIT_3:
        earned = [Q(one) for one in excellent_in(years_of_merit(award.year), cadre="cadre")]
        rivals = rivals.exclude(reduce(and_, earned))
    grades = AnnualResult.objects.filter(cadre=OuterRef("pk")).order_by("year")
    sanctions = Sanction.objects.in_effect_on(today).filter(cadre=OuterRef("pk")).order_by("decided_on", "pk")
    return (
        Cadre.objects.filter(pk=award.cadre_id)
        .values("pk")
        .annotate(
            is_main=Exists(main.filter(cadre=OuterRef("pk"))),
            same_kind=Exists(others.filter(cadre=OuterRef("pk"))),
            leaders=_number(main, "cadre_id"),
            rivals=_number(rivals, "pk"),
            grades=ArraySubquery(grades.values(one=JSONObject(year=F("year"), grade=F("grade")))),
            sanctions_now=ArraySubquery(sanctions.values(one=JSONObject(kind=F("kind"), until=F("effect_until")))),
        )
        .get()
    )


def _number(rows: Any, field: str) -> Coalesce:
    """How many different values of a field there are; 0 where there are no rows."""
    one = rows.order_by().annotate(all=Value(1)).values("all")
    counted = one.annotate(number=Count(field, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def facts_as_json(facts: Facts) -> dict:
    """What goes into the record of the step."""
    return {
        "kind": facts.kind,
        "year": facts.year,
        "amount": facts.amount,
        "grades": facts.grades,
        "sanctions": [{"kind": s.kind, "until": s.until} for s in facts.sanctions],
        "leaders": facts.leaders,
        "rivals": facts.rivals,
    }


# Of an honour: how the appointment form writes it, and the word by which a typed text names it.
WRITTEN = {
    AwardKind.COMMENDATION: ("嘉奖", "嘉奖"),
    AwardKind.MERIT_3: ("记三等功", "三等功"),
    AwardKind.MERIT_2: ("记二等功", "二等功"),
    AwardKind.MERIT_1: ("记一等功", "一等功"),
    AwardKind.TITLE: ("授予荣誉称号", "称号"),
}


def honours_of(ids: Sequence[int]) -> dict[int, list[Line]]:
    """Commendations and other honours that were granted; money and recommendations do not stand in the form."""
    found: dict[int, list[Line]] = defaultdict(list)
    for award in Award.objects.granted().filter(cadre__in=ids, kind__in=HONOURS):
        written, word = WRITTEN[AwardKind(award.kind)]
        document = f"（{award.document}）" if award.document else ""
        on = cast("date", award.granted_on)  # the database asks for the day of what was granted
        text = f"{on.year}年{on.month}月，{award.year}年度{written}{document}"
        found[award.cadre_id].append(Line(on, text, (word,), award.year))
    return found


REWARDS = RewardSource("awards", tuple(word for _written, word in WRITTEN.values()), honours_of)

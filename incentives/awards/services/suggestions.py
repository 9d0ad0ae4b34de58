"""Who has earned an award by the yearly results (奖励建议). Read only: a person decides whether to propose it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.models import AnnualResult, Cadre, Tenure, User
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.shared.names import joined
from cadres.shared.recusal import open_to
from incentives.awards.choices import AwardKind
from incentives.awards.facts import excellent_in, years_of_merit
from incentives.awards.models import Award

SHOWN = 200


@dataclass(frozen=True)
class Suggestion:
    """``kind`` was earned by ``years``, the last of which is the award's."""

    cadre: Cadre
    kind: AwardKind
    years: tuple[int, ...]

    @property
    def year(self) -> int:
        return self.years[-1]


def last_result_year(user: User) -> int:
    """The latest year that has results: this one as soon as the first is confirmed."""
    latest = AnnualResult.objects.visible_to(user).order_by("-year").values_list("year", flat=True).first()
    return latest or localdate().year - 1


def third_class_merits(user: User, *, year: int, limit: int = SHOWN) -> list[Suggestion]:
    """Serving cadres with enough "excellent" years in a row up to ``year``, none of them used for a merit before."""
    years = years_of_merit(year)
    used = Award.objects.live().filter(cadre=OuterRef("pk"), kind=AwardKind.MERIT_3, year__in=years)
    rows = _serving(user).filter(*excellent_in(years, cadre="pk"), ~Exists(used))
    return [Suggestion(cadre, AwardKind.MERIT_3, years) for cadre in rows[:limit]]


def commendations(user: User, *, year: int, limit: int = SHOWN) -> list[Suggestion]:
    """Serving main leaders graded "excellent" in ``year`` without a commendation for it."""
    used = Award.objects.live().filter(cadre=OuterRef("pk"), kind=AwardKind.COMMENDATION, year=year)
    excellent = AnnualResult.objects.filter(cadre=OuterRef("pk"), year=year, grade=AnnualGrade.EXCELLENT)
    main = Tenure.objects.main().held_on(localdate()).filter(cadre=OuterRef("pk"))
    rows = _serving(user).filter(Exists(main), Exists(excellent), ~Exists(used))
    return [Suggestion(cadre, AwardKind.COMMENDATION, (year,)) for cadre in rows[:limit]]


def earned_by(cadre: Cadre, kind: str, year: int) -> str:
    """The ground of a suggested award, in words; empty where the results do not earn it. One query."""
    years = {AwardKind.MERIT_3: years_of_merit(year), AwardKind.COMMENDATION: (year,)}.get(AwardKind(kind), ())
    found = AnnualResult.objects.filter(cadre=cadre, year__in=years, grade=AnnualGrade.EXCELLENT)
    if not years or set(found.values_list("year", flat=True)) != set(years):
        return ""
    if len(years) == 1:
        return _("Excellent in the yearly assessment of %(year)s.") % {"year": year}
    values = {"years": joined(years), "number": len(years)}
    return _("Excellent in the yearly assessments of %(years)s: %(number)d years in a row.") % values


def _serving(user: User) -> Any:
    rows = open_to(Cadre.objects.visible_to(user).serving(), user)
    return rows.only("pk", "name", "name_key", "division_id").order_by("name_key", "pk")

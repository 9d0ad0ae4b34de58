"""Awards of past years, one that waits for approval, and the rates of the township work subsidy."""

from datetime import date
from decimal import Decimal
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange

from assessment.models import Score
from cadres.models import Cadre, Sanction, User
from cadres.platform.divisions.choices import Tier
from cadres.platform.log.services import record_step
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.shared.errors import Refused
from config.demo.place import Place
from incentives.awards.choices import AwardKind, AwardStage
from incentives.awards.models import Award
from incentives.awards.services.awards import propose_award
from incentives.subsidies.models import SubsidyRate

BACK = 3  # years
COMMENDED = 6  # a year
MONTHLY = ((Tier.POOR, 600), (Tier.MIDDLING, 450), (Tier.DEVELOPED, 300))


def build_awards(rng: Random, place: Place, *, staff: User, leader: User) -> None:
    _rates(place, staff, leader)
    punished = set(Sanction.objects.values_list("cadre_id", flat=True))
    excellent = (
        Score.objects.filter(grade=AnnualGrade.EXCELLENT)
        .select_related("tenure", "cycle")
        .order_by("cycle__year", "-total", "division_id", "tenure__post__kind")
    )
    by_year: dict[int, list[Score]] = {}
    for score in excellent:
        if score.tenure.cadre_id not in punished:
            by_year.setdefault(score.cycle.year, []).append(score)
    rows = []
    for year in range(place.today.year - BACK, place.today.year):
        scores = by_year.get(year, [])
        last = year == place.today.year - 1
        for score in scores[1 if last else 0 : COMMENDED + last]:
            rows.append(_granted(score, AwardKind.COMMENDATION, "年度考核优秀。", 1500, staff, leader, len(rows)))
        if scores:
            chosen = rng.choice(scores)
            rows.append(_granted(chosen, AwardKind.BONUS, "主导产业发展成效明显。", 5000, staff, leader, len(rows)))
    made = Award.objects.bulk_create(rows)
    for award in made:
        for move, by, target in (
            ("propose", staff, AwardStage.PROPOSED),
            ("approve", leader, AwardStage.APPROVED),
            ("grant", staff, AwardStage.GRANTED),
        ):
            record_step(award, move, by=by, target=target, facts={"demonstration": True})
    _waiting(by_year.get(place.today.year - 1, []), staff)


def _granted(  # noqa: PLR0913, PLR0917 -- a row of the list
    score: Score, kind: AwardKind, ground: str, amount: int, staff: User, leader: User, number: int
) -> Award:
    after = score.cycle.year + 1
    return Award(
        cadre_id=score.tenure.cadre_id,
        kind=kind,
        year=score.cycle.year,
        score=score,
        ground=ground,
        amount=amount,
        stage=AwardStage.GRANTED,
        proposed_by=staff,
        approved_by=leader,
        approved_on=date(after, 2, 20),
        granted_on=date(after, 3, 1),
        document=f"县委奖〔{after}〕{number + 1}号（演示）",
    )


def _waiting(scores: list[Score], staff: User) -> None:
    """One proposal by the real service, which the leader finds on the home page."""
    for score in scores:
        cadre = Cadre.objects.get(pk=score.tenure.cadre_id)
        try:
            propose_award(
                cadre,
                kind=AwardKind.COMMENDATION,
                year=score.cycle.year,
                ground="年度考核优秀，防汛救灾和集体经济工作成绩突出。",
                amount=Decimal(1500),
                score=score,
                by=staff,
            )
        except Refused:
            continue
        return


def _rates(place: Place, staff: User, leader: User) -> None:
    SubsidyRate.objects.bulk_create(
        SubsidyRate(
            division=place.county,
            tier=tier,
            monthly=monthly,
            during=DateRange(date(place.today.year - 2, 1, 1), None),
            basis=f"县人社〔{place.today.year - 3}〕88号（演示）",
            set_by=staff,
            approved_by=leader,
        )
        for tier, monthly in MONTHLY
    )

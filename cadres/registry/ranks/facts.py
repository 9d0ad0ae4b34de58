"""What the rules of ranks are given."""

from collections.abc import Iterable

from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.cadre_files.choices import BASIC_GRADES, AnnualGrade
from cadres.registry.cadre_files.models import AnnualResult, Cadre
from cadres.registry.ranks import rules
from cadres.registry.ranks.models import RankRecord


def facts_of(
    cadre: Cadre,
    book: Rulebook,
    rows: Iterable[RankRecord] | None = None,
    results: Iterable[AnnualResult] | None = None,
) -> rules.Facts:
    """By two queries; with the file's rows at hand nothing is asked of the database."""
    rows = RankRecord.objects.filter(cadre=cadre) if rows is None else rows
    found = list(AnnualResult.objects.filter(cadre=cadre) if results is None else results)
    return rules.Facts(
        book=book,
        held=tuple(rules.Held(row.ladder, row.rank, row.since, row.until) for row in rows),
        excellent=tuple(row.year for row in found if row.grade == AnnualGrade.EXCELLENT),
        basic=tuple(row.year for row in found if row.grade in BASIC_GRADES),
    )

"""Structure charts of the leading groups: a township's beside its county's, and a county's main leaders."""

from typing import Any

from django.db.models import QuerySet
from django.utils.formats import localize
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.registry.township_page.facts import group_of, groups_around
from cadres.registry.township_page.rules import Breakdown, Person, average_age, breakdowns
from cadres.shared.charts.bars import Shares, layout_shares
from cadres.shared.charts.base import About, Series
from cadres.shared.charts.rows import RowChart
from cadres.shared.charts.views import ChartFiles
from cadres.shared.pages.records import RecordDetail


class StructureDetail(ChartFiles, RecordDetail):
    model = Division
    permission = "cadres.view_division"
    template_name = "cadres/township_page/structure.html"

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().select_related("parent")
        return rows.filter(level__in=(Level.TOWNSHIP, Level.COUNTY), parent__isnull=False)

    def get_context(self, record: Division) -> dict[str, Any]:
        today = localdate()
        people, others = self._groups(record)
        facts = [
            (_("People"), len(people)),
            (_("Average age"), _rounded(average_age(people, today))),
        ]
        township = record.level == Level.TOWNSHIP
        if township:
            facts.append((_("Average age, all townships of the county"), _rounded(average_age(others, today))))
        return {
            "facts": facts,
            "people": len(people),
            "township": township,
            "charts": _charts(record, people, others),
        }

    def charts_of(self, record: Division) -> list[RowChart]:
        return _charts(record, *self._groups(record))

    def _groups(self, record: Division) -> tuple[list[Person], list[Person]]:
        today = localdate()
        return group_of(record, today), groups_around(record, today) if record.level == Level.TOWNSHIP else []


def _rounded(number: float | None) -> str | None:
    return None if number is None else localize(round(number, 1))


def _charts(record: Division, people: list[Person], others: list[Person]) -> list[RowChart]:
    county = record.parent if record.level == Level.TOWNSHIP else record
    return [_chart(found) for found in breakdowns(people, others, county=county.name, on=localdate())]


def _chart(found: Breakdown) -> RowChart:
    """Number and share of the group, with a pin for the share in the whole county."""
    compared = [bar.compare for bar in found.bars]
    shares = Shares(
        Series(_("Share, %"), [bar.share for bar in found.bars]),
        [100] * len(found.bars),
        compare=None if None in compared else Series(_("Whole county, %"), compared),
        beside=[Series(_("People"), [bar.number for bar in found.bars])],
    )
    return layout_shares(About(found.key, found.title, decimals=0), [bar.label for bar in found.bars], shares)

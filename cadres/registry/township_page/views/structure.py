"""Structure charts of the leading groups: a township's beside its county's, and a county's main leaders."""

from typing import Any

from django.db.models import QuerySet
from django.utils.formats import localize
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.registry.township_page.facts import group_of, groups_around
from cadres.registry.township_page.rules import Breakdown, average_age, breakdowns
from cadres.shared.pages.records import RecordDetail


class StructureDetail(RecordDetail):
    model = Division
    permission = "cadres.view_division"
    template_name = "cadres/township_page/structure.html"

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().select_related("parent")
        return rows.filter(level__in=(Level.TOWNSHIP, Level.COUNTY), parent__isnull=False)

    def get_context(self, record: Division) -> dict[str, Any]:
        today = localdate()
        township = record.level == Level.TOWNSHIP
        people = group_of(record, today)
        others = groups_around(record, today) if township else []
        county = record.parent if township else record
        facts = [
            (_("People"), len(people)),
            (_("Average age"), _rounded(average_age(people, today))),
        ]
        if township:
            facts.append((_("Average age, all townships of the county"), _rounded(average_age(others, today))))
        found = breakdowns(people, others, county=county.name, on=today)
        return {
            "facts": facts,
            "people": len(people),
            "township": township,
            "charts": [(chart.title, _bars(chart)) for chart in found],
        }


def _rounded(number: float | None) -> str | None:
    return None if number is None else localize(round(number, 1))


def _bars(chart: Breakdown) -> list[dict[str, Any]]:
    """The bars as the partial wants them; the text says the number, the share and the county's share."""
    bars = []
    for bar in chart.bars:
        text = f"{bar.number} · {bar.share:.0f} %"
        compare = "" if bar.compare is None else f"{bar.compare:.0f} %"
        bars.append(
            {
                "label": bar.label,
                "value": bar.number,
                "share": round(bar.share, 1),
                "text": text,
                "compare": None if bar.compare is None else round(bar.compare, 1),
                "compare_text": compare,
            }
        )
    return bars

from collections.abc import Iterator
from datetime import date
from typing import IO, Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cadres.platform.exports.choices import ExportFormat
from cadres.platform.exports.export_sources import _day, numbers
from cadres.platform.exports.points import Given, Source
from cadres.registry.rosters.facts import Made, make
from cadres.registry.rosters.models import Roster
from cadres.registry.rosters.services.workbook import write_roster
from cadres.shared.files.watermark import Watermark


class RosterSource(Source):
    """A roster as it was kept when it was asked for: whoever changes it later changes another thing."""

    key = "roster"
    formats = (ExportFormat.XLSX,)
    kept = ("name", "columns", "order", "grouping", "conditions")

    @classmethod
    def read(cls, user: Any, query: QueryDict) -> dict[str, Any]:
        roster = get_object_or_404(
            Roster.objects.visible_to(user), pk=next(iter(numbers(query.get("roster", "0"))), 0)
        )
        params = {name: getattr(roster, name) for name in cls.kept}
        return {**params, "roster": roster.pk, "on": _day(query.get("on", "")).isoformat()}

    @property
    def permissions(self) -> tuple[str, ...]:
        return ("cadres.view_cadre",)

    @property
    def title(self) -> str:
        return self.params["name"]

    @property
    def url(self) -> str:
        return f"{reverse('cadres:roster_detail', args=[self.params['roster']])}?on={self.params['on']}"

    @cached_property
    def made(self) -> Made:
        roster = Roster(**{name: self.params[name] for name in self.kept})
        on = date.fromisoformat(self.params["on"])
        return make(roster, user=self.user, on=on, without=self.closed)

    def condition_labels(self) -> list[tuple[str, str]]:
        return [(_("As of the day"), self.params["on"])]

    def header(self) -> list[str]:
        return [str(column.title) for column in self.made.columns]

    def count(self, most: int) -> int:
        return min(self.made.number, most)

    def sample(self, number: int) -> Iterator[list[Any]]:
        rows = (row for group in self.made.groups for row in group.rows)
        for row, _number in zip(rows, range(number), strict=False):
            yield row.cells

    def write(self, wanted: str, *, mark: Watermark, given: Given) -> IO[bytes]:
        for group in self.made.groups:
            for row in group.rows:
                given(row.cadre.pk)
        return write_roster(self.title, self.made, mark)

"""Indicator values from a workbook (指标值导入), by the mechanism of ``cadres.platform.imports``."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.cycles.choices import CycleStage
from assessment.cycles.facts import townships_of
from assessment.cycles.models import Cycle, Value
from assessment.cycles.services import enter_values
from assessment.systems.models import Indicator
from cadres.models import Division, User
from cadres.platform.divisions.choices import Level
from cadres.platform.imports import rules as parsers
from cadres.platform.imports.points import Column, Resource, Row, chunked
from cadres.registry.workbooks.facts import put_divisions


class Values(Resource):
    """One value a row: township, year, indicator."""

    key = "values"
    label = gettext_lazy("Indicator values")
    permission = "assessment.enter_value"
    model = Value
    keys = {"place": gettext_lazy("township, year and indicator")}
    needed = (("division", "year", "indicator", "number"),)
    note = gettext_lazy("Values are taken in while the year's cycle collects them.")
    columns = (
        Column("division", "乡镇", "Township", parsers.division_code, required=True, finds=True, as_text=True),
        Column("year", "年度", "Year", parsers.year, required=True, finds=True, aliases=("年份",), width=8),
        Column(
            "indicator",
            "指标代码",
            "Indicator",
            required=True,
            finds=True,
            aliases=("指标", "指标名称", "Indicator code"),
            help=gettext_lazy("Code or name of an indicator of the cycle's system."),
            width=24,
        ),
        Column("number", "指标值", "Value", parsers.decimal, required=True, aliases=("数值",)),
        Column("note", "数据来源", "Source", clearable=True, width=30),
        Column(
            "checked",
            "已核对",
            "Checked",
            parsers.boolean,
            finds=True,
            help=gettext_lazy("是 where a value differs much from last year's and was verified."),
            width=8,
        ),
    )

    def known(self) -> Iterator[dict[str, Any]]:
        """Township, year and indicator of every value that is still missing. Three queries for each cycle."""
        cycles = Cycle.objects.visible_to(self.user).filter(stage=CycleStage.COLLECTING).order_by("year", "pk")
        for cycle in cycles:
            there = set(Value.objects.filter(cycle=cycle).values_list("division_id", "indicator_id"))
            indicators = list(Indicator.objects.filter(system=cycle.system_id).order_by("pk"))
            for township in townships_of(cycle.division_id).visible_to(self.user).order_by("code"):
                for indicator in indicators:
                    if (township.pk, indicator.pk) not in there:
                        yield {"division": township.name, "year": cycle.year, "indicator": indicator.title}

    def match(self, rows: list[Row], *, lock: bool) -> None:
        put_divisions(rows, "division", user=self.user, levels=(Level.TOWNSHIP,))
        years = {row.values["year"] for row in rows if "year" in row.values}
        cycles = {
            (cycle.division_id, cycle.year): cycle
            for cycle in Cycle.objects.visible_to(self.user).filter(year__in=years).select_related("division")
        }
        systems = {cycle.system_id for cycle in cycles.values()}
        indicators: dict[Any, Any] = {}
        for indicator in Indicator.objects.filter(system__in=systems):
            for written in (indicator.name, indicator.name_en, indicator.code):
                indicators.setdefault((indicator.system_id, written.casefold()), indicator)
        wanted = Q(pk=None)
        for row in rows:
            self._place(row, cycles, indicators)
            if row.key is not None:
                cycle, division, indicator = row.key
                wanted |= Q(cycle=cycle, division=division, indicator=indicator)
        stored = Value.objects.filter(wanted).select_related("indicator", "division", "cycle")
        stored = stored.select_for_update(of=["self"]) if lock else stored
        found = {(value.cycle_id, value.division_id, value.indicator_id): value for value in stored}
        for row in rows:
            row.record = found.get(row.key)

    def _place(self, row: Row, cycles: dict[tuple, Cycle], indicators: dict[tuple, Indicator]) -> None:
        values = row.values
        division, year, written = values.get("division"), values.get("year"), values.get("indicator")
        row.title = f"{division or ''} {year or ''} {written or ''}".strip()
        if division is None or year is None or written is None:
            return
        cycle = cycles.get((division.parent_id, year))
        if cycle is None:
            row.refuse("year", _("This county has no assessment cycle for that year."))
            return
        if cycle.stage != CycleStage.COLLECTING:
            row.refuse("year", _("The cycle of that year no longer collects values. Take it back first."))
        indicator = indicators.get((cycle.system_id, written.casefold()))
        if indicator is None:
            row.refuse("indicator", _("The cycle's system has no such indicator."))
            return
        values["cycle"], values["indicator"] = cycle, indicator
        row.title = f"{division} {year} {indicator.title}"
        row.key = (cycle.pk, division.pk, indicator.pk)

    def current(self, record: Value) -> dict[str, Any]:
        return {
            "division": record.division,
            "year": record.cycle.year,
            "indicator": record.indicator,
            "number": record.number,
            "note": record.note,
            "checked": None,
        }

    def check(self, row: Row) -> None:
        told = {name: row.values[name] for name in ("number", "note") if name in row.values}
        self.clean(row, Value(**told), told)

    def write(self, rows: list[Row], *, by: User) -> None:
        """A township's values by one call, those that were verified apart from the others."""

        def place(row: Row) -> tuple:
            return (row.values["cycle"].pk, row.values["division"].pk, bool(row.values.get("checked")))

        for (_cycle, _division, checked), group in groupby(sorted(rows, key=place), key=place):
            some = list(group)
            numbers = {row.values["indicator"].pk: (row.values["number"], self._note(row)) for row in some}
            enter_values(some[0].values["cycle"], some[0].values["division"], numbers, by=by, checked=checked)

    def _note(self, row: Row) -> str:
        return row.values.get("note", row.record.note if row.record is not None else "")

    def export_value(self, name: str, value: Any) -> Any:
        if isinstance(value, Division | Indicator):
            return value.code
        return value

    def records(self) -> Iterator[Value]:
        cycles = Cycle.objects.visible_to(self.user)
        rows = Value.objects.filter(cycle__in=cycles).select_related("division", "indicator", "cycle")
        return chunked(rows.order_by("pk"))

from copy import copy
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.platform.imports import rules as parsers
from cadres.platform.imports.points import Column, Resource, Row
from cadres.registry.townships.models import DivisionProfile
from cadres.registry.townships.services import PROFILE_FIELDS, add_profile, change_profile
from cadres.registry.workbooks.facts import put_divisions


class Profiles(Resource):
    """Facts of townships by year (乡镇基本情况)."""

    key = "profiles"
    label = gettext_lazy("Township profiles")
    permission = "cadres.change_profile"
    model = DivisionProfile
    keys = {"year": gettext_lazy("township and year")}
    needed = (("division", "year"),)
    note = gettext_lazy("The tier is computed and cannot be typed.")
    columns = (
        Column("division", "乡镇", "Township", parsers.division_code, required=True, finds=True, as_text=True),
        Column("year", "年度", "Year", parsers.year, required=True, finds=True, aliases=("年份",), width=8),
        Column("population", "常住人口（人）", "Resident population", parsers.whole, required=True),
        Column("area", "面积（平方公里）", "Area (square kilometres)", parsers.decimal, required=True),
        Column("mountain_share", "山地占比（%）", "Share of mountains (%)", parsers.decimal, required=True),
        Column("distance", "距县城（公里）", "Distance to the county seat (km)", parsers.decimal, required=True),
        Column("income", "农村居民人均可支配收入（元）", "Rural income per head (yuan)", parsers.whole, required=True),
        Column("revenue", "财政收入（万元）", "Fiscal revenue (10,000 yuan)", parsers.decimal, required=True),
        Column("was_poor", "脱贫摘帽乡镇", "Lifted out of poverty after 2013", parsers.boolean),
    )

    def match(self, rows: list[Row], *, lock: bool) -> None:
        put_divisions(rows, "division", user=self.user, levels=(Level.TOWNSHIP,))
        wanted = Q(pk=None)
        for row in rows:
            division, year = row.values.get("division"), row.values.get("year")
            row.title = f"{division or ''} {year or ''}".strip()
            if division is not None and year:
                row.key = (division.pk, year)
                wanted |= Q(division=division, year=year)
        stored = DivisionProfile.objects.visible_to(self.user).filter(wanted).select_related("division")
        stored = stored.select_for_update(of=["self"]) if lock else stored
        found = {(record.division_id, record.year): record for record in stored}
        for row in rows:
            row.record = found.get(row.key)

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"was_poor": False}

    def check(self, row: Row) -> None:
        trial = copy(row.record) if row.record is not None else DivisionProfile()
        changed = [name for name, _old, _new in row.changes if name != "division"]
        for name in changed:
            setattr(trial, name, row.values[name])
        self.clean(row, trial, changed)

    def write(self, rows: list[Row], *, by: User) -> None:
        for row in rows:
            if row.found is None:
                row.record = add_profile(row.values["division"], row.values, by=by)
            else:
                stored = {name: getattr(row.record, name) for name in PROFILE_FIELDS}
                changed = {name: row.values[name] for name, _old, _new in row.changes}
                change_profile(row.record, stored | changed, by=by)

    def export_value(self, name: str, value: Any) -> Any:
        return value.code if isinstance(value, Division) else value

    def rows(self) -> QuerySet:
        return DivisionProfile.objects.visible_to(self.user).select_related("division").order_by("pk")

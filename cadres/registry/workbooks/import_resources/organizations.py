from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.imports import rules as parsers
from cadres.platform.imports.points import Column, Resource, Row
from cadres.registry.cadre_files.services.merged import stays_of
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.organizations.models import Organization
from cadres.registry.organizations.services import add_organization, change_organization
from cadres.registry.workbooks.facts import put_divisions

KINDS = {
    "乡镇党委": OrganizationKind.TOWNSHIP_COMMITTEE,
    "乡镇政府": OrganizationKind.TOWNSHIP_GOVERNMENT,
    "乡镇人大": OrganizationKind.TOWNSHIP_CONGRESS,
    "县直机关": OrganizationKind.COUNTY_ORGAN,
    "上级部门": OrganizationKind.SUPERIOR,
}


class Organizations(Resource):
    """Organizations (单位)."""

    key = "organizations"
    label = gettext_lazy("Organizations")
    permission = "cadres.change_post"
    model = Organization
    keys = {"name": gettext_lazy("division and name")}
    needed = (("division", "name", "kind"), ("division", "name"))
    columns = (
        Column("division", "所属行政区划", "Division", parsers.division_code, required=True, finds=True, as_text=True),
        Column("name", "单位名称", "Organization", required=True, finds=True, aliases=("名称", "Name"), width=36),
        Column("kind", "单位类别", "Kind", required=True, choices=OrganizationKind, also=KINDS, width=18),
    )

    def match(self, rows: list[Row], *, lock: bool) -> None:
        put_divisions(rows, "division", user=self.user)
        wanted = Q(pk=None)
        for row in rows:
            row.title = row.values.get("name", "")
            if (division := row.values.get("division")) and row.title:
                row.key = (division.pk, row.title)
                wanted |= Q(division=division, name=row.title)
        reach = Organization.objects.with_merged(self.user)
        reach = reach.select_for_update(of=["self"]) if lock else reach
        stored = list(reach.filter(wanted).order_by("pk"))
        stay = stays_of(stored, reach)
        found = {(record.division_id, record.name): stay.get(record.pk) for record in stored}
        for row in rows:
            row.record = found.get(row.key)

    def check(self, row: Row) -> None:
        if row.record is None:
            values = {name: row.values[name] for name in ("name", "kind")}
            self.clean(row, Organization(**values), values)

    def write(self, rows: list[Row], *, by: User) -> None:
        for row in rows:
            if row.found is None:
                row.record = add_organization(row.values, by=by)
            else:
                change_organization(row.record, row.values, by=by)

    def export_value(self, name: str, value: Any) -> Any:
        return value.code if isinstance(value, Division) else value

    def rows(self) -> QuerySet:
        return Organization.objects.visible_to(self.user).select_related("division").order_by("pk")

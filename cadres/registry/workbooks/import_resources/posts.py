from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.imports import rules as parsers
from cadres.platform.imports.points import Column, Resource, Row
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.posts.models import Post
from cadres.registry.posts.services import add_post, change_post
from cadres.registry.workbooks.facts import put_divisions, put_organizations
from cadres.registry.workbooks.import_resources.cadres import GRADES

KINDS = {
    "乡镇党委书记": PostKind.SECRETARY,
    "党委书记": PostKind.SECRETARY,
    "乡镇长": PostKind.HEAD,
    "乡镇人大主席": PostKind.CONGRESS_CHAIR,
    "人大主席": PostKind.CONGRESS_CHAIR,
    "党委副书记": PostKind.DEPUTY_SECRETARY,
    "党委委员": PostKind.COMMITTEE_MEMBER,
    "副乡镇长": PostKind.DEPUTY_HEAD,
    "其他": PostKind.OTHER,
}


class Posts(Resource):
    """Posts (职务) with their approved numbers."""

    key = "posts"
    label = gettext_lazy("Posts")
    permission = "cadres.change_post"
    model = Post
    keys = {"name": gettext_lazy("organization and name of the post")}
    needed = (("organization", "name", "kind", "grade"), ("organization", "name"))
    columns = (
        Column(
            "division",
            "所属行政区划",
            "Division",
            parsers.division_code,
            finds=True,
            as_text=True,
            help=gettext_lazy("Name or code; needed only where several organizations bear one name."),
        ),
        Column("organization", "单位名称", "Organization", required=True, finds=True, width=36),
        Column("name", "职务名称", "Post", required=True, finds=True, aliases=("职务",), width=18),
        Column("kind", "职务类别", "Kind", required=True, choices=PostKind, also=KINDS, width=18),
        Column("grade", "职务层次", "Grade", required=True, choices=Grade, also=GRADES, width=16),
        Column("approved_number", "核定职数", "Approved number", parsers.whole, width=10),
        Column("elected", "选任制", "Filled by election", parsers.boolean, width=10),
    )

    def match(self, rows: list[Row], *, lock: bool) -> None:
        put_divisions(rows, "division", user=self.user)
        put_organizations(rows, "organization", user=self.user)
        wanted = Q(pk=None)
        for row in rows:
            organization, name = row.values.get("organization"), row.values.get("name")
            row.title = f"{organization or ''}{name or ''}"
            if organization is not None and name:
                row.key = (organization.pk, name)
                wanted |= Q(organization=organization, name=name)
        stored = Post.objects.visible_to(self.user).filter(wanted).select_related("organization__division")
        stored = stored.select_for_update(of=["self"]) if lock else stored
        found = {(record.organization_id, record.name): record for record in stored}
        for row in rows:
            row.record = found.get(row.key)

    def defaults(self, row: Row) -> dict[str, Any]:
        names = ("approved_number", "elected")
        return {name: Post._meta.get_field(name).get_default() for name in names}

    def check(self, row: Row) -> None:
        number = row.values.get("approved_number", 1)
        if not 1 <= number <= 1000:
            row.refuse("approved_number", gettext_lazy("A post has at least one seat."))
        if row.record is None:
            values = {name: row.values[name] for name in ("name", "kind", "grade")}
            self.clean(row, Post(**values), values)

    def current(self, record: Post) -> dict[str, Any]:
        names = ("organization", "name", "kind", "grade", "approved_number", "elected")
        return {"division": record.organization.division} | {name: getattr(record, name) for name in names}

    def write(self, rows: list[Row], *, by: User) -> None:
        for row in rows:
            if row.found is None:
                row.record = add_post(row.values, by=by)
            else:
                change_post(row.record, row.values, by=by)

    def export_value(self, name: str, value: Any) -> Any:
        return value.code if isinstance(value, Division) else super().export_value(name, value)

    def rows(self) -> QuerySet:
        rows = Post.objects.visible_to(self.user).select_related("organization__division")
        return rows.order_by("pk")

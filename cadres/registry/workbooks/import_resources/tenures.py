from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.imports import rules as parsers
from cadres.platform.imports.points import Column, Resource, Row
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.rules.particulars import against_birth
from cadres.registry.cadre_files.services.known import hints_of
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.models import Tenure
from cadres.registry.tenures.services import PAPERS, correct_papers, end_tenure, enter_past_tenure, start_tenure
from cadres.registry.workbooks.facts import People, put_divisions, put_organizations, put_posts
from cadres.registry.workbooks.import_resources.cadres import OWN_FILE

BASES = {
    "公推": StartBasis.PUBLIC_ELECTION,
    "选举": StartBasis.ELECTION,
    "任命": StartBasis.APPOINTMENT,
    "委任": StartBasis.APPOINTMENT,
    "交流": StartBasis.EXCHANGE,
    "档案录入": StartBasis.IMPORTED,
}
REASONS = {
    "届满": EndReason.TERM_END,
    "任期届满": EndReason.TERM_END,
    "提拔": EndReason.PROMOTED,
    "晋升": EndReason.PROMOTED,
    "交流": EndReason.EXCHANGED,
    "平级调整": EndReason.OTHER_POST,
    "辞职": EndReason.RESIGNED,
    "退休": EndReason.RETIRED,
    "健康原因": EndReason.HEALTH,
    "不适宜担任现职": EndReason.UNFIT,
    "违纪违法": EndReason.DISCIPLINE,
    "去世": EndReason.DIED,
}


class Tenures(Resource):
    """Tenures (任职经历): running ones, and ended ones taken from the files."""

    key = "tenures"
    label = gettext_lazy("Tenures")
    permission = "cadres.change_cadre"
    model = Tenure
    personal = "cadre_id"
    keys = {"start": gettext_lazy("cadre, post and first day")}
    needed = (
        ("name", "born_on", "organization", "post", "start"),
        ("identity_number", "organization", "post", "start"),
    )
    note = gettext_lazy("A cadre is found by identity number, else by name and month of birth.")
    columns = (
        Column("name", "姓名", "Name", parsers.name, finds=True, width=10),
        Column(
            "born_on",
            "出生年月",
            "Month of birth",
            parsers.day,
            finds=True,
            as_text=True,
            by_month=True,
            aliases=("出生日期",),
        ),
        Column(
            "identity_number",
            "身份证号",
            "Identity number",
            parsers.identity,
            finds=True,
            secret=True,
            as_text=True,
            aliases=("身份证号码",),
            width=22,
        ),
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
        Column("post", "职务名称", "Post", required=True, finds=True, aliases=("职务",), width=18),
        Column(
            "start",
            "任职时间",
            "Since",
            parsers.day,
            required=True,
            finds=True,
            as_text=True,
            help=gettext_lazy("First day in the post."),
        ),
        Column(
            "end",
            "免职时间",
            "Until",
            parsers.day,
            as_text=True,
            help=gettext_lazy("First day on which the post was no longer held. Empty: still held."),
        ),
        Column("start_basis", "任职方式", "Came by", choices=StartBasis, also=BASES),
        Column("start_document", "任职文号", "Appointment document", clearable=True, width=24),
        Column("end_reason", "离任原因", "Left because of", choices=EndReason, also=REASONS),
        Column("end_document", "免职文号", "Removal document", clearable=True, width=24),
        Column("end_note", "离任说明", "Note on leaving", clearable=True, width=24),
    )

    def match(self, rows: list[Row], *, lock: bool) -> None:
        put_divisions(rows, "division", user=self.user)
        put_organizations(rows, "organization", user=self.user)
        put_posts(rows, "post", user=self.user)
        people = People(rows, visible=Cadre.objects.with_merged(self.user).defer("photo", "form_extra", "resume"))
        for row in rows:
            row.title = row.values.get("name", "")
            if (cadre := people.one(row)) is not None:
                row.values["cadre"] = cadre
                row.title = cadre.name
                if cadre.pk in self.user.barred_cadres:
                    row.refuse("", OWN_FILE)
        cadres = {row.values["cadre"].pk for row in rows if "cadre" in row.values}
        stored = Tenure.objects.visible_to(self.user).filter(cadre__in=cadres).order_by("pk")
        stored = stored.select_related("cadre", "post__organization__division")
        by_post: dict[tuple, list[Tenure]] = {}
        for tenure in stored.select_for_update(of=["self"]) if lock else stored:
            by_post.setdefault((tenure.cadre_id, tenure.post_id), []).append(tenure)
        for row in rows:
            cadre, post, start = (row.values.get(name) for name in ("cadre", "post", "start"))
            if cadre is None or post is None or start is None:
                continue
            row.title = f"{cadre.name} {post}"
            row.key = (cadre.pk, post.pk, start)
            found = by_post.get((cadre.pk, post.pk), [])
            row.record = next((tenure for tenure in found if _same_day(start, tenure.held.lower)), None)

    def current(self, record: Tenure) -> dict[str, Any]:
        cadre, post = record.cadre, record.post
        return {
            "name": cadre.name,
            "born_on": cadre.born_on,
            "identity_number": cadre.identity_number,
            "division": post.organization.division,
            "organization": post.organization,
            "post": post,
            "start": record.held.lower,
            "end": record.held.upper,
        } | {name: getattr(record, name) for name in PAPERS}

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"start_basis": StartBasis.IMPORTED}

    def after(self, row: Row) -> Any:
        """Who leaves makes room for who comes: ends first, then what is over, then what begins."""
        if row.found is not None:
            return 0, date.min
        return (1 if row.values.get("end") else 2), row.values["start"]

    def check(self, row: Row) -> None:
        values, record = row.values, row.record
        start = values["start"] if record is None else record.held.lower
        end = values.get("end") or (record.held.upper if record is not None else None)
        if objection := against_birth(values["cadre"].born_on, start):
            row.refuse("start", objection.message)
        if any(name == "end" and old is not None for name, old, _new in row.changes):
            row.refuse("end", _("This tenure has ended already on another day."))
        elif end is not None and end <= start:
            row.refuse("end", _("A tenure ends after its first day."))
        reason = values.get("end_reason") or (record.end_reason if record is not None else "")
        if end is not None and not reason:
            row.refuse("end_reason", _("Say why the tenure ended."))
        if end is None and any(values.get(name) for name in ("end_reason", "end_document", "end_note")):
            row.refuse("end", _("A running tenure has no reason for leaving. Give its last day too."))
        if record is None and end is None:
            for _name, text in hints_of(values["cadre"], name=values.get("name", ""), born=None):
                row.note("name", text)
        papers = [name for name in PAPERS if name in values]
        self.clean(row, Tenure(**{name: values[name] for name in papers}), papers)

    def write(self, rows: list[Row], *, by: User) -> None:
        for row in rows:
            if row.found is None:
                row.record = self._enter(row.values, by)
            else:
                self._change(row, by)

    def _enter(self, values: dict[str, Any], by: User) -> Tenure:
        basis = values["start_basis"]
        document = values.get("start_document", "")
        if values.get("end") is None:
            return start_tenure(
                values["cadre"], values["post"], on=values["start"], basis=basis, document=document, by=by
            )
        return enter_past_tenure(
            values["cadre"],
            values["post"],
            held=DateRange(values["start"], values["end"]),
            basis=basis,
            reason=values["end_reason"],
            document=document,
            end_document=values.get("end_document", ""),
            end_note=values.get("end_note", ""),
            by=by,
        )

    def _change(self, row: Row, by: User) -> None:
        changes = {name: new for name, _old, new in row.changes}
        tenure = row.record
        if end := changes.pop("end", None):
            tenure = end_tenure(
                tenure,
                on=end,
                reason=changes.pop("end_reason", ""),
                document=changes.pop("end_document", ""),
                note=changes.pop("end_note", ""),
                by=by,
            )
        if changes:
            correct_papers(tenure, changes, by=by)

    def export_value(self, name: str, value: Any) -> Any:
        if isinstance(value, Division):
            return value.code
        return value.name if name == "post" else super().export_value(name, value)

    def rows(self) -> QuerySet:
        rows = Tenure.objects.visible_to(self.user).exclude(cadre__in=self.user.barred_cadres)
        rows = rows.select_related("cadre", "post__organization__division")
        return rows.defer("cadre__photo", "cadre__form_extra", "cadre__resume").order_by("pk")


def _same_day(read: date, stored: date) -> bool:
    if isinstance(read, parsers.MonthDate):
        return parsers.same_month(read, stored)
    return read == stored

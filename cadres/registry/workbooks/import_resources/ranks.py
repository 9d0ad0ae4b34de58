from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.imports import rules as parsers
from cadres.platform.imports.points import Column, Resource, Row
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.rules.particulars import against_birth
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks.choices import Basis, Rank
from cadres.registry.ranks.models import RankRecord
from cadres.registry.ranks.services import FIELDS, correct_rank, enter_past_rank, enter_rank
from cadres.registry.workbooks.facts import People
from cadres.registry.workbooks.import_resources.cadres import GRADES, OWN_FILE

BASES = {
    "任命": Basis.APPOINTMENT,
    "任职": Basis.APPOINTMENT,
    "晋升": Basis.PROMOTION,
    "套转": Basis.CONVERSION,
    "降级": Basis.DEMOTION,
    "档案录入": Basis.FILE,
}
FIRST = date.min


class Levels:
    """Both ladders in one list, as a column of choices wants them."""

    choices = [*Grade.choices, *Rank.choices]


class Ranks(Resource):
    """Levels and ranks (职务层次与职级): those held now, and ended ones taken from the files."""

    key = "ranks"
    label = gettext_lazy("Levels and ranks")
    permission = "cadres.change_cadre"
    model = RankRecord
    personal = "cadre_id"
    keys = {"start": gettext_lazy("cadre, level or rank and first day")}
    needed = (("name", "born_on", "rank"), ("identity_number", "rank"))
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
            "rank",
            "职务层次或职级",
            "Level or rank",
            choices=Levels,
            also=GRADES,
            required=True,
            finds=True,
            aliases=("职级", "职务层次", "职务职级"),
            width=20,
        ),
        Column(
            "since",
            "任职级时间",
            "Since",
            parsers.day,
            as_text=True,
            by_month=True,
            aliases=("任现职级时间", "任职时间", "起始时间"),
            help=gettext_lazy("First day. Empty: not known."),
        ),
        Column(
            "until",
            "免职级时间",
            "Until",
            parsers.day,
            as_text=True,
            by_month=True,
            aliases=("终止时间",),
            help=gettext_lazy("First day on which it was no longer held. Empty: held now."),
        ),
        Column("basis", "依据", "Basis", choices=Basis, also=BASES),
        Column("document", "文号", "Document", clearable=True, width=24),
    )

    def match(self, rows: list[Row], *, lock: bool) -> None:
        people = People(rows, visible=Cadre.objects.with_merged(self.user).defer("photo", "form_extra", "resume"))
        for row in rows:
            row.title = row.values.get("name", "")
            if (cadre := people.one(row)) is not None:
                row.values["cadre"] = cadre
                row.title = cadre.name
                if cadre.pk in self.user.barred_cadres:
                    row.refuse("", OWN_FILE)
        cadres = {row.values["cadre"].pk for row in rows if "cadre" in row.values}
        stored = RankRecord.objects.visible_to(self.user).filter(cadre__in=cadres).select_related("cadre")
        stored = stored.order_by("pk")
        held: dict[tuple[int, str], list[RankRecord]] = {}
        for record in stored.select_for_update(of=["self"]) if lock else stored:
            held.setdefault((record.cadre_id, record.rank), []).append(record)
        for row in rows:
            cadre, rank = row.values.get("cadre"), row.values.get("rank")
            if cadre is None or rank is None:
                continue
            row.title = f"{cadre.name} {self.column('rank').label_of(rank)}"
            row.key = (cadre.pk, rank, row.values.get("since"))
            row.record = _same(row.values.get("since"), held.get((cadre.pk, rank), []))

    def current(self, record: RankRecord) -> dict[str, Any]:
        cadre = record.cadre
        known = {"name": cadre.name, "born_on": cadre.born_on, "identity_number": cadre.identity_number}
        return known | {name: getattr(record, name) for name in FIELDS}

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"basis": Basis.FILE}

    def after(self, row: Row) -> date:
        """The earliest first, so that each ends the one before it."""
        return row.values.get("since") or FIRST

    def check(self, row: Row) -> None:
        values, record = row.values, row.record
        since, until = (values.get(name) or getattr(record, name, None) for name in ("since", "until"))
        if objection := against_birth(values["cadre"].born_on, since):
            row.refuse("since", objection.message)
        if since is not None and since > localdate():
            row.refuse("since", _("This day lies in the future."))
        if until is not None and until > localdate():
            row.refuse("until", _("The end lies in the future. Enter it when it has come."))
        if since is not None and until is not None and until <= since:
            row.refuse("until", _("It cannot end before it begins."))
        given = {name: values[name] for name in FIELDS if name in values}
        self.clean(row, RankRecord(**given), given)

    def write(self, rows: list[Row], *, by: User) -> None:
        for row in rows:
            reason = _("Taken over from a workbook")
            if row.found is not None:
                changes = {name: new for name, _old, new in row.changes}
                correct_rank(row.record, changes, by=by, reason=reason)
            else:
                row.record = self._enter(row.values, by, reason)

    def _enter(self, values: dict[str, Any], by: User, reason: str) -> RankRecord:
        entered = {
            "rank": values["rank"],
            "since": values.get("since"),
            "basis": values["basis"],
            "document": values.get("document", ""),
        }
        if values.get("until") is None:
            return enter_rank(values["cadre"], entered, by=by, reason=reason)
        return enter_past_rank(values["cadre"], entered, until=values["until"], by=by, reason=reason)

    def rows(self) -> QuerySet:
        rows = RankRecord.objects.visible_to(self.user).exclude(cadre__in=self.user.barred_cadres)
        rows = rows.select_related("cadre")
        return rows.defer("cadre__photo", "cadre__form_extra", "cadre__resume").order_by("pk")


def _same(since: date | None, stored: list[RankRecord]) -> RankRecord | None:
    """That of the same first day; where either side does not know it, the only one of this level or rank."""
    for record in stored:
        if since == record.since or (
            record.since is not None
            and isinstance(since, parsers.MonthDate)
            and parsers.same_month(since, record.since)
        ):
            return record
    if len(stored) == 1 and (since is None or stored[0].since is None):
        return stored[0]
    return None

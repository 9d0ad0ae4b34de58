from copy import copy
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.imports import rules as parsers
from cadres.platform.imports.points import Column, Resource, Row
from cadres.registry.cadre_files.choices import CadreStatus, PoliticalStatus, Sex, Standing
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.rules.particulars import particular_remarks
from cadres.registry.cadre_files.services.files import DERIVED, change_files, open_files
from cadres.registry.cadre_files.services.known import hints_of, hints_of_new
from cadres.registry.posts.choices import Grade
from cadres.registry.verifications.services import left_as_verified, settled
from cadres.registry.workbooks.facts import COUNTIES, People, put_divisions, somebody_elses
from cadres.shared.names import name_key

FULL_DAY = gettext_lazy("The day where it is known, else the month.")
# Nobody is Han or a party member because a sheet does not say.
DEFAULTS = {
    "ethnicity": "",
    "political_status": PoliticalStatus.UNKNOWN,
    "grade": Grade.STAFF,
    "status": CadreStatus.SERVING,
}
SEXES = {"男": "1", "男性": "1", "m": "1", "1": "1", "女": "2", "女性": "2", "f": "2", "2": "2"}  # digits: GB/T 2261.1
PARTY = {
    "党员": "01",
    "中共党员": "01",
    "共产党员": "01",
    "预备党员": "02",
    "中共预备党员": "02",
    "团员": "03",
    "共青团员": "03",
    "民主党派": "04",
    "无党派": "12",
    "无党派人士": "12",
    "群众": "13",
}
GRADES = {
    "科员": Grade.STAFF,
    "副科": Grade.SECTION_DEPUTY,
    "副科级": Grade.SECTION_DEPUTY,
    "乡科级副职": Grade.SECTION_DEPUTY,
    "正科": Grade.SECTION_CHIEF,
    "正科级": Grade.SECTION_CHIEF,
    "乡科级正职": Grade.SECTION_CHIEF,
    "副处": Grade.COUNTY_DEPUTY,
    "副处级": Grade.COUNTY_DEPUTY,
    "县处级副职": Grade.COUNTY_DEPUTY,
    "正处": Grade.COUNTY_CHIEF,
    "正处级": Grade.COUNTY_CHIEF,
    "县处级正职": Grade.COUNTY_CHIEF,
}
STATUSES = {
    "在职": CadreStatus.SERVING,
    "退休": CadreStatus.RETIRED,
    "调出": CadreStatus.LEFT,
    "去世": CadreStatus.DECEASED,
}
STANDINGS = {
    "公务员": Standing.CIVIL_SERVANT,
    "参公": Standing.BY_THE_LAW,
    "参照公务员法管理": Standing.BY_THE_LAW,
    "事业干部": Standing.INSTITUTION,
    "事业单位干部": Standing.INSTITUTION,
    "聘用制干部": Standing.CONTRACT,
    "工人": Standing.WORKER,
}
REMARKED = ("identity_number", "sex", "born_on")
REFERENCES = ("division", "growth_place")
OWN_FILE = gettext_lazy("This is your own file or that of a relative of yours. Leave it to a colleague.")


class Cadres(Resource):
    """Cadres' files (干部)."""

    key = "cadres"
    label = gettext_lazy("Cadres")
    permission = "cadres.change_cadre"
    model = Cadre
    personal = "pk"
    wants_county = True
    keys = {
        "auto": gettext_lazy("identity number, else name and month of birth"),
        "identity_number": gettext_lazy("identity number"),
        "name": gettext_lazy("name and month of birth"),
    }
    needed = (("name", "sex", "born_on"), ("identity_number",), ("name", "born_on"))
    columns = (
        Column("name", "姓名", "Name", parsers.name, required=True, width=10),
        Column("sex", "性别", "Sex", required=True, choices=Sex, also=SEXES, width=6),
        Column(
            "born_on",
            "出生年月",
            "Month of birth",
            parsers.day,
            required=True,
            aliases=("出生日期", "出生时间", "Date of birth"),
            help=FULL_DAY,
            width=12,
            as_text=True,
            by_month=True,
        ),
        Column(
            "identity_number",
            "身份证号",
            "Identity number",
            parsers.identity,
            aliases=("身份证号码", "公民身份号码", "身份证"),
            help=gettext_lazy("18 signs, as text. Its check digit is checked."),
            secret=True,
            as_text=True,
            width=22,
        ),
        Column(
            "division",
            "管理县（市、区）",
            "Managed by",
            parsers.division_code,
            finds=True,
            help=gettext_lazy("Name or code. Empty: the county chosen when uploading."),
            width=16,
        ),
        Column("ethnicity", "民族", "Ethnic group", parsers.ethnic_group, width=8),
        Column("native_place", "籍贯", "Native place", clearable=True),
        Column("birthplace", "出生地", "Place of birth", clearable=True),
        Column(
            "growth_place",
            "成长地",
            "Grew up in",
            parsers.division_code,
            clearable=True,
            help=gettext_lazy("Code of 12 digits; decides about regional recusal."),
            as_text=True,
        ),
        Column("political_status", "政治面貌", "Political status", choices=PoliticalStatus, also=PARTY),
        Column(
            "joined_party_on",
            "入党时间",
            "Joined the party",
            parsers.day,
            clearable=True,
            as_text=True,
            by_month=True,
            aliases=("入党年月", "入党日期"),
        ),
        Column(
            "began_work_on",
            "参加工作时间",
            "Began work",
            parsers.day,
            clearable=True,
            as_text=True,
            by_month=True,
            aliases=("参加工作年月", "参加工作日期", "工作时间"),
        ),
        Column("health", "健康状况", "Health", clearable=True, width=10),
        Column("professional_title", "专业技术职务", "Professional title", clearable=True),
        Column("speciality", "熟悉专业有何专长", "Speciality and strong points", clearable=True),
        Column("grade", "职务层次", "Grade", choices=Grade, also=GRADES),
        Column(
            "grade_since",
            "任现职级时间",
            "At this grade since",
            parsers.day,
            clearable=True,
            as_text=True,
            by_month=True,
        ),
        Column(
            "township_since",
            "乡镇领导任职起始",
            "Leading in townships since",
            parsers.day,
            clearable=True,
            as_text=True,
            by_month=True,
        ),
        Column("status", "状态", "Status", choices=CadreStatus, also=STATUSES, width=8),
        Column("standing", "干部身份", "Standing as a cadre", choices=Standing, also=STANDINGS, clearable=True),
        Column(
            "phone",
            "手机号码",
            "Mobile phone",
            parsers.phone,
            secret=True,
            as_text=True,
            aliases=("手机", "电话", "联系电话"),
        ),
        Column("address", "家庭住址", "Home address", secret=True, aliases=("住址", "家庭地址"), width=30),
        Column("name_key", "姓名拼音", "Pinyin", help=gettext_lazy("Empty: proposed by the program.")),
        Column("resume", "简历", "Résumé", clearable=True, width=40),
        Column("awards_text", "奖惩情况", "Rewards and punishments", clearable=True, width=30),
    )

    def match(self, rows: list[Row], *, lock: bool) -> None:
        put_divisions(rows, "division", user=self.user, levels=COUNTIES)
        put_divisions(rows, "growth_place", user=None)
        visible = Cadre.objects.with_merged(self.user).select_related("division", "growth_place")
        visible = visible.defer("photo", "form_extra")
        people = self.people = People(rows, visible=visible.select_for_update(of=["self"]) if lock else visible)
        for row in rows:
            values = row.values
            row.title = values.get("name", "")
            row.record = self._person(row, people)
            number, born = values.get("identity_number"), values.get("born_on")
            if row.record is not None:
                row.key = ("pk", row.record.pk)
                row.title = row.title or row.record.name
                if row.record.pk in self.user.barred_cadres:
                    row.refuse("", OWN_FILE)
                division = values.get("division")
                if division is not None and division.pk != row.record.division_id:
                    row.refuse("division", _("This file is kept by another county. It is not moved by an import."))
            elif number:
                row.key = ("number", number)
            elif born and row.title:
                row.key = ("name", row.title, born.year, born.month)
        self.verified = settled(row.record.pk for row in rows if row.record is not None)

    def compare(self, row: Row) -> None:
        """A verified particular stays, and so does what follows from elsewhere; what contradicts it is told."""
        super().compare(row)
        held = self.verified.get(row.record.pk, {}) if row.record is not None else {}
        self._point_out(row)
        self._tell_who_is_on_file(row, held)
        stays = DERIVED if row.record is not None else ()
        for name, _old, _new in row.changes:
            if name in held:
                row.note(name, left_as_verified(held[name]))
            elif name in stays:
                row.note(name, _("Left as it is: in an open file it follows from “Levels and ranks”."))
        row.changes = [change for change in row.changes if change[0] not in held and change[0] not in stays]

    @staticmethod
    def _point_out(row: Row) -> None:
        """What the row, with what is on file where it is silent, contradicts itself in or says in unknown words."""
        said = {name: row.values.get(name) or getattr(row.record, name, None) for name in REMARKED}
        told = particular_remarks(
            number=said["identity_number"] or "",
            sex=said["sex"] or "",
            born=said["born_on"],
            ethnicity=row.values.get("ethnicity") or "",
        )
        for name, text in told:
            row.note(name, text)

    def _tell_who_is_on_file(self, row: Row, held: dict[str, Any]) -> None:
        values, told = row.values, []
        if row.record is None:
            number = values.get("identity_number") or ""
            others = self.people.like(values)
            told += hints_of_new(others, name=values["name"], born=values["born_on"], number=number)
        else:
            born = None if "born_on" in held else values.get("born_on")
            told += hints_of(row.record, name=values.get("name", ""), born=born)
        for name, text in told:
            if name != "status" or "status" not in values:  # who sets the status knows of it
                row.note(name, text)

    def defaults(self, row: Row) -> dict[str, Any]:
        """Also the county chosen when uploading, and the pinyin that the program proposes."""
        name = row.values.get("name", "")
        return DEFAULTS | {"division": self.home, "name_key": name_key(name)}

    def _person(self, row: Row, people: People) -> Cadre | None:
        number = row.values.get("identity_number")
        owners = people.by_number.get(number, []) if number else []
        if owners and self.by_key != "name" and not people.may_be(owners[0], row.values):
            row.refuse("identity_number", somebody_elses(owners[0]))
            return None
        if self.by_key == "identity_number":
            if not number and not row.faults:
                row.refuse("identity_number", _("Empty, but rows are matched by it."))
            hits = owners
        elif self.by_key == "name":
            hits = people.namesakes({**row.values, "identity_number": None})
            if owners and owners[0] not in hits:
                row.refuse("identity_number", somebody_elses(owners[0]))
        else:
            hits = owners or people.namesakes(row.values)
        if len(hits) > 1:
            row.refuse("name", _("Several cadres could be meant. Add the identity number."))
            return None
        return hits[0] if hits else None

    @property
    def home(self) -> Division | None:
        if "_home" not in self.__dict__:
            self._home = Division.objects.visible_to(self.user).filter(pk=self.county, level__in=COUNTIES).first()
        return self._home

    def check(self, row: Row) -> None:
        if row.record is None and row.values.get("division") is None:
            row.refuse("division", _("Say which county keeps the file."))
        changed = [name for name, _old, _new in row.changes if name not in REFERENCES]
        if not changed:
            return
        trial = copy(row.record) if row.record is not None else Cadre()
        for name in changed:
            setattr(trial, name, row.values[name])
        self.clean(row, trial, changed)
        if "born_on" in changed and trial.born_on > localdate():
            row.refuse("born_on", _("This day lies in the future."))
        if trial.began_work_on and trial.born_on and trial.began_work_on <= trial.born_on:
            row.refuse("began_work_on", _("Work cannot begin before birth."))

    def write(self, rows: list[Row], *, by: User) -> None:
        new = [row for row in rows if row.record is None]
        for row, cadre in zip(new, open_files([row.values for row in new], by=by), strict=True):
            row.record = cadre
        changed = [row for row in rows if row.found is not None]
        change_files([(copy(row.record), self._changes(row)) for row in changed], by=by)

    def _changes(self, row: Row) -> dict[str, Any]:
        """Only what differs. A new name brings its pinyin along unless the sheet gives one."""
        values = {name: row.values[name] for name, _old, _new in row.changes}
        if "name" in values and "name_key" not in values:
            values["name_key"] = name_key(values["name"])
        return values

    def export_value(self, name: str, value: Any) -> Any:
        return value.code if isinstance(value, Division) else value

    def rows(self) -> QuerySet:
        rows = Cadre.objects.visible_to(self.user).exclude(pk__in=self.user.barred_cadres)
        rows = rows.select_related("division", "growth_place").defer("photo", "form_extra")
        return rows.order_by("pk")

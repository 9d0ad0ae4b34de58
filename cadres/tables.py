"""Columns of the base's lists; the same serve page, CSV and XLSX."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.choices import Tier, VerificationState, VerifiedItem
from cadres.models import Cadre, Division, Organization, Post, Tenure
from cadres.particulars import TONES
from cadres.rules import whole_years
from cadres.shared.months import month_text
from cadres.shared.tables import RecordTable

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class LinkColumn(tables.Column):
    """Links to a page by the row's primary key (or ``key``); exported as its text."""

    def __init__(self, url_name: str, key: str = "pk", **kwargs: Any):
        self.url_name, self.key = url_name, key
        super().__init__(**kwargs)

    def render(self, value: Any, record: Any) -> SafeString:
        key = tables.A(self.key).resolve(record)
        return format_html('<a class="link" href="{}">{}</a>', reverse(self.url_name, args=[key]), value)

    def value(self, value: Any) -> Any:
        return value


class FileColumn(LinkColumn):
    """Links to a cadre's file, unless it is closed to the reader as his own or a relative's."""

    def __init__(self, key: str = "pk", url_name: str = "cadres:cadre_detail", **kwargs: Any):
        super().__init__(url_name, key=key, **kwargs)

    def render(self, value: Any, record: Any, table: Any) -> Any:  # type: ignore[override]
        user = getattr(getattr(table, "request", None), "user", None)
        if user is not None and tables.A(self.key).resolve(record) in user.barred_cadres:
            return value
        return super().render(value, record)


class MonthColumn(tables.Column):
    """A date known to the month."""

    def render(self, value: Any) -> str:
        return month_text(value)


class DivisionTable(RecordTable):
    name = LinkColumn("cadres:division_detail", verbose_name=_("Name"))
    code = tables.Column(verbose_name=_("Code"))
    level = tables.Column(verbose_name=_("Level"))
    kind = tables.Column(verbose_name=_("Kind"))
    tier = tables.Column(verbose_name=_("Economic tier"))
    parent = tables.Column(verbose_name=_("Part of"))

    class Meta(RecordTable.Meta):
        model = Division
        fields = ("name", "code", "level", "kind", "tier", "parent")
        sorts = {"code": "code", "name": "name_key"}

    def render_tier(self, value: str) -> Any:
        return Tier(value).label


class OrganizationTable(RecordTable):
    name = LinkColumn("cadres:organization_detail", verbose_name=_("Name"))
    kind = tables.Column(verbose_name=_("Kind"))
    division = LinkColumn("cadres:division_detail", key="division_id", verbose_name=_("Division"))

    class Meta(RecordTable.Meta):
        model = Organization
        fields = ("name", "kind", "division")
        sorts = {"name": "name_key", "division": "division_id"}


class PostTable(RecordTable):
    name = LinkColumn("cadres:post_detail", verbose_name=_("Post"))
    organization = LinkColumn("cadres:organization_detail", key="organization_id", verbose_name=_("Organization"))
    grade = tables.Column(verbose_name=_("Grade"))
    approved_number = tables.Column(verbose_name=_("Approved number"), attrs=NUMBER)
    actual = tables.Column(verbose_name=pgettext_lazy("seats", "Actual"), attrs=NUMBER)
    vacant = tables.Column(verbose_name=_("Vacant"), attrs=NUMBER)
    holders = tables.Column(verbose_name=_("Holders"), accessor="holder_rows", empty_values=(None, []))

    class Meta(RecordTable.Meta):
        model = Post
        fields = ("name", "organization", "grade", "approved_number", "actual", "vacant", "holders")
        sorts = {"organization": "organization__name_key", "grade": "grade"}

    def render_holders(self, value: list[dict]) -> str:
        return "、".join(holder["name"] for holder in value)


class CadreTable(RecordTable):
    name = FileColumn(verbose_name=pgettext_lazy("person", "Name"))
    sex = tables.Column(verbose_name=_("Sex"))
    born_on = MonthColumn(verbose_name=_("Born"))
    age = tables.Column(verbose_name=_("Age"), accessor="born_on", attrs=NUMBER)
    grade = tables.Column(verbose_name=_("Grade"))
    present_posts = tables.Column(verbose_name=_("Present posts"), empty_values=(None, []))
    education = tables.Column(verbose_name=_("Education"), accessor="education_levels", empty_values=(None, []))
    status = tables.Column(verbose_name=_("Status"))
    ethnicity = tables.Column(verbose_name=_("Ethnic group"))
    native_place = tables.Column(verbose_name=_("Native place"))
    political_status = tables.Column(verbose_name=_("Political status"))
    joined_party_on = MonthColumn(verbose_name=_("Joined the party"))
    began_work_on = MonthColumn(verbose_name=_("Began work"))
    grade_since = MonthColumn(verbose_name=_("At this grade since"))
    township_since = MonthColumn(verbose_name=_("Leading in townships since"))
    division = tables.Column(verbose_name=_("Managed by"))

    class Meta(RecordTable.Meta):
        model = Cadre
        optional = (
            "ethnicity",
            "native_place",
            "political_status",
            "joined_party_on",
            "began_work_on",
            "grade_since",
            "township_since",
            "division",
        )
        fields = ("name", "sex", "born_on", "age", "grade", "present_posts", "education", "status", *optional)
        sorts = {"name": "name_key", "born_on": "born_on", "grade": "grade"}

    def render_age(self, value: Any) -> int:
        return whole_years(value, localdate())

    def render_present_posts(self, value: list[str]) -> str:
        return "、".join(value)

    def render_education(self, value: list[str]) -> str:
        return "、".join(dict.fromkeys(level for level in value if level))


class TenureTable(RecordTable):
    cadre = FileColumn(key="cadre_id", verbose_name=_("Cadre"))
    post = LinkColumn("cadres:post_detail", key="post_id", verbose_name=_("Post"))
    since = tables.DateColumn(verbose_name=_("First day"), short=True)
    until = tables.Column(verbose_name=_("Left on"), accessor="held__upper")
    years = tables.Column(verbose_name=_("Full years"), accessor="held", attrs=NUMBER)
    start_basis = tables.Column(verbose_name=_("Came by"))
    end_reason = tables.Column(verbose_name=_("Left because of"))

    class Meta(RecordTable.Meta):
        model = Tenure
        fields = ("cadre", "post", "since", "until", "years", "start_basis", "end_reason")
        sorts = {"since": "since", "cadre": "cadre__name_key"}

    def render_until(self, value: Any) -> str:
        return date_format(value, "SHORT_DATE_FORMAT")

    def render_years(self, value: Any) -> int:
        until = value.upper if value.upper and value.upper < localdate() else localdate()
        return whole_years(value.lower, until)


class StateColumn(tables.Column):
    """How an item stands: a badge once something is decided; exported as its words."""

    def __init__(self, item: VerifiedItem):
        super().__init__(verbose_name=item.label, accessor=f"state_{item}", empty_values=())

    def render(self, value: Any) -> SafeString:
        css = f"badge badge-{TONES[value]}" if value else "muted"
        return format_html('<span class="{}">{}</span>', css, self.value(value))

    def value(self, value: Any) -> Any:
        return VerificationState(value).label if value else _("not verified")


class VerificationTable(RecordTable):
    name = FileColumn(url_name="cadres:cadre_verification", verbose_name=pgettext_lazy("person", "Name"))
    born_on = MonthColumn(verbose_name=_("Born, as on file"))
    birth = StateColumn(VerifiedItem.BIRTH)
    work = StateColumn(VerifiedItem.WORK)
    party = StateColumn(VerifiedItem.PARTY)
    education = StateColumn(VerifiedItem.EDUCATION)
    resume = StateColumn(VerifiedItem.RESUME)
    standing = StateColumn(VerifiedItem.STANDING)
    division = tables.Column(verbose_name=_("Managed by"))

    class Meta(RecordTable.Meta):
        model = Cadre
        optional = ("division",)
        fields = ("name", "born_on", *VerifiedItem.values, "division")
        sorts = {"name": "name_key", "born_on": "born_on"}

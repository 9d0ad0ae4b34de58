"""Pages of divisions: a township with its profile, leading posts and who led when."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db.models import Avg, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.divisions.choices import Level, Tier
from cadres.platform.divisions.lists import DIVISION_LIST
from cadres.platform.divisions.models import Division
from cadres.registry.organizations.models import Organization
from cadres.registry.organizations.presenters import period_of
from cadres.registry.posts.choices import MAIN_POSTS
from cadres.registry.posts.models import Post
from cadres.registry.tenures.models import Tenure
from cadres.registry.township_page import presenters as township_page
from cadres.registry.townships import services as townships
from cadres.registry.townships.forms import PilotEndForm, PilotForm, ProfileForm
from cadres.registry.townships.models import DivisionProfile, Pilot
from cadres.shared.charts.base import About, Plot, Series
from cadres.shared.charts.lanes import Span, layout_lanes
from cadres.shared.charts.lines import layout_lines
from cadres.shared.charts.views import ChartFiles
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.matter import Concerned, Matter, Part
from cadres.shared.pages.panels import of_township
from cadres.shared.pages.records import RecordDetail
from cadres.shared.pages.rows import record_of, rows_of

SHOWN_PARTS = 200


class DivisionList(RecordList):
    definition = DIVISION_LIST


class DivisionDetail(ChartFiles, RecordDetail):
    """A township in three queries and those of its panels; a county or province with its parts instead of profiles."""

    model = Division
    permission = "cadres.view_division"
    template_name = "cadres/township_page/division_detail.html"

    def get_queryset(self) -> QuerySet:
        pilots = Pilot.objects.filter(division=OuterRef("pk")).order_by("period")
        row = JSONObject(pk="pk", first=RangeStartsWith("period"), end=RangeEndsWith("period"), basis="basis")
        organizations = Organization.objects.living().filter(division=OuterRef("pk")).with_terms()
        profiles = DivisionProfile.objects.filter(division=OuterRef("pk")).annotate(**_averages())
        return (
            super()
            .get_queryset()
            .for_list()
            .annotate(
                pilot_rows=ArraySubquery(pilots.values(row=row)),
                organization_rows=rows_of(organizations.order_by("kind", "pk"), "term_rows"),
                profile_rows=rows_of(profiles.order_by("-year"), *_averages()),
            )
        )

    def get_context(self, record: Division) -> dict[str, Any]:
        user = self.request.user
        township = record.level == Level.TOWNSHIP
        organizations = [record_of(Organization, row) for row in record.organization_rows]
        posts = Post.objects.filter(organization__in=organizations).for_list()
        return {
            "township": township,
            "facts": _facts(record),
            "may_structure": record.level in (Level.TOWNSHIP, Level.COUNTY),
            "parts": [] if township else list(_parts(record)),
            "group": township_page.group_today(
                posts.order_by("organization__kind", "organization_id", "-grade", "pk"), localdate()
            ),
            "terms": township_page.terms_of(organizations, localdate()),
            "pilots": [period_of(row) for row in record.pilot_rows],
            "may_pilot": township and user.has_perm("cadres.declare_pilot"),
            "may_profile": township and user.has_perm("cadres.change_profile"),
            "may_term": user.has_perm("cadres.change_term"),
            **(self._of_township(record) if township else {}),
        }

    def charts_of(self, record: Division) -> list[Plot]:
        return _lines(record, _profiles(record))

    def _of_township(self, record: Division) -> dict[str, Any]:
        profiles = _profiles(record)
        led = Tenure.objects.filter(post__organization__division=record, post__kind__in=MAIN_POSTS)
        tenures = list(led.for_list().order_by("post__kind", "held"))
        township_page.mark_one_shoulder(tenures)
        leaders = About("leaders", _("Secretaries and heads over time"))
        return {
            "profiles": profiles,
            "lines": _lines(record, profiles),
            "tiers": tier_history(profiles),
            "points": township_page.points_of(profiles[0]) if profiles else [],
            "tenures": sorted(tenures, key=lambda t: t.held.lower, reverse=True),
            "chart": layout_lanes(leaders, map(_span, tenures), localdate()),
            "one_shoulder": any(tenure.joined for tenure in tenures),
            "panels": of_township(record, self.request.user),
        }


def _profiles(record: Division) -> list[DivisionProfile]:
    return [record_of(DivisionProfile, row) for row in record.profile_rows]


def _parts(record: Division) -> QuerySet:
    return Division.objects.filter(parent=record).for_list().order_by("code")[:SHOWN_PARTS]


def _facts(record: Division) -> list[tuple[Any, Any]]:
    return [
        (_("Code"), record.code),
        (_("Level"), record.get_level_display()),
        (_("Kind"), record.get_kind_display()),
        (_("Part of"), record.parent),
    ]


def _span(tenure: Tenure) -> Span:
    why = str(tenure.get_end_reason_display()) if tenure.end_reason else ""
    lane, name = str(tenure.post.get_kind_display()), tenure.cadre.name
    return Span(lane, name, tenure.held.lower, tenure.held.upper, why, tenure.joined)


LINES = (
    ("population", gettext_lazy("Resident population")),
    ("income", gettext_lazy("Income per head, yuan")),
    ("revenue", gettext_lazy("Revenue, 10,000 yuan")),
)


def _averages() -> dict[str, Subquery]:
    """To annotate to profiles: each figure's average of the county in that year."""
    around = DivisionProfile.objects.filter(division__parent=OuterRef("division__parent"), year=OuterRef("year"))
    return {
        f"around_{name}": Subquery(around.order_by().values("year").annotate(n=Avg(name)).values("n"))
        for name, _title in LINES
    }


def _lines(record: Division, profiles: list[DivisionProfile]) -> list[Plot]:
    """A line for each figure of the township beside the average of its county; nothing for a single year."""
    if len(profiles) < 2:
        return []
    rows = sorted(profiles, key=lambda profile: profile.year)
    years = [profile.year for profile in rows]
    charts = []
    for name, title in LINES:
        own = Series(record.name, [getattr(profile, name) for profile in rows])
        around = Series(_("Average of the county"), [round(getattr(profile, f"around_{name}")) for profile in rows])
        charts.append(layout_lines(About(name, title, first=_("Year")), years, [own, around]))
    return charts


def tier_history(profiles: list[DivisionProfile]) -> list[tuple[int, int, str]]:
    """First year, last year and tier of each run of years in one tier, the earliest first."""
    runs: list[list[Any]] = []
    for profile in sorted(profiles, key=lambda profile: profile.year):
        if runs and runs[-1][2] == profile.tier:
            runs[-1][1] = profile.year
        else:
            runs.append([profile.year, profile.year, profile.tier])
    return [(first, last, str(Tier(tier).label)) for first, last, tier in runs]


class ProfileCreate(FormPage):
    model = Division
    form_class = ProfileForm
    permission = "cadres.change_profile"
    title = gettext_lazy("Add the facts of a year")
    success_message = gettext_lazy("The profile is saved.")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(level=Level.TOWNSHIP)

    def save(self, form: ProfileForm) -> DivisionProfile:
        return townships.add_profile(self.record, form.values(), by=self.request.user)


class ProfileChange(FormPage):
    model = DivisionProfile
    form_class = ProfileForm
    permission = "cadres.change_profile"
    title = gettext_lazy("Correct the facts of a year")
    success_message = gettext_lazy("The profile is saved.")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_list()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record}

    def save(self, form: ProfileForm) -> DivisionProfile:
        seen = form.cleaned_data["seen"]
        return townships.change_profile(self.record, form.values(), by=self.request.user, seen=seen)


class PilotDeclare(FormPage):
    model = Division
    form_class = PilotForm
    permission = "cadres.declare_pilot"
    title = gettext_lazy("Declare a one-shoulder pilot")
    success_message = gettext_lazy("The pilot is declared.")

    def matter(self) -> Matter:
        return pilot_matter(
            self.record,
            _("From the first day one person may be secretary and head of this township. Nobody is appointed by it."),
        )

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().townships()

    def save(self, form: PilotForm) -> str:
        values = form.cleaned_data
        until = values["last"] + timedelta(days=1) if values["last"] else None
        townships.declare_pilot(
            self.record, since=values["since"], until=until, basis=values["basis"], by=self.request.user
        )
        return reverse("cadres:division_detail", args=[self.record.pk])


class PilotEnd(FormPage):
    model = Pilot
    form_class = PilotEndForm
    permission = "cadres.declare_pilot"
    title = gettext_lazy("End the one-shoulder pilot")
    submit_label = gettext_lazy("End")
    success_message = gettext_lazy("The pilot is ended.")

    def matter(self) -> Matter:
        return pilot_matter(
            self.record.division,
            _("After the last day nobody may hold both posts here. Who holds them then must have left one of them."),
        )

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("division")

    def save(self, form: PilotEndForm) -> Pilot:
        values = form.cleaned_data
        until = values["last"] + timedelta(days=1)
        return townships.end_pilot(self.record, until=until, basis=values["basis"], by=self.request.user)


def pilot_matter(township: Division, follows: str) -> Matter:
    """Who holds the two posts, and the pilots there have been."""
    held = Tenure.objects.held_on(localdate()).main().filter(post__organization__division=township)
    rows = held.select_related("cadre", "post").order_by("post__kind", "pk")
    pilots = Pilot.objects.filter(division=township).order_by("period")
    facts = tuple(
        (
            pilot.basis,
            _("from %(first)s") % {"first": date_format(pilot.period.lower)}
            if pilot.period.upper is None
            else _("from %(first)s, ended before %(end)s")
            % {"first": date_format(pilot.period.lower), "end": date_format(pilot.period.upper)},
        )
        for pilot in pilots
    )
    return Matter(
        concerned=tuple(Concerned(one.cadre.name, one.get_absolute_url(), one.post) for one in rows),
        parts=(Part(_("Pilots"), facts or ((_("Pilots"), _("None yet.")),)),),
        follows=follows,
    )

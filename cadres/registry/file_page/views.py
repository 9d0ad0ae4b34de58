"""Pages of cadres' files: list, sections of one file, the forms, and a leader's own file."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.services import open_part
from cadres.platform.accounts.models import User
from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.cadre_files.forms.files import CadreForm, ChangeForm, NewCadreForm
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.pages import CadreSection
from cadres.registry.cadre_files.rules.resume import Held, month_of, read_resume, remarks
from cadres.registry.cadre_files.services import files as cadre_files
from cadres.registry.cadre_files.services import known
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.registry.file_page.milestones import with_marks
from cadres.registry.file_page.presenters.actions import export_forms
from cadres.registry.file_page.presenters.particulars import contents_of, facts, particulars
from cadres.registry.history.facts import changes_of
from cadres.registry.history.forms import HistoryForm
from cadres.registry.organizations.models import Term
from cadres.registry.ranks.facts import facts_of
from cadres.registry.ranks.regulations import RANK
from cadres.registry.ranks.rules import next_rank
from cadres.registry.tenures.choices import EndReason
from cadres.registry.tenures.models import Tenure
from cadres.registry.verifications.facts import parts_of, with_parts
from cadres.registry.verifications.presenters import item_states
from cadres.registry.verifications.services import settled
from cadres.shared.charts.base import About
from cadres.shared.charts.lanes import Span, layout_lanes
from cadres.shared.charts.milestones import milestones_of
from cadres.shared.dates import whole_months, whole_years
from cadres.shared.identity import known_number
from cadres.shared.lists.bulk import Bulk, export_selected
from cadres.shared.lists.condition_page import ConditionBuilder
from cadres.shared.lists.views import RecordList
from cadres.shared.months import month_text
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.panels import PANELS
from cadres.shared.pages.records import RecordDetail
from cadres.shared.pages.submit_once import new_submission_token

TONES = {EndReason.PROMOTED: "good", EndReason.UNFIT: "warn", EndReason.DISCIPLINE: "bad"}


class CadreList(RecordList):
    definition = CADRE_LIST
    heading_actions = (
        (gettext_lazy("New file"), "cadres:cadre_create", "cadres.change_cadre"),
        (gettext_lazy("Take in forms"), "cadres:form_import", "cadres.change_cadre"),
    )
    conditions_url = "cadres:cadre_conditions"
    bulk_actions = (
        Bulk("export", gettext_lazy("To Excel"), "cadres.view_cadre", export_selected),
        Bulk("forms", gettext_lazy("Appointment forms (.lrmx)"), "cadres.export_form", export_forms),
    )
    panel_template = "cadres/file_page/_cadre_beside.html"

    def get_panel_context(self, record: Cadre) -> dict[str, Any]:
        return {"facts": at_a_glance(record)}


class CadreConditions(ConditionBuilder):
    """Conditions combined with and/or; the result is the list of cadres."""

    definition = CADRE_LIST


def at_a_glance(record: Cadre) -> list[tuple[Any, Any]]:
    """What a list knows of a cadre; the file itself says more, and its reading is another matter."""
    return [
        (_("Present posts"), "、".join(record.present_posts)),
        (_("Sex"), record.get_sex_display()),
        (_("Age"), whole_years(record.born_on, localdate())),
        (_("Education"), "、".join(dict.fromkeys(level for level in record.education_levels if level))),
        (_("Grade"), record.get_grade_display()),
        (_("At this grade since"), month_text(record.grade_since)),
        (_("Leading in townships since"), month_text(record.township_since)),
        (_("Joined the party"), month_text(record.joined_party_on)),
        (_("Began work"), month_text(record.began_work_on)),
        (_("Status"), record.get_status_display()),
        (_("Managed by"), record.division),
    ]


class CadreDetail(CadreSection):
    """Particulars, education, family, yearly results, sanctions, résumé."""

    template_name = "cadres/file_page/cadre_detail.html"

    def get_queryset(self) -> QuerySet:
        return with_parts(super().get_queryset())

    def get_context(self, record: Cadre) -> dict[str, Any]:
        parts = parts_of(record)
        states = item_states(record, parts["verifications"], parts["education"])
        rows = Tenure.objects.filter(cadre=record).select_related("post__organization__division")
        tenures = list(rows.order_by("-held", "-pk"))
        resume = resume_facts(record, tenures)
        return {
            **super().get_context(record),
            **parts,
            **resume,
            "particulars": particulars(record, self.request.user, states),
            "states": states,
            "next_rank": next_rank(facts_of(record, Rulebook(on=RANK.on()), parts["ranks"], parts["results"])),
            "contents": contents_of({**parts, "career": tenures}, resume, states),
            "tenures": tenures,
            "chart": layout_lanes(About("career", _("Posts over time")), spans_of(tenures), localdate()),
            "may_enter_rank": self.request.user.has_perm("cadres.enter_rank"),
            "may_verify": self.request.user.has_perm("cadres.verify_cadre"),
            "today": localdate(),
            "once": new_submission_token(),
        }


def resume_facts(record: Cadre, tenures: list[Tenure]) -> dict[str, Any]:
    """The résumé by periods, and where it and the tenures on record do not tell the same."""
    periods, loose = read_resume(record.resume)
    held = [
        Held(
            t.post.organization.division.name,
            t.post.name,
            month_of(t.held.lower),
            month_of(t.held.upper) if t.held.upper else None,
        )
        for t in tenures
    ]
    return {"periods": periods, "loose": loose, "remarks": list(remarks(periods, held)) if record.resume else []}


class CadreTimeline(CadreSection):
    """Every post in its time, as lanes and as a list."""

    template_name = "cadres/file_page/cadre_timeline.html"
    section = "timeline"

    def get_queryset(self) -> QuerySet:
        return with_marks(super().get_queryset(), self.request.user)

    def get_context(self, record: Cadre) -> dict[str, Any]:
        user = self.request.user
        may_correct = user.has_perm("cadres.propose_correction")
        return {**super().get_context(record), **career(record, user), "may_correct": may_correct}


def career(record: Cadre, user: User | None = None) -> dict[str, Any]:
    """The tenures of a file, the latest first, with their chart: one query; for a user also the marks on the way."""
    today = localdate()
    tenures = list(Tenure.objects.filter(cadre=record).for_list().order_by("-since", "-pk"))
    for tenure in tenures:
        tenure.months = whole_months(tenure.held.lower, min(tenure.held.upper or today, today))
        tenure.tone = TONES.get(tenure.end_reason, "neutral")
    by_kind = [] if user is None else milestones_of(record, user)
    rows = [(str(kind.title), marks) for kind, marks in by_kind]
    listed = [(mark.on, title, mark) for title, marks in rows for mark in marks]
    return {
        "tenures": tenures,
        "chart": layout_lanes(About("career", _("Posts over time")), spans_of(tenures), today, rows),
        "marks": sorted(listed, key=lambda row: row[0], reverse=True),
    }


def spans_of(tenures: list[Tenure]) -> list[Span]:
    return [
        Span(
            str(t.post.get_kind_display()),
            t.post.organization.division.name,
            t.held.lower,
            t.held.upper,
            str(t.get_end_reason_display()) if t.end_reason else "",
        )
        for t in tenures
    ]


class CadreHistory(CadreSection):
    """Who changed what and when, from the append-only tables; of one particular, one part or one person if asked."""

    template_name = "cadres/history/cadre_history.html"
    section = "history"

    def get_context(self, record: Cadre) -> dict[str, Any]:
        asked = {key: self.request.GET.get(key, "") for key in ("what", "who")}
        page = changes_of(record, self.request.user, **asked)
        form = HistoryForm(user=self.request.user, people=page.people, initial=asked)
        return {**super().get_context(record), "changes": page.changes, "more": page.more, "form": form, **asked}


class CadrePanel(CadreSection):
    """A section that an upper app adds; its template is a part without a page around it."""

    template_name = "cadres/file_page/cadre_panel.html"

    @property
    def section(self) -> str:  # type: ignore[override]
        return self.kwargs["key"]

    @property
    def permission(self) -> str:  # type: ignore[override]
        if self.section not in PANELS:
            raise Http404
        return PANELS[self.section].permission

    def get_queryset(self) -> QuerySet:
        if not self.request.user.has_perm("cadres.view_cadre"):
            return Cadre.objects.none()
        return super().get_queryset()

    def get_context(self, record: Cadre) -> dict[str, Any]:
        panel = PANELS[self.section]
        return {**super().get_context(record), **panel.load(record, self.request.user), "panel": panel}


class CadreCreate(FormPage):
    form_class = NewCadreForm
    permission = "cadres.change_cadre"
    title = gettext_lazy("New file")
    success_message = gettext_lazy("The file is opened.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: NewCadreForm) -> Cadre:
        opened = cadre_files.open_file(form.values(), by=self.request.user)
        point_out(self.request, form, opened)
        return opened


def point_out(request: HttpRequest, form: CadreForm, cadre: Cadre) -> None:
    """What was saved although it should be looked at, above the page that comes next."""
    told = list(form.remarks())
    if {"name", "born_on", "identity_number"} & set(form.changed_data):
        number = known_number(cadre.identity_number)
        others = known.files_like(cadre, request.user)
        told += [
            text for _name, text in known.hints_of_new(others, name=cadre.name, born=cadre.born_on, number=number)
        ]
    for remark in told:
        messages.warning(request, remark)


class CadreChange(FormPage):
    model = Cadre
    form_class = ChangeForm
    permission = "cadres.change_cadre"
    title = gettext_lazy("Change the particulars")
    success_message = gettext_lazy("The particulars are saved.")

    def check_record(self, record: Cadre) -> None:
        open_part(record, "change", by=self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record, "verified": settled([self.record.pk])[self.record.pk]}

    def save(self, form: ChangeForm) -> Cadre:
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        changed = cadre_files.change_file(self.record, form.values(), by=self.request.user, seen=seen, reason=reason)
        point_out(self.request, form, changed)
        return changed


class MyFile(RecordDetail):
    """A township leader's own part of the file: particulars, posts, and when the term ends."""

    model = Cadre
    permission = "cadres.view_own_file"
    template_name = "cadres/file_page/my_file.html"

    def get_object(self) -> Cadre:
        rows = self.get_queryset().select_related("division", "growth_place").with_present_posts()
        return get_object_or_404(rows.defer("photo", "form_extra"), pk=self.request.user.cadre_id)

    def get_context(self, record: Cadre) -> dict[str, Any]:
        today = localdate()
        details = career(record)
        running = {t.post.organization_id for t in details["tenures"] if today in t.held}
        terms = Term.objects.filter(organization__in=running).running_on(today).select_related("organization")
        more = {"results": record.annual_results.all(), "ranks": record.ranks.all()}
        return {**details, **more, "facts": facts(record), "terms": list(terms)}

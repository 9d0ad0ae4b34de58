"""Pages of working days: the years, one year in twelve months, the draft with what it would change."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.calendar import facts as workdays
from cadres.platform.calendar import services
from cadres.platform.calendar.choices import Stage
from cadres.platform.calendar.forms import DaysForm, ImportForm
from cadres.platform.calendar.models import CalendarYear
from cadres.platform.calendar.presenters import KINDS, months_of, names_of, years_listed
from cadres.platform.calendar.regulations import FIRST_YEAR, LAST_YEAR
from cadres.platform.calendar.rules.days import unusual
from cadres.platform.calendar.rules.notation import entries_of
from cadres.shared.errors import OutOfDate
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded

VIEW = "cadres.view_calendar"


class YearPage(Guarded):
    """What pages of one year share: the year of the address, its versions."""

    permission = VIEW

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.year = kwargs["year"]

    def versions(self) -> list[CalendarYear]:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Http404
        rows = CalendarYear.objects.visible_to(self.request.user).filter(year=self.year)
        return list(rows.for_list().order_by("-pk"))

    def draft_or_none(self) -> CalendarYear | None:
        return next((row for row in self.versions() if row.stage == Stage.DRAFT), None)


class CalendarList(Guarded):
    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = CalendarYear.objects.visible_to(request.user).exclude(stage=Stage.REPLACED).for_list()
        lines = years_listed(rows, timezone.localdate())
        return render(request, "cadres/calendar/list.html", {"lines": lines})


class CalendarYearDetail(YearPage):
    """The year as it counts now."""

    template_name = "cadres/calendar/year.html"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        versions = self.versions()
        in_force = next((row for row in versions if row.stage == Stage.APPROVED), None)
        draft = next((row for row in versions if row.stage == Stage.DRAFT), None)
        known = workdays.known(year - 1, year + 1)
        names = names_of(CalendarYear.objects.in_force().filter(year__in=(year, year + 1)))
        context = {
            "year": str(year),  # a name, not a number with separators
            "in_force": in_force,
            "draft": draft,
            "older": [row for row in versions if row.stage == Stage.REPLACED],
            "months": months_of(year, known, names),
            "kinds": KINDS,
            "facts": facts_of(in_force) if in_force else [],
            "may_propose": request.user.has_perm(services.PROPOSE),
        }
        return render(request, self.template_name, context)


class CalendarYearPrint(CalendarYearDetail):
    template_name = "cadres/calendar/print.html"


class CalendarDraft(YearPage):
    """The draft in twelve months, with what its approval would change."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        draft = self.draft_or_none()
        if draft is None:
            return redirect("cadres:calendar_year", year=year)
        entries = saved_entries(draft)
        known = workdays.known(year - 1, year + 1, draft=draft)
        own = draft.set_by_id == request.user.pk
        context = {
            "year": str(year),  # a name, not a number with separators
            "draft": draft,
            "seen": services.seen_of(draft),
            "months": months_of(year, known, names_of([draft])),
            "kinds": KINDS,
            "facts": facts_of(draft),
            "entries": entries,
            "unusual": unusual(year, entries),
            "consequences": services.consequences(draft),
            "own": own,
            "may_propose": request.user.has_perm(services.PROPOSE),
            "may_approve": request.user.has_perm(services.APPROVE) and not own,
            "may_discard": own or request.user.has_perm(services.APPROVE),
        }
        return render(request, "cadres/calendar/draft.html", context)


class CalendarApprove(YearPage):
    permission = services.APPROVE

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        draft = self.draft_or_none()
        if draft is None:
            messages.warning(request, _("Somebody else has approved or withdrawn this draft."))
            return redirect("cadres:calendar_year", year=year)
        try:
            services.approve_draft(draft, by=request.user, seen=request.POST.get("seen", "") or "nothing")
        except OutOfDate as error:
            messages.warning(request, str(error))
            return redirect("cadres:calendar_draft", year=year)
        messages.success(request, _("Approved. Everything that was computed by this year's days is computed again."))
        return redirect("cadres:calendar_year", year=year)


class CalendarDiscard(YearPage):
    """Declined by who may approve, or withdrawn by who drafted; the service knows which."""

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        draft = self.draft_or_none()
        if draft is not None:
            try:
                services.discard_draft(draft, by=request.user)
            except OutOfDate as error:
                messages.warning(request, str(error))
                return redirect("cadres:calendar_draft", year=year)
            messages.success(request, _("The draft is off the list. The history keeps it."))
        return redirect("cadres:calendar_year", year=year)


class DraftForm(FormPage, YearPage):
    """A form that writes the year's draft, beginning with what is there."""

    permission = services.PROPOSE
    submit_label = gettext_lazy("Save as draft and show what changes")
    success_message = gettext_lazy("Saved as a draft. It counts when a department leader approves it.")
    template_name = "cadres/calendar/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        versions = self.versions()
        draft = next((row for row in versions if row.stage == Stage.DRAFT), None)
        shown = draft or next((row for row in versions if row.stage == Stage.APPROVED), None)
        self.record = CalendarYear(year=self.year)
        initial = {"seen": services.seen_of(draft)}
        if shown is not None:
            initial |= {"document": shown.document, "basis": shown.basis}
        return {"year": self.year, "entries": saved_entries(shown) if shown else (), "initial": initial}

    def get_context(self) -> dict[str, Any]:
        ways = ("calendar_enter", gettext_lazy("Row by row")), ("calendar_import", gettext_lazy("Lines or a table"))
        return {
            "year": str(self.year),
            "tabs": [
                (label, reverse(f"cadres:{name}", args=[self.year]), name == self.url_name) for name, label in ways
            ],
        }

    def save(self, form: Any) -> CalendarYear:
        values = form.cleaned_data
        return services.save_draft(
            self.year,
            entries=values["entries"],
            document=values["document"],
            basis=values["basis"],
            by=self.request.user,
            seen=values["seen"],
        )


class CalendarEnter(DraftForm):
    form_class = DaysForm
    title = gettext_lazy("Enter the holidays")
    url_name = "calendar_enter"


class CalendarImport(DraftForm):
    form_class = ImportForm
    title = gettext_lazy("Import the holidays")
    url_name = "calendar_import"


def saved_entries(calendar: CalendarYear) -> list:
    return entries_of(calendar.days.values_list("day", "works", "name"))


def facts_of(calendar: CalendarYear) -> list[tuple[Any, Any]]:
    return [
        (_("Number of the notice"), calendar.document),
        (_("Where it was read"), calendar.basis),
        (_("Set by"), calendar.set_by or _("The program")),
        (_("Approved by"), calendar.approved_by or (_("The program") if calendar.approved_at else "")),
        (_("Approved at"), calendar.approved_at),
    ]

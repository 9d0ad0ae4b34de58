"""Pages of rosters: the list, one roster as page, print and Excel, and the form."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.models import Cadre
from cadres.registry.file_page.filters import CadreFilter
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.registry.rosters.facts import make
from cadres.registry.rosters.forms import RosterForm
from cadres.registry.rosters.lists import KEEP, ROSTER_LIST, VIEW
from cadres.registry.rosters.models import Roster
from cadres.registry.rosters.services import rosters
from cadres.shared.lists.export_links import ask_url
from cadres.shared.lists.filter_labels import filter_words
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import RecordDetail
from cadres.shared.phrases import titled


class RosterList(RecordList):
    definition = ROSTER_LIST
    heading_actions = ((_("New roster"), "cadres:roster_create", KEEP),)
    empty_text = _("No roster yet. Choose columns, order and people once; print it as often as you like.")


class RosterDetail(RecordDetail):
    """``?on=`` another day; ``?print=`` the sheet to print, on record; ``?export=xlsx`` asks for the workbook."""

    model = Roster
    permission = VIEW
    template_name = "cadres/rosters/roster_detail.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        roster = self.get_object()
        day = DayForm(request.GET)
        on = (day.is_valid() and day.cleaned_data["on"]) or localdate()
        if request.GET.get("export") == "xlsx":
            return redirect(ask_url("roster", "xlsx", roster=roster.pk, on=on.isoformat()))
        made = make(roster, user=request.user, on=on)
        if printing := "print" in request.GET:
            rosters.record_printing(roster, made, by=request.user)
        own = roster.owner_id == request.user.pk and request.user.has_perm(KEEP)
        context = {
            "record": roster,
            "made": made,
            "on": on,
            "title": roster.name,
            "own": own,
            "may_print_forms": request.user.has_perm("cadres.export_form"),
            "span": len(made.columns) + 2,
            "wide": len(made.columns) > 8,
            "back": roster.get_absolute_url(),
        }
        return render(request, "cadres/rosters/roster_print.html" if printing else self.template_name, context)

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_list()


class DayForm(forms.Form):
    on = forms.DateField(required=False)


class RosterForms(FormPage):
    form_class = RosterForm
    permission = KEEP
    template_name = "cadres/rosters/roster_form.html"

    def conditions_of(self, kept: QueryDict) -> forms.Form:
        return CadreFilter(kept or None, queryset=Cadre.objects.none(), user=self.request.user).form

    def sentences_of(self, query: QueryDict) -> list[str]:
        listing = CADRE_LIST.asked_by(self.request.user, query)
        words = [titled(label, text) for label, text, _names in filter_words(listing.filterset.form, query)]
        return [*words, *(one.words for one in listing.sentences)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"conditions_of": self.conditions_of, "sentences_of": self.sentences_of}

    success_message = _("The roster is kept.")


class RosterCreate(RosterForms):
    """The conditions of the list of cadres may come with the address."""

    title = _("New roster")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "conditions": self.request.GET.urlencode()}

    def save(self, form: RosterForm) -> Roster:
        return rosters.keep_roster(form.values(), by=self.request.user)


class RosterChange(RosterForms):
    model = Roster
    title = _("Change the roster")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(owner=self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.record}

    def save(self, form: RosterForm) -> Roster:
        return rosters.change_roster(self.record, form.values(), by=self.request.user, seen=form.cleaned_data["seen"])


class RosterRemove(FormPage):
    model = Roster
    form_class = forms.Form
    permission = KEEP
    title = _("Remove the roster")
    submit_label = _("Remove")
    success_message = _("The roster is removed; the people are not touched.")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(owner=self.request.user)

    def save(self, form: forms.Form) -> HttpResponse:
        rosters.remove_roster(self.record, by=self.request.user)
        return redirect(reverse("cadres:roster_list"))

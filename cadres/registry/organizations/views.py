"""Pages of organizations and their terms."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.registry.organizations import services as posts
from cadres.registry.organizations.forms import TermForm
from cadres.registry.organizations.lists import ORGANIZATION_LIST
from cadres.registry.organizations.models import Organization, Term
from cadres.registry.organizations.presenters import period_of
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import RecordDetail


class OrganizationList(RecordList):
    definition = ORGANIZATION_LIST


class OrganizationDetail(RecordDetail):
    model = Organization
    permission = "cadres.view_organization"
    template_name = "cadres/organizations/organization_detail.html"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_list().with_terms()

    def get_context(self, record: Organization) -> dict[str, Any]:
        return {
            "facts": [(_("Kind"), record.get_kind_display()), (_("Division"), record.division)],
            "posts": list(record.posts.for_list().order_by("-grade", "pk")),
            "terms": [period_of(row) for row in record.term_rows],
            "may_term": self.request.user.has_perm("cadres.change_term"),
        }


class TermCreate(FormPage):
    model = Organization
    form_class = TermForm
    permission = "cadres.change_term"
    title = gettext_lazy("Enter a term")
    success_message = gettext_lazy("The term is saved.")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().with_terms()

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = self.record.term_rows
        return {"initial": {"ordinal": rows[0]["ordinal"] + 1 if rows else 1, "first": localdate()}}

    def save(self, form: TermForm) -> Organization:
        values = form.cleaned_data
        posts.enter_term(
            self.record, ordinal=values["ordinal"], first=values["first"], last=values["last"], by=self.request.user
        )
        return self.record


class TermChange(FormPage):
    model = Term
    form_class = TermForm
    permission = "cadres.change_term"
    title = gettext_lazy("Correct a term")
    success_message = gettext_lazy("The term is saved.")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organization")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record}

    def save(self, form: TermForm) -> Organization:
        values = form.cleaned_data
        posts.change_term(
            self.record,
            ordinal=values["ordinal"],
            first=values["first"],
            last=values["last"],
            by=self.request.user,
            seen=values["seen"],
        )
        return self.record.organization

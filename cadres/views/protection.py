"""Fields in clear, who read a file, and whose files are closed to whom."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cadres.filters_admin import AccessFilter, KinshipFilter
from cadres.forms.protection import KinshipForm, RevealForm
from cadres.models import Cadre, FileAccess, Kinship
from cadres.services import protection
from cadres.shared.panels import PANELS
from cadres.shared.reveal import REVEALABLE, Revealable
from cadres.shared.views import FormPage, MovePage, RecordList
from cadres.tables_admin import AccessTable, KinshipTable
from cadres.views.audit import AuditList
from cadres.views.cadres import CadreSection


class FieldReveal(FormPage):
    """A reason first, then one field of one record, once: the answer is kept by no cache."""

    form_class = RevealForm
    drafts = False  # a reason of a moment

    @property
    def revealable(self) -> Revealable:
        if self.kwargs["key"] not in REVEALABLE:
            raise Http404
        return REVEALABLE[self.kwargs["key"]]

    @property
    def permission(self) -> str:  # type: ignore[override]
        return self.revealable.permission

    @property
    def model(self) -> Any:  # type: ignore[override]
        return self.revealable.model()

    def check_record(self, record: Any) -> None:
        protection.refuse_barred(self.request.user, self.revealable.cadre_of(record))

    def save(self, form: RevealForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        value = protection.reveal(self.revealable, self.record, by=self.request.user, reason=reason)
        return self._page(form, value=value)

    def _page(
        self, form: Any, status: int = 200, objections: tuple = (), value: str = "", **_draft: Any
    ) -> HttpResponse:
        context = {
            "form": form,
            "objections": objections,
            "record": self.record,
            "label": self.revealable.label,
            "url": self.request.path,
            "back": self.record.get_absolute_url(),
            "value": value,
        }
        fragment = self.request.htmx and not self.request.htmx.boosted
        template = "components/_reveal.html" if fragment else "cadres/reveal.html"
        # htmx puts in place what comes with 200; a refusal must be seen too.
        response = render(self.request, template, context, status=200 if fragment else status)
        response["Cache-Control"] = "no-store"
        response["Vary"] = "HX-Request"
        return response


class CadreReaders(CadreSection):
    """Who read this file: the newest hundred; the whole record is the auditor's."""

    permission = "cadres.view_readers"
    template_name = "cadres/cadre_readers.html"
    section = "readers"

    def get_context(self, record: Any) -> dict[str, Any]:
        files = Cadre.objects.filter(Q(pk=record.pk) | Q(merged_into=record.pk)).order_by()
        rows = FileAccess.objects.filter(cadre__in=files.values("pk")).select_related("by").order_by("-pk")[:100]
        readings = list(rows)
        for reading in readings:
            reading.part_label = part_label(reading.part)
        return {**super().get_context(record), "readings": readings}


OWN_PARTS = {
    "file": _("File"),
    "timeline": _("Career"),
    "history": _("History"),
    "readers": _("Who read this file"),
    "change": _("Change the particulars"),
    "duplicates": _("Comparison with a duplicate"),
    "form": _("Appointment forms (.lrmx)"),
    "api": "API",
}


def part_label(part: str) -> Any:
    """What was read, as the tabs of the file and its fields are called."""
    if part in PANELS:
        return PANELS[part].title
    fields = {one.field: one.label for one in REVEALABLE.values() if one.key.startswith("cadre.")}
    return OWN_PARTS.get(part) or fields.get(part, part)


class AccessList(AuditList):
    model = FileAccess
    table_class = AccessTable
    filterset_class = AccessFilter
    title = _("Audit: readings of files")
    current = "access_list"

    def get_queryset(self):
        return FileAccess.objects.visible_to(self.request.user).select_related("by")


class KinshipList(RecordList):
    model = Kinship
    table_class = KinshipTable
    filterset_class = KinshipFilter
    permission = "cadres.declare_kinship"
    personal = "cadre_id"
    title = _("Files closed to relatives")
    heading_actions = ((_("Declare a relative"), "cadres:kinship_declare", "cadres.declare_kinship"),)
    empty_text = _("Nobody has declared a relative yet.")

    def get_queryset(self):
        rows = Kinship.objects.visible_to(self.request.user).select_related("user", "cadre", "confirmed_by")
        names = ("user__name", "user__username", "cadre__name", "confirmed_by__name", "confirmed_by__username")
        return rows.only("stage", "relation", "proposed_by", *names)


class KinshipDeclare(FormPage):
    form_class = KinshipForm
    permission = "cadres.declare_kinship"
    title = _("Declare a relative")
    success_message = _("Declared. It takes effect when another person has confirmed it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: KinshipForm) -> Kinship:
        data = form.cleaned_data
        return protection.declare_kinship(data["cadre"], relation=data["relation"], by=self.request.user)


class KinshipMove(MovePage):
    model = Kinship
    workflow = protection.KINSHIPS
    take = protection.settle_kinship

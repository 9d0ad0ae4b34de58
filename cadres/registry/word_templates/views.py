"""The county's Word template of the appointment form: the present one, former ones, proposals."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.registry.appointment_forms.services.sheets.word import FIELDS, LISTS, PHOTO, default_template
from cadres.registry.word_templates.forms import TemplateForm
from cadres.registry.word_templates.models import WordTemplate
from cadres.registry.word_templates.services.checks import LARGEST, trial
from cadres.registry.word_templates.services.templates import (
    APPROVE,
    CHANGE,
    against_approval,
    approve_template,
    decline_template,
    propose_template,
    template_for,
)
from cadres.shared.files.kinds import MEDIA_TYPES
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.forms import EmptyForm
from cadres.shared.pages.matter import Matter, Paper, Part
from cadres.shared.pages.records import Guarded
from cadres.shared.regulations.decide import Split

VIEW = "cadres.view_template"
MEDIA_TYPE = MEDIA_TYPES["docx"]


class TemplateList(Guarded):
    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        rows = list(WordTemplate.objects.visible_to(user).for_list())
        approved = sorted((row for row in rows if row.approved_at), key=lambda row: (row.approved_at, row.pk))
        used = {row.division_id: row.pk for row in approved}  # the last of each county
        context = {
            "templates": [
                {"row": row, "used": used.get(row.division_id) == row.pk, "own": row.set_by_id == user.pk}
                for row in rows
            ],
            "own_in_use": bool(used),
            "fields": [*FIELDS, PHOTO],
            "lists": LISTS.items(),
            "may_change": user.has_perm(CHANGE),
            "may_approve": user.has_perm(APPROVE),
        }
        return render(request, "cadres/word_templates/list.html", context)


class TemplatePropose(FormPage):
    permission = CHANGE
    form_class = TemplateForm
    title = gettext_lazy("Put in a changed template")
    submit_label = gettext_lazy("Check and propose")
    success_message = gettext_lazy("Checked and proposed. It is used when a department leader has approved it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: TemplateForm) -> WordTemplate:
        values = form.cleaned_data
        data = values["file"].read(LARGEST + 1)
        name = values["file"].name
        return propose_template(values["division"], data, name=name, basis=values["basis"], by=self.request.user)


class PresentTemplate(Guarded):
    """The template in use, to be changed in Word."""

    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        return _given(template_for(request.user) or default_template(), "任免审批表模板.docx")


class TemplateFile(Guarded):
    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = get_object_or_404(WordTemplate.objects.visible_to(request.user), pk=pk)
        return _given(bytes(template.content), template.name)


class TemplateTrial(Guarded):
    """Two forms of invented people made with it: what who approves should look at."""

    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = get_object_or_404(WordTemplate.objects.visible_to(request.user), pk=pk)
        return _given(trial(bytes(template.content)), "试打.docx")


class TemplateApprove(FormPage):
    model = WordTemplate
    form_class = EmptyForm
    permission = APPROVE
    title = gettext_lazy("Approve a template")
    submit_label = gettext_lazy("Approve")
    success_message = gettext_lazy("Approved. Forms are made with it from now on.")

    def get_queryset(self) -> Any:
        return super().get_queryset().defer("content").select_related("division", "set_by")

    def matter(self) -> Matter:
        record = self.record
        facts = (
            (_("What is changed, and why"), record.basis),
            (_("Division"), record.division),
            (_("Proposed by"), record.set_by),
            (_("Proposed at"), record.set_at),
        )
        return Matter(
            parts=(Part(record.name, facts),),
            papers=(
                Paper(record.name, reverse("cadres:word_template_file", args=[record.pk])),
                Paper(_("Trial with invented people"), reverse("cadres:word_template_trial", args=[record.pk])),
            ),
            follows=_("Appointment forms in Word are made with it from now on; the former template is kept."),
        )

    def stands_against(self, form: Any) -> Split:
        return Split(blocking=tuple(against_approval(self.record, by=self.request.user)))

    def save(self, form: Any) -> WordTemplate:
        return approve_template(self.record, by=self.request.user)


class TemplateDecline(Guarded):
    """Declined by who may approve, or withdrawn by who proposed; the service knows which."""

    permission = VIEW

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        template = get_object_or_404(WordTemplate.objects.visible_to(request.user).defer("content"), pk=pk)
        decline_template(template, by=request.user)
        messages.success(request, _("The proposal is off the list. The record of steps keeps it."))
        return redirect(template)


def _given(data: bytes, name: str) -> HttpResponse:
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return HttpResponse(
        data,
        content_type=MEDIA_TYPE,
        headers={**headers, "Content-Disposition": content_disposition_header(True, name)},
    )

"""Attachments: one with its history, attaching, replacing, giving out. A noun's own page lists them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.attachments import services
from cadres.platform.attachments.forms import AttachmentForm, ReplacementForm
from cadres.platform.attachments.models import Attachment
from cadres.platform.attachments.points import KEEP, OWNERS, VIEW
from cadres.shared.files.serving import stream
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded, RecordDetail


class AttachmentDetail(RecordDetail):
    """A paper, what it replaced and what replaced it."""

    model = Attachment
    permission = VIEW
    template_name = "cadres/attachments/attachment_detail.html"

    def get_context(self, record: Attachment) -> dict[str, Any]:
        user = self.request.user
        owner, whose = services.record_of(record, user)
        slot = owner.slot(record.slot)
        rows = Attachment.objects.visible_to(user).of(whose).filter(slot=record.slot)
        papers = list(rows.select_related("added_by").order_by("-pk"))
        may_replace = owner.kept_by(user) and slot is not None and owner.is_open(whose)
        return {
            "papers": papers,
            "present": papers[0],
            "label": slot.label if slot else record.slot,
            "whose": owner.title(whose),
            "back": owner.address(whose),
            "replace_url": reverse("cadres:attachment_replace", args=[papers[0].pk]) if may_replace else "",
        }


class AttachmentNew(FormPage):
    """The first paper of a slot; the address names the record and the slot."""

    permission = KEEP
    form_class = AttachmentForm
    template_name = "cadres/attachments/attachment_form.html"
    title = _("Attach a paper")
    submit_label = _("Attach")
    success_message = _("The paper is attached.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.has_perm(KEEP):
            self.owner = OWNERS.get(kwargs["model"])
            if self.owner is None or not self.owner.readable_by(request.user):
                raise Http404
            self.slot = self.owner.slot(kwargs["slot"])
            self.record = get_object_or_404(self.owner.rows(request.user), pk=kwargs["pk"])
            if self.slot is None:
                raise Http404
            if not self.owner.kept_by(request.user):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        whose, back = self.owner.title(self.record), self.owner.address(self.record)
        return {"whose": whose, "label": self.slot.label, "back": back}

    def save(self, form: AttachmentForm) -> HttpResponse:
        file, by = form.cleaned_data["file"], self.request.user
        services.attach(self.record, self.slot.key, file, name=file.name, values=form.particulars(), by=by)
        return HttpResponseRedirect(self.owner.address(self.record))


class AttachmentReplace(FormPage):
    model = Attachment
    permission = KEEP
    form_class = ReplacementForm
    template_name = "cadres/attachments/attachment_form.html"
    title = _("Replace the paper")
    submit_label = _("Replace")
    success_message = _("The paper is replaced; the former stays behind it.")

    def check_record(self, record: Attachment) -> None:
        self.owner, self.whose = services.record_of(record, self.request.user)
        if not self.owner.kept_by(self.request.user):
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {name: getattr(self.record, name) for name in services.PARTICULARS}}

    def get_context(self) -> dict[str, Any]:
        slot = self.owner.slot(self.record.slot)
        label = slot.label if slot else self.record.slot
        return {"whose": self.owner.title(self.whose), "label": label, "back": self.owner.address(self.whose)}

    def save(self, form: ReplacementForm) -> HttpResponse:
        file, reason, by = form.cleaned_data["file"], form.cleaned_data["reason"], self.request.user
        values = form.particulars()
        services.replace(self.record, file, name=file.name, values=values, reason=reason, by=by)
        return HttpResponseRedirect(self.owner.address(self.whose))


class AttachmentDownload(Guarded):
    """The paper part by part, never whole in memory."""

    permission = VIEW
    download = True

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        paper = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
        if not (self.download or paper.viewable):
            raise Http404
        parts = services.open_paper(paper, by=request.user, download=self.download)
        return stream(paper, parts, download=self.download)


class AttachmentView(AttachmentDownload):
    """Shown by the browser."""

    download = False

"""Workbooks in and out: template, upload, preview, taking in, export."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.imports import jobs
from cadres.platform.imports.forms import ExportForm, UploadForm
from cadres.platform.imports.pages import Preview
from cadres.platform.imports.points import RESOURCES, Resource, offered_to
from cadres.platform.imports.services import sheets
from cadres.platform.jobs.models import Job
from cadres.shared.errors import Refused
from cadres.shared.lists.export_links import ask_url
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded

IMPORT, EXPORT = "cadres.import_records", "cadres.export_records"


class OfResource(Guarded):
    """A page of one kind of record, whose own permission is needed too."""

    @property
    def resource(self) -> type[Resource]:
        try:
            return RESOURCES[self.kwargs["key"]]
        except KeyError as error:
            raise Http404 from error

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.has_perm(self.permission) and not request.user.has_perm(self.resource.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportHome(Guarded):
    permission = IMPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "cadres/imports/import_home.html", {"resources": offered_to(request.user)})


class ImportTemplate(OfResource):
    permission = IMPORT

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        name = _("%(records)s template") % {"records": self.resource.label}
        return FileResponse(
            sheets.template(self.resource, self.resource(request.user).known()),
            as_attachment=True,
            filename=f"{name}.xlsx",
            content_type=sheets.XLSX,
        )


class ImportUpload(OfResource, FormPage):
    permission = IMPORT
    form_class = UploadForm
    submit_label = gettext_lazy("Show what would change")
    template_name = "cadres/imports/import_upload.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"resource": self.resource, "user": self.request.user}

    def get_context(self) -> dict[str, Any]:
        return {"title": _("Import: %(records)s") % {"records": self.resource.label}, "resource": self.resource}

    def save(self, form: UploadForm) -> Job:
        values = form.cleaned_data
        county = values.get("county")
        return jobs.start_preview(
            self.resource,
            values["file"],
            by=self.request.user,
            key=values["key"],
            county=county.pk if county else "",
        )


class ImportPreview(Preview):
    permission = IMPORT
    kinds = (jobs.PREVIEW, jobs.APPLY)
    page = "cadres:import_preview"
    template_name = "cadres/imports/import_preview.html"

    def get_context(self, job: Job) -> dict[str, Any]:
        params = job.params if job.kind == jobs.PREVIEW else job.report
        return {"resource": RESOURCES[params["resource"]]}


class ImportApply(ImportPreview):
    """Takes in what the preview showed. A refusal is shown above the preview."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = self.get_job(pk)
        try:
            return redirect(jobs.start_apply(job, by=request.user, whole=request.POST.get("whole") == "yes"))
        except Refused as refused:
            return self.get(request, pk, status=422, objections=refused.objections)


class ExportStart(OfResource, FormPage):
    """Records of persons are asked for; whether with identity numbers is chosen first. Others are written at once."""

    permission = EXPORT
    form_class = ExportForm
    submit_label = gettext_lazy("Continue")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.resource.personal and not self.resource.secrets():
            return redirect(self.ask(secrets=False))
        return super().get(request, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"resource": self.resource}

    def get_context(self) -> dict[str, Any]:
        return {"title": _("Export: %(records)s") % {"records": self.resource.label}}

    def ask(self, *, secrets: bool) -> str:
        return ask_url("records", "xlsx", key=self.resource.key, secrets="1" if secrets else "")

    def save(self, form: ExportForm) -> Any:
        if self.resource.personal:
            return redirect(self.ask(secrets=form.cleaned_data.get("secrets", False)))
        return jobs.start_export(self.resource, by=self.request.user)

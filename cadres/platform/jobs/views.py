"""Jobs of the user: how far they are, what they left, stopping them."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cadres.platform.jobs.models import Job
from cadres.platform.jobs.presenters import listed, shown
from cadres.platform.jobs.services import files
from cadres.platform.jobs.services import jobs as services
from cadres.shared.errors import Refused
from cadres.shared.lists.keyset import BadCursor, paginate
from cadres.shared.pages.records import Guarded
from cadres.shared.phrases import in_a_row

GIVEN_OUT = {"result", "errors", "mend", "input"}


class JobList(Guarded):
    permission = "cadres.view_job"

    def get(self, request: HttpRequest) -> HttpResponse:
        jobs = Job.objects.visible_to(request.user).defer("report")
        try:
            page = paginate(jobs, order="-pk", size=20, cursor=request.GET.get("cursor") or None)
        except BadCursor as error:
            raise Http404 from error
        return render(request, "cadres/jobs/job_list.html", {"page": page, "jobs": [listed(job) for job in page.rows]})


class JobDetail(Guarded):
    permission = "cadres.view_job"
    template_name = "cadres/jobs/job_detail.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
        return render(request, self.template_name, {"job": shown(job), **self.get_context(job)})

    def get_context(self, job: Job) -> dict[str, Any]:
        stored = job.files.filter(role__in=GIVEN_OUT) if job.ended else []
        facts = [(_("Asked for at"), job.created_at), (_("Begun at"), job.started_at), (_("Ended at"), job.ended_at)]
        return {"facts": facts, "files": stored}


class JobProgress(JobDetail):
    """The bar alone, for htmx; when the job has ended the whole page is asked for."""

    template_name = "cadres/jobs/_job_progress.html"
    background = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        response = super().get(request, pk)
        if not Job.objects.visible_to(request.user).open().filter(pk=pk).exists():
            response["HX-Refresh"] = "true"
        return response

    def get_context(self, job: Job) -> dict[str, Any]:
        return {}


class JobCancel(Guarded):
    permission = "cadres.view_job"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
        try:
            services.request_cancel(job, by=request.user)
            messages.success(request, _("The job is asked to stop."))
        except Refused as refused:
            messages.warning(request, in_a_row(refused.objections))
        return redirect(job)


class JobFileDownload(Guarded):
    permission = "cadres.view_job"

    def get(self, request: HttpRequest, pk: int, role: str) -> HttpResponse:
        job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
        file = get_object_or_404(job.files.filter(role__in=GIVEN_OUT), role=role)
        response = FileResponse(
            files.open_file(file), as_attachment=True, filename=file.name, content_type=file.content_type
        )
        response["Cache-Control"] = "no-store"
        return response

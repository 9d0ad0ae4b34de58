"""The page that shows what a trial of many rows would do, for every noun that takes in many at once."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.platform.imports import jobs
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.presenters import shown
from cadres.shared.pages.records import Guarded

TABS = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "unchanged": gettext_lazy("Unchanged"),
    "refused": pgettext_lazy("row of a workbook", "Refused"),
}


class Preview(Guarded):
    """What each row would do, or did: one list for each outcome, a hundred rows on a page.

    ``kinds`` are the job that tries and the one that takes in; ``page`` is the address of this page, by name.
    """

    kinds: tuple[str, str]
    page: str
    template_name: str

    def get_context(self, job: Job) -> dict[str, Any]:
        """More for the template; override."""
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int, status: int = 200, objections: tuple = ()) -> HttpResponse:
        job = self.get_job(pk)
        counts = job.report["counts"]
        outcome = request.GET.get("rows", "")
        if outcome not in TABS:
            outcome = next((name for name in ("refused", "changed", "new", "unchanged") if counts[name]), "new")
        number = request.GET.get("page", "1")
        rows, last = jobs.page_of(job, outcome, int(number) if number.isdecimal() and len(number) < 7 else 1)
        number = min(max(int(number) if number.isdecimal() and len(number) < 7 else 1, 1), max(last, 1))
        path = reverse(self.page, args=[pk])
        context = {
            "job": shown(job),
            "counts": counts,
            "outcome": outcome,
            "rows": rows,
            "number": number,
            "last": last,
            "tabs": [
                (f"{label} {counts[name]}", f"{path}?rows={name}", name == outcome) for name, label in TABS.items()
            ],
            "ignored": job.report.get("ignored", []),
            "sheets": job.report.get("sheets", []),
            "defaults": job.report.get("defaults", []),
            "given": set(job.files.filter(role__in=("errors", "mend")).values_list("role", flat=True)),
            "open": job.kind == self.kinds[0] and not job.report.get("applied"),
            "fit": counts["new"] + counts["changed"],
            "objections": objections,
            **self.get_context(job),
        }
        return render(request, self.template_name, context, status=status)

    def get_job(self, pk: int) -> Job:
        ended = Job.objects.visible_to(self.request.user).filter(kind__in=self.kinds)
        job = get_object_or_404(ended.filter(state__in=(JobState.DONE, JobState.FAILED)), pk=pk)
        if "counts" not in job.report:
            raise Http404
        return job

"""Appointment form files: taken in, one or many, and given out."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.services import refuse_barred
from cadres.platform.imports.pages import Preview
from cadres.platform.jobs.models import Job
from cadres.registry.appointment_forms import jobs as forms
from cadres.registry.appointment_forms.forms import FormFilesForm
from cadres.registry.cadre_files.models import Cadre
from cadres.shared.errors import Refused
from cadres.shared.lists.export_links import ask_url
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded


class FormImport(FormPage):
    """Each file comes in by itself: what is wrong with one keeps no other out."""

    permission = forms.PERMISSION
    form_class = FormFilesForm
    title = _("Take in appointment forms")
    submit_label = _("Take in")
    template_name = "cadres/appointment_forms/form_import.html"

    def get_form_kwargs(self):
        return {"user": self.request.user}

    def save(self, form):
        values = form.cleaned_data
        uploads = [forms.upload_of(file) for file in values["files"]]
        division, by = values["division"], self.request.user
        made = forms.receive(uploads, division=division, by=by, dry=values["preview"])
        if isinstance(made, Job):
            return made
        rows = [forms.row_shown(row) | {"outcome": row.outcome} for row in made]
        refused = sum(row["outcome"] == "refused" for row in rows)
        context = {"rows": rows, "done": len(rows) - refused, "refused": refused}
        return render(self.request, "cadres/appointment_forms/form_report.html", context)


class FormPreview(Preview):
    permission = forms.PERMISSION
    kinds = (forms.PREVIEW, forms.TAKE)
    page = "cadres:form_preview"
    template_name = "cadres/appointment_forms/form_preview.html"

    def get_context(self, job):
        return {"skipped": job.report["skipped"]}


class FormTake(FormPreview):
    """Takes in what the preview showed. A refusal is shown above the preview."""

    http_method_names = ["post"]

    def post(self, request, pk):
        job = self.get_job(pk)
        try:
            return redirect(forms.start_take(job, by=request.user))
        except Refused as refused:
            return self.get(request, pk, status=422, objections=refused.objections)


class FormExport(Guarded):
    permission = "cadres.export_form"

    def get(self, request, pk):
        """A whole file leaves the program: it is asked for first."""
        cadre = get_object_or_404(Cadre.objects.visible_to(request.user), pk=pk)
        refuse_barred(request.user, cadre.pk)
        return redirect(ask_url("forms", "zip", ids=cadre.pk))

"""Appointment form files: taken in, one or many, and given out."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from cadres.choices import AccessKind
from cadres.forms.forms_files import FormFilesForm
from cadres.lrmx import BadForm
from cadres.lrmx.reader import LARGEST_FILE
from cadres.models import Cadre
from cadres.services.forms_files import export_form, import_form
from cadres.services.protection import open_part
from cadres.shared.views import FormPage, Guarded


class FormImport(FormPage):
    """Each file comes in by itself: what is wrong with one keeps no other out."""

    permission = "cadres.change_cadre"
    form_class = FormFilesForm
    title = _("Take in appointment forms")
    submit_label = _("Take in")

    def get_form_kwargs(self):
        return {"user": self.request.user}

    def save(self, form):
        division = form.cleaned_data["division"]
        results = [self.take_in(file, division) for file in form.cleaned_data["files"]]
        done = sum(result["imported"] is not None for result in results)
        context = {"results": results, "done": done, "refused": len(results) - done}
        return render(self.request, "cadres/lrmx_report.html", context)

    def take_in(self, file, division):
        result = {"name": file.name, "imported": None, "faults": []}
        try:
            data = file.read(LARGEST_FILE + 1)
            result["imported"] = import_form(data, division=division, by=self.request.user, file_name=file.name)
        except BadForm as error:
            result["faults"] = error.faults
        return result


class FormExport(Guarded):
    permission = "cadres.export_form"

    def get(self, request, pk):
        cadre = get_object_or_404(Cadre.objects.visible_to(request.user), pk=pk)
        open_part(cadre, "form", by=request.user, kind=AccessKind.EXPORT)
        response = HttpResponse(export_form(cadre, by=request.user), content_type="application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(True, f"{cadre.name}.lrmx")
        response["Cache-Control"] = "no-store"
        return response

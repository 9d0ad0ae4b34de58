"""What can be done with selected cadres at once."""

import zipfile
from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.timezone import localdate

from cadres.models import Cadre
from cadres.services.forms_files import export_form


def export_forms(view: Any, rows: QuerySet) -> HttpResponse:
    """The appointment forms in one zip. A form that was taken in is given out as it came, so nothing is lost."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, cadre in enumerate(Cadre.objects.filter(pk__in=rows.order_by().values("pk")), 1):
            name = "".join(sign for sign in cadre.name if sign.isalnum())
            archive.writestr(f"{number:03d}-{name}.lrmx", export_form(cadre, by=view.request.user))
    response = HttpResponse(buffer.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="forms-{localdate():%Y%m%d}.zip"'
    response["Cache-Control"] = "no-store"
    return response

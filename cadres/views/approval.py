"""The appointment form on paper, one or several: ``?ids=1,2`` or ``?ids=1&ids=2``."""

from base64 import b64encode
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from cadres.approval import Sheet, write_docx
from cadres.services.approval import give_out
from cadres.shared.views import Guarded

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def ids_of(request: HttpRequest) -> list[int]:
    """The numbers asked for; anything else is passed over."""
    parts = ",".join(request.GET.getlist("ids")).split(",")
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 19]


class ApprovalForm(Guarded):
    permission = "cadres.export_form"

    def get(self, request: HttpRequest) -> HttpResponse:
        ids = ids_of(request)
        sheets = give_out(ids, by=request.user)
        if not sheets:
            raise Http404
        query = ",".join(map(str, ids))
        context = {
            "sheets": [_shown(sheet) for sheet in sheets],
            "docx": f"{reverse('cadres:approval_docx')}?ids={query}",
            "back": reverse("cadres:cadre_detail", args=[ids[0]]) if len(ids) == 1 else reverse("cadres:cadre_list"),
        }
        response = render(request, "cadres/approval_form.html", context)
        response["Cache-Control"] = "no-store"
        return response


def _shown(sheet: Sheet) -> dict[str, Any]:
    """The sheet with what only the page needs."""
    names = sheet.__dataclass_fields__
    photo = f"data:{sheet.photo_type};base64,{b64encode(sheet.photo).decode()}" if sheet.photo else ""
    shown = {name: getattr(sheet, name) for name in names if name != "photo"}
    return {**shown, "photo_url": photo, "family_span": len(sheet.family) + 1}


class ApprovalDocx(Guarded):
    permission = "cadres.export_form"

    def get(self, request: HttpRequest) -> HttpResponse:
        sheets = give_out(ids_of(request), by=request.user, way="export_docx")
        if not sheets:
            raise Http404
        name = sheets[0].name.text if len(sheets) == 1 else f"{len(sheets)}人-{localdate():%Y%m%d}"
        response = HttpResponse(write_docx(sheets), content_type=DOCX)
        response["Content-Disposition"] = content_disposition_header(True, f"干部任免审批表-{name}.docx")
        response["Cache-Control"] = "no-store"
        return response

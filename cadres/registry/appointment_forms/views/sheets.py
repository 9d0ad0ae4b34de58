"""The appointment form on paper, one or several: ``?ids=1,2`` or ``?ids=1&ids=2``."""

from base64 import b64encode
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cadres.platform.access_log.services import refuse_barred
from cadres.registry.appointment_forms.services.issuing import issue_sheets
from cadres.registry.appointment_forms.services.sheets import Sheet
from cadres.registry.cadre_files.models import Cadre
from cadres.shared.lists.export_links import ask_url
from cadres.shared.numbers import keys_of
from cadres.shared.pages.records import Guarded


def ids_of(request: HttpRequest) -> list[int]:
    """The numbers asked for; anything else is passed over."""
    return keys_of(",".join(request.GET.getlist("ids")).replace(",", "."))


class ApprovalForm(Guarded):
    permission = "cadres.export_form"

    def get(self, request: HttpRequest) -> HttpResponse:
        ids = ids_of(request)
        sheets = issue_sheets(ids, by=request.user)
        if not sheets:
            raise Http404
        query = ",".join(map(str, ids))
        context = {
            "sheets": [_shown(sheet) for sheet in sheets],
            "docx": f"{reverse('cadres:approval_docx')}?ids={query}",
            "back": reverse("cadres:cadre_detail", args=[ids[0]]) if len(ids) == 1 else reverse("cadres:cadre_list"),
        }
        response = render(request, "cadres/appointment_forms/approval_form.html", context)
        response["Cache-Control"] = "no-store"
        return response


def _shown(sheet: Sheet) -> dict[str, Any]:
    """The sheet with what only the page needs."""
    names = sheet.__dataclass_fields__
    photo = f"data:{sheet.photo_type};base64,{b64encode(sheet.photo).decode()}" if sheet.photo else ""
    shown = {name: getattr(sheet, name) for name in names if name != "photo"}
    return {**shown, "photo_url": photo, "family_span": len(sheet.family) + 1}


class ApprovalDocx(Guarded):
    """The same forms as a Word document: whole files leave the program, so they are asked for first."""

    permission = "cadres.export_form"

    def get(self, request: HttpRequest) -> HttpResponse:
        ids = list(Cadre.objects.visible_to(request.user).filter(pk__in=ids_of(request)).values_list("pk", flat=True))
        if not ids:
            raise Http404
        for pk in ids:
            refuse_barred(request.user, pk)
        return redirect(ask_url("forms", "docx", ids=".".join(map(str, ids))))

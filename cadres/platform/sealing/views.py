"""The sealed record as the auditor sees it: the state of the chain, a day's sheet, the checkpoints to take away."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from cadres.platform.sealing.models import Checkpoint
from cadres.platform.sealing.presenters import chain_state, day_sheet
from cadres.platform.sealing.services.checkpoints import last_of_each_day
from cadres.shared.pages.records import Guarded

VIEW = "cadres.view_audit"


class ChainPage(Guarded):
    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "cadres/sealing/chain.html", {"chain": chain_state()})


class CheckpointsFile(Guarded):
    """For the auditor's own machine: the last checkpoint of each day, plain text, as ``audit_verify`` reads it."""

    permission = VIEW

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        notes = (f"{checkpoint.note}\n".encode() for checkpoint in last_of_each_day())
        headers = {"Content-Disposition": 'attachment; filename="checkpoints.txt"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(notes, content_type="text/plain; charset=utf-8", headers=headers)


class DayPage(Guarded):
    """A4, to be printed and kept: rows, head and signature in groups that can be read aloud."""

    permission = VIEW

    def get(self, request: HttpRequest, day: str) -> HttpResponse:
        try:
            sheet = day_sheet(date.fromisoformat(day), Checkpoint.objects.visible_to(request.user))
        except ValueError:
            sheet = None
        if sheet is None:
            raise Http404
        return render(request, "cadres/sealing/day_print.html", {"sheet": sheet})

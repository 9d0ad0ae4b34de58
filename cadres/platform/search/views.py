"""The find box: a page of its own, and the answer to the dialog."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from cadres.platform.search.points import find
from cadres.shared.identity import written_number
from cadres.shared.pages.records import Guarded


class Find(Guarded):
    permission = "cadres.find"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._found(request, request.GET.get("q", ""))

    def post(self, request: HttpRequest) -> HttpResponse:
        """What the dialog asks: a number that identifies somebody then stands in no address and no server's log."""
        return self._found(request, request.POST.get("q", ""))

    def _found(self, request: HttpRequest, text: str) -> HttpResponse:
        text = text.strip()
        number = bool(written_number(text))  # looked up for a reason only, on a page of its own
        found = [] if number else find(request.user, text)
        context = {
            "text": text,
            "found": found,
            "number": sum(len(group.hits) for group in found),
            "by_number": number,
        }
        fragment = request.htmx and not (request.htmx.boosted or request.htmx.history_restore_request)
        response = render(request, "components/_found.html" if fragment else "cadres/search/find.html", context)
        response["Cache-Control"] = "no-store"  # what was typed may be an identity number
        patch_vary_headers(response, ["HX-Request"])
        return response

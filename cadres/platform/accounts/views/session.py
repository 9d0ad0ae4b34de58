"""The session (会话): how long it lasts if nothing is done, and pages that are older than it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.csrf import csrf_failure

from cadres.shared.pages import drafts
from cadres.shared.pages.idle import seconds_left, touch


class SessionLeft(View):
    """GET asks, which is no activity; POST is the button "Stay signed in". Open to whoever has logged in."""

    background = True
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        response = JsonResponse({"left": seconds_left(request)})
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        touch(request, at_once=True)
        return self.get(request)


def page_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the present log-in. Who typed it and who is logged in being one, his text is shown again."""
    owner = drafts.keep_of_absent(request)
    if owner is None or owner != request.user.pk:
        return csrf_failure(request, reason)
    if drafts.ASKED in request.POST:
        return render(request, "components/_draft_kept.html", {"kept": True, "at": timezone.now()})
    messages.info(
        request, _("You have signed in anew since you opened that page. Look through what you typed and save it.")
    )
    return HttpResponseRedirect(drafts.address_of(request, draft=drafts.OPEN))

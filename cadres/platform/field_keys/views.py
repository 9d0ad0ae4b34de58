"""The keys of encrypted columns as the system administrator sees them: what lies under which, and encrypting anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cadres.platform.field_keys.jobs import ENCRYPT
from cadres.platform.field_keys.presenters import lines
from cadres.platform.field_keys.services import renewing
from cadres.platform.jobs.services import jobs
from cadres.shared.crypto import accepts_unbound
from cadres.shared.errors import Refused
from cadres.shared.pages.records import Guarded
from cadres.shared.phrases import in_a_row

MANAGE = "cadres.manage_key"


class KeyList(Guarded):
    permission = MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"lines": lines(), "whole": renewing.is_whole(), "unbound": accepts_unbound()}
        return render(request, "cadres/field_keys/key_list.html", context)


class KeyEncrypt(Guarded):
    """Starts the job; its page has the bar and the way to stop."""

    permission = MANAGE
    asks_again = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            return redirect(jobs.start(ENCRYPT, request.user))
        except Refused as refused:
            messages.warning(request, in_a_row(refused.objections))
            return redirect("cadres:key_list")

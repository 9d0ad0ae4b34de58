"""Before every page: whether the session that the browser keeps is still one."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from cadres.platform.accounts.services import sign_ins
from cadres.shared.pages.idle import UNTOUCHED


class OpenSessionMiddleware:
    """A session that was ended elsewhere – another log-in, another role or password – is a stranger's from now on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(UNTOUCHED) and request.user.is_authenticated and not sign_ins.is_open(request):
            why = sign_ins.why_ended(request)
            logout(request)
            if why:
                messages.info(request, why)
        return self.get_response(request)

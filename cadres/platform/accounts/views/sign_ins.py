"""Where one's own account is signed in, and the way to end it all."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from cadres.platform.accounts.models import SignIn
from cadres.platform.accounts.presenters import browser_name
from cadres.platform.accounts.services import sign_ins

ENDED_SHOWN = 10


class SignIns(View):
    """Of whoever looks; open to everybody who is signed in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = SignIn.objects.visible_to(request.user)
        context = {
            "now_open": named(rows.going_on(request.user)),
            "ended": named(rows.exclude(ended_at=None).order_by("-ended_at")[:ENDED_SHOWN]),
            "here": request.session.get(sign_ins.KEY),
        }
        return render(request, "cadres/accounts/sign_ins.html", context)


def named(rows: Iterable[SignIn]) -> list[SignIn]:
    found = list(rows)
    for row in found:
        row.browser = browser_name(row.browser)
    return found


class SignOutEverywhere(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        sign_ins.sign_out_everywhere(request.user)
        logout(request)
        messages.success(request, _("You are signed out everywhere."))
        return redirect("account_login")

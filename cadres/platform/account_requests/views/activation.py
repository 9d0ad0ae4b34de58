"""The door for who has a letter with an activation code; open to everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from cadres.platform.account_requests.forms import ActivationForm
from cadres.platform.account_requests.services import tell
from cadres.platform.accounts.services.activation import activate
from cadres.shared.errors import Refused


@method_decorator([login_not_required, sensitive_post_parameters()], name="dispatch")
class Activate(View):
    """A wrong code counts in a transaction of its own, so the answer is no part of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, ActivationForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ActivationForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        data = form.cleaned_data
        try:
            user = activate(data["username"].strip(), data["code"], data["password1"])
        except ValidationError as error:
            form.add_error("password1", error.messages)
            return self._page(request, form, status=422)
        except Refused as refused:
            form.add_error("code", [str(one.message) for one in refused.objections])
            return self._page(request, form, status=422)
        tell(user, "activate", by=user)
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("account_login")

    def _page(self, request: HttpRequest, form: ActivationForm, status: int = 200) -> HttpResponse:
        response = render(request, "account/activate.html", {"form": form}, status=status)
        response["Cache-Control"] = "no-store"
        return response

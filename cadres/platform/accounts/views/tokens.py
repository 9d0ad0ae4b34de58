"""Tokens of REST clients, for the security administrator."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.forms.tokens import TokenForm
from cadres.platform.accounts.models import ApiToken
from cadres.platform.accounts.services.tokens import make_token, revoke_token
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded

MANAGE = "cadres.manage_tokens"


class TokenList(Guarded):
    permission = MANAGE

    def get(self, request):
        tokens = ApiToken.objects.visible_to(request.user).select_related("user", "made_by").order_by("-created")
        return render(request, "cadres/accounts/tokens.html", {"tokens": tokens, "now": timezone.now()})


class TokenMake(FormPage):
    """The secret is shown in the answer to the form, once, and is kept nowhere."""

    permission = MANAGE
    form_class = TokenForm
    title = gettext_lazy("Make a token")
    submit_label = gettext_lazy("Make the token")

    def save(self, form):
        values = form.cleaned_data
        token, secret = make_token(
            values["client"], name=values["name"], scopes=values["scopes"], days=values["days"], by=self.request.user
        )
        response = render(self.request, "cadres/accounts/tokens_secret.html", {"token": token, "secret": secret})
        response["Cache-Control"] = "no-store"
        return response


class TokenRevoke(Guarded):
    permission = MANAGE

    def post(self, request, pk):
        token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
        revoke_token(token, by=request.user)
        messages.success(request, _("The token is revoked. It opens nothing any more."))
        return redirect("cadres:token_list")

"""Tokens of REST clients, for the security administrator."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import ApiToken
from cadres.platform.accounts.services.tokens import revoke_token
from cadres.shared.pages.records import Guarded

MANAGE = "cadres.manage_tokens"


class TokenList(Guarded):
    permission = MANAGE

    def get(self, request):
        tokens = ApiToken.objects.visible_to(request.user).select_related("user", "made_by").order_by("-created")
        return render(request, "cadres/accounts/tokens.html", {"tokens": tokens, "now": timezone.now()})


class TokenRevoke(Guarded):
    permission = MANAGE
    asks_again = True

    def post(self, request, pk):
        token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
        revoke_token(token, by=request.user)
        messages.success(request, _("The token is revoked. It opens nothing any more."))
        return redirect("cadres:token_list")

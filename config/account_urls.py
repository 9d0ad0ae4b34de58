"""The addresses of the log-in library that are open here. The rest exist by name only and answer 404.

Accounts are opened, and passwords given anew, by the system administrator; nothing of that travels by mail.
"""

from typing import Any, NoReturn

from allauth.account import urls as library
from django.http import Http404, HttpRequest
from django.urls import include, path

OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
}


def closed(_request: HttpRequest, **_arguments: Any) -> NoReturn:
    """The library reverses these names in its own templates, so they must stay known."""
    raise Http404


for pattern in library.urlpatterns:
    if pattern.name not in OPEN:
        pattern.callback = closed
    elif pattern.name != "account_login":  # the library opens more of them to everybody
        pattern.callback.login_required = True

urlpatterns = [path("", include(library.urlpatterns)), path("2fa/", include("allauth.mfa.urls"))]

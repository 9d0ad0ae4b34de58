"""The addresses of the log-in library that are open here. The rest exist by name only and answer 404.

Accounts are opened, and passwords given anew, by the system administrator; nothing of that travels by mail.
"""

from typing import Any, NoReturn

from allauth.account import urls as library
from allauth.mfa.totp.views import activate_totp
from django.http import Http404, HttpRequest
from django.urls import include, path
from django.views.generic import RedirectView

from config import security_keys

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

security_key_urls = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),  # they stand on that page
    path("add/", security_keys.AddKey.as_view(), name="mfa_add_webauthn"),
    path("reauthenticate/", security_keys.AskAgainByKey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("keys/<int:pk>/edit/", security_keys.RenameKey.as_view(), name="mfa_edit_webauthn"),
    path("keys/<int:pk>/remove/", security_keys.RemoveKey.as_view(), name="mfa_remove_webauthn"),
]
totp_urls = [
    path("activate/", activate_totp, name="mfa_activate_totp"),
    path("deactivate/", security_keys.TurnAppOff.as_view(), name="mfa_deactivate_totp"),
]

urlpatterns = [
    path("", include(library.urlpatterns)),
    path("2fa/", include("allauth.mfa.base.urls")),
    path("2fa/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("2fa/totp/", include(totp_urls)),
    path("2fa/webauthn/", include(security_key_urls)),
]

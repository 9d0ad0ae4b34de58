"""Security keys and passkeys (安全密钥) as second factor: what the log-in library leaves to us.

It compares challenge, site and signature. Here: the exact origin of the page, a counter that goes back, keys that are
blocked for it, answers that no browser gives, and that nobody loses the last factor that the role needs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from struct import error as StructError  # noqa: N812 -- a class by its nature
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from cryptography.exceptions import UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.http import is_same_domain
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, CollectedClientData, RegistrationResponse

from cadres.models import User
from cadres.platform.accounts.services.security import raise_alarm
from config.forms import Plain
from config.second_factor import BLOCKED, KEY, has_another

MOST_KEYS = 10
LONGEST_NAME = 60
LONGEST_ANSWER = 20_000  # signs; that of a key with all its certificates has some five thousand
COUNTER = "counter"  # in the data of a key: what it had counted when it was last used
INDEX = reverse_lazy("mfa_index")
# What the reader of answers raises for what no browser sends.
ODD = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    StructError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
)


def work_at(request: HttpRequest) -> bool:
    """Whether browsers give keys to this address: HTTPS or this machine itself, and by a name, not a number."""
    host, _port = split_domain_port(request.get_host())
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or is_same_domain(host, ".localhost")
    return False


def goes_back(kept: int, shown: int) -> bool:
    """Of two keys that sign alike one is a copy. Keys that do not count show 0 for ever (WebAuthn 2, 6.1.1)."""
    return (kept, shown) != (0, 0) and shown <= kept


@contextmanager
def _read() -> Iterator[None]:
    """Whatever is wrong with an answer, the person is told the same."""
    try:
        yield
    except ValidationError as error:
        if error.code == "incorrect_code":
            raise get_adapter().validation_error("key_refused") from error
        raise
    except ODD as error:
        raise get_adapter().validation_error("key_refused") from error


def _refuse_elsewhere(said: CollectedClientData) -> None:
    """The library takes any port and subdomain of the site, and pages within pages of others."""
    request = context.request
    if said.cross_origin or said.origin != f"{request.scheme}://{request.get_host()}":
        raise get_adapter().validation_error("key_refused")


class AnswerField(forms.JSONField):
    """What the browser says for the key."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing is shown once more: the next answer is to another challenge."""
        return initial

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_ANSWER:
            raise get_adapter().validation_error("key_refused")
        try:
            found = super().to_python(value)
        except RecursionError as error:
            raise get_adapter().validation_error("key_refused") from error
        if value and not isinstance(found, dict):
            raise get_adapter().validation_error("key_refused")
        return found


class NewKeyForm(Plain, AddWebAuthnForm):
    labels = {"name": _("Name of the key")}

    name = forms.CharField(required=False, max_length=LONGEST_NAME, help_text=_("So that you know which one it is."))
    credential = AnswerField()

    def clean(self) -> dict[str, Any]:
        if count_keys(self.user) >= MOST_KEYS:
            raise get_adapter().validation_error("keys_enough")
        with _read():
            values = super().clean()
            if answer := values.get("credential"):
                _refuse_elsewhere(RegistrationResponse.from_dict(answer).response.client_data)
        return values


class KeyNameForm(Plain, EditWebAuthnForm):
    labels = NewKeyForm.labels

    name = forms.CharField(max_length=LONGEST_NAME)


class _Counted:
    """A form by which a key opens something."""

    def clean_credential(self) -> Authenticator:
        with _read():
            key = super().clean_credential()  # type: ignore[misc]
            answer = AuthenticationResponse.from_dict(self.cleaned_data["credential"]).response  # type: ignore[attr-defined]
            _refuse_elsewhere(answer.client_data)
        return _count(key, answer.authenticator_data.counter)


class KeyForm(_Counted, AuthenticateWebAuthnForm):
    credential = AnswerField()


class KeyAgainForm(_Counted, ReauthenticateWebAuthnForm):
    credential = AnswerField()


def _count(key: Authenticator, shown: int) -> Authenticator:
    """Note what the key has counted. One whose counter went back is blocked, or its copy would soon have caught up."""
    with transaction.atomic():
        key = Authenticator.objects.select_for_update(of=["self"]).select_related("user").get(pk=key.pk)
        blocked = BLOCKED in key.data
        copied = goes_back(key.data.get(COUNTER, key.wrap().authenticator_data.counter), shown)
        if copied and not blocked:
            key.data[BLOCKED] = timezone.now().isoformat()
            raise_alarm(key.user, "security_key_copied", key=str(key))
        elif not blocked:
            key.data[COUNTER] = shown
        key.save(update_fields=["data"])
    if blocked or copied:
        raise get_adapter().validation_error("key_copied")
    return key


def count_keys(user: User) -> int:
    return Authenticator.objects.filter(user=user, type=KEY).count()


class OneAtATime:
    """Two changes of one account's factors wait for each other: of two, neither takes the last away."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            User.objects.select_for_update(of=["self"]).get(pk=request.user.pk)
            return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | kwargs  # type: ignore[misc]  # the library forgets the form


class AddKey(OneAtATime, AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"enough": count_keys(self.request.user) >= MOST_KEYS}


class RenameKey(OneAtATime, EditWebAuthnView):
    success_url = INDEX


class RemoveKey(OneAtATime, RemoveWebAuthnView):
    success_url = INDEX

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = self.object
        given = {"may_go": get_adapter().can_delete_authenticator(key), "is_last": not has_another(key)}
        return super().get_context_data(**kwargs) | given

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            form.add_error(None, get_adapter().validation_error("cannot_delete_authenticator"))
            return self.form_invalid(form)
        return super().form_valid(form)


class AskAgainByKey(ReauthenticateWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | kwargs

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """The library would lead to the log-in page."""
        return self.render_to_response(self.get_context_data(form=form))


class TurnAppOff(OneAtATime, DeactivateTOTPView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"is_last": not has_another(self.authenticator)}

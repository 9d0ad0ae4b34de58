"""Log-in: by user name and password, with a second factor for who has set one up; nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.models import User
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services import passwords, sign_ins
from cadres.platform.accounts.services.security import tell_holder
from cadres.shared.client_address import client_address
from cadres.shared.pages import reauthentication
from config import second_factor


class RoleBackend(ModelBackend):
    """Checks passwords. Permissions come from the role (``User.has_perm``), so no query asks for groups."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.for_session().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: User) -> bool:
        """REST clients have tokens; they never open a session."""
        return user.is_active and user.role != Role.CLIENT

    def has_perm(self, user_obj: User, perm: str, obj: object = None) -> bool:
        return user_obj.is_authenticated and user_obj.has_perm(perm, obj)


class SealingAdapter(DefaultMFAAdapter):
    """Secrets of second factors are unreadable in a stolen database, and who needs one keeps one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy("Your role needs a second factor. Set up another one first."),
        "key_refused": gettext_lazy("The key was not accepted. Try again, or use the app or a recovery code."),
        "key_copied": gettext_lazy(
            "This key may have been copied, since its counter went back. It opens nothing any more. Use the app or a "
            "recovery code, and remove the key."
        ),
        "keys_enough": gettext_lazy("You have ten security keys. Remove one that you do not use first."),
    }

    def encrypt(self, text: str) -> str:
        return second_factor.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factor.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not authenticator.user.needs_second_factor or second_factor.has_another(authenticator)

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 -- the library's name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Security key %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": str(settings.SITE_NAME)}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """A key, or the service that keeps it, may hold what it is given: the user name and nothing of the person."""
        name = user.username
        return super().get_public_key_credential_user_entity(user) | {"name": name, "display_name": name}


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Accounts are opened by the system administrator; a password made by somebody else is changed at first log-in."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: wrong passwords are counted in the database (``accounts.services.lockout``), not in a cache."""

    def is_reauthentication_required(self, *, app: str, **_options: Any) -> bool:
        """Who has just logged in is not asked again at once."""
        return not reauthentication.is_recent(self.request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_password(self, password: str, user: User | None = None) -> str:
        if user is not None and user.must_change_password and user.check_password(password):
            raise ValidationError(_("Choose another password than the one you were given."))
        return super().clean_password(password, user)

    def set_password(self, user: User, password: str) -> None:
        """By the holder, who is told; the session in which it happens goes on."""
        passwords.set_password(user, password, here=self.request.session.get(sign_ins.KEY))
        tell_holder(user, "change_password")

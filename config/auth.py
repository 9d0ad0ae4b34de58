"""Log-in: by user name and password, with a second factor for who has set one up; nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

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
    """Secrets of second factors are unreadable in a stolen database, and who needs one does not turn it off."""

    def encrypt(self, text: str) -> str:
        return second_factor.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factor.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not authenticator.user.needs_second_factor


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

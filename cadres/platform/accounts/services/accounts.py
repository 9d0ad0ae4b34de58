"""Keeping accounts: opening, closing, codes in the place of passwords, roles.

The three administrators hold each other: the system administrator opens and closes accounts, the security
administrator gives roles, the auditor sees both in the record. What makes somebody powerful, and the codes of those
who are, needs two people: ``cadres.platform.account_requests``. Nobody decides about himself.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.accounts.choices import ADMINISTRATORS, CONFIRMED, NO_ROLE, WITH_FILE, WITH_REMIT, Ended, Role
from cadres.platform.accounts.models import Remit, User
from cadres.platform.accounts.regulations import SEPARATION
from cadres.platform.accounts.services import activation, sign_ins
from cadres.platform.accounts.services.opening import open_account
from cadres.platform.accounts.services.passwords import take_password
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import record_step
from cadres.shared.errors import Objection, Refused
from cadres.shared.regulations.catalogue import RULES


@transaction.atomic
def open_for(username: str, *, name: str, by: User, email: str = "") -> tuple[User, str]:
    """A new account that can do nothing yet, and the first half of its activation code.

    The security administrator gives it a role and has the other half. Raises ``ValidationError``.
    """
    user, _none = open_account(username, name=name, role=NO_ROLE, by=by, email=email)
    return user, activation.begin(user, by=by)


def role_needs(role: str, *, division: Division | None, cadre: Any) -> Iterator[Objection]:
    """What a role cannot do without."""
    if role in WITH_REMIT and division is None:
        yield Objection("remit-missing", _("This role needs a division to answer for."))
    if role == Role.TOWNSHIP and cadre is None:
        yield Objection("file-missing", _("A township leader's account needs the leader's file."))


def _remit(role: str, division: Division | None) -> Division | None:
    return division if role in WITH_REMIT else None


def _file(role: str, cadre: Any) -> Any:
    return cadre if role in WITH_FILE else None


@transaction.atomic
def close_account(user: User, *, by: User) -> User:
    """The person can no longer log in, at once; tokens of a client open nothing. Nothing is deleted."""
    user = locked(user)
    objections = list(not_oneself(user, by))
    if user.role in ADMINISTRATORS and user.is_active and last_of_its_kind(user):
        objections.append(_last_administrator())
    if objections:
        raise Refused(*objections)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sign_ins.end(user, Ended.CLOSED)
    record_step(user, "close", by=by, target="closed")
    return user


@transaction.atomic
def reopen_account(user: User, *, by: User) -> User:
    user = locked(user)
    if objections := list(not_oneself(user, by)):
        raise Refused(*objections)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_step(user, "reopen", by=by, target="open")
    return user


@transaction.atomic
def new_code(user: User, *, by: User) -> str:
    """An activation code in the place of a password that was forgotten, for accounts that one administrator resets.

    The password that was opens nothing any more, and sessions end. Raises ``Refused``.
    """
    user = locked(user)
    objections = list(not_oneself(user, by)) + list(against_code(user))
    if user.role in CONFIRMED:
        message = _("The code of a leader or administrator comes from two people. Ask for it.")
        objections.append(Objection("reset-by-two", message, _separation(), SEPARATION))
    if objections:
        raise Refused(*objections)
    if user.role == NO_ROLE:  # its letter was lost before it had a role
        half = activation.begin(user, by=by)
    else:
        take_password(user)
        half = activation.begin(user, by=by, whole=True)
    record_step(user, "reset_password", by=by)
    return half


def against_code(user: User) -> Iterator[Objection]:
    """What stands against an activation code for this account, whoever asks."""
    if user.role == Role.CLIENT:
        yield Objection("client-has-no-password", _("A REST client has tokens, not a password."))
    if not user.is_active:
        yield Objection("account-closed", _("This account is closed. Open it again first."))


def role_state(user: User) -> dict[str, Any]:
    """The role with what belongs to it, as a form shows it."""
    remit = user.remits.order_by("pk").first()
    return {"role": user.role, "division": remit.division_id if remit else "", "file_number": user.cadre_id}


def against_role(user: User, role: str, *, division: Division | None, cadre: Any) -> Iterator[Objection]:
    """What stands against this role for this account, whoever gives it."""
    yield from role_needs(role, division=division, cadre=cadre)
    if user.role in ADMINISTRATORS and role != user.role and user.is_active and last_of_its_kind(user):
        yield _last_administrator()
    if user.role != NO_ROLE and Role.CLIENT in (user.role, role) and role != user.role:
        message = _("A REST client's account is never a person's. Open another account.")
        yield Objection("client-stays-client", message)


@transaction.atomic
def give_role(  # noqa: PLR0913 -- a role with what belongs to it
    user: User,
    role: str,
    *,
    by: User,
    division: Division | None = None,
    cadre: Any = None,
    reason: str = "",
    request: Any = None,
) -> User:
    """Another role with what belongs to it: its remit, or its file.

    Called by the procedure that confirms roles, and by nothing else: ``request`` is what two people settled, without
    which the database refuses the role of a leader or administrator. Raises ``Refused`` or ``ValidationError``.
    """
    user = locked(user)
    objections = list(not_oneself(user, by)) + list(against_role(user, role, division=division, cadre=cadre))
    if objections:
        raise Refused(*objections)
    before = user.role
    user.role, user.cadre = role, _file(role, cadre)
    user.role_request = request or user.role_request
    user.full_clean()
    user.save(update_fields=["role", "cadre", "role_request"])
    wanted = _remit(role, division)
    user.remits.exclude(division=wanted).delete()
    if wanted is not None:
        Remit.objects.get_or_create(user=user, division=wanted)
    sign_ins.end(user, Ended.ROLE)
    facts = {"division": wanted and wanted.pk}
    record_step(user, "give_role", by=by, source=before, target=role, reason=reason, facts=facts)
    return user


def not_oneself(user: User, by: User) -> Iterator[Objection]:
    if user.pk == by.pk:
        message = _("Nobody decides about his own account. Ask another administrator.")
        yield Objection("own-account", message, _separation(), SEPARATION)


def _separation() -> str:
    return RULES[SEPARATION].on(localdate()).source


def last_of_its_kind(user: User) -> bool:
    return not User.objects.filter(role=user.role, is_active=True).exclude(pk=user.pk).exists()


def _last_administrator() -> Objection:
    return Objection(
        "last-administrator",
        _("This is the last active administrator of this kind. Name another first."),
        _separation(),
        SEPARATION,
    )


def locked(user: User) -> User:
    """All changes of accounts queue, so that two administrators cannot close each other at the same moment."""
    list(User.objects.filter(role__in=ADMINISTRATORS).order_by("pk").select_for_update(of=["self"]))
    return User.objects.select_for_update(of=["self"]).get(pk=user.pk)

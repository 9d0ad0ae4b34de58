"""Keeping accounts: closing, reopening, passwords, roles. Opening is in ``accounts``.

The three administrators hold each other: the system administrator opens and closes accounts, the security
administrator decides about roles, and the auditor sees both in the record. Nobody decides about himself.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import Remit, User
from cadres.platform.accounts.regulations import SEPARATION
from cadres.platform.accounts.services.opening import open_account, random_password
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import record_step
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_seen, fingerprint_of
from cadres.shared.regulations.catalogue import RULES

ADMINISTRATORS = (Role.SYSTEM, Role.SECURITY, Role.AUDIT)
WITH_REMIT = (Role.STAFF, Role.LEADER, Role.CLIENT)


@transaction.atomic
def open_for(  # noqa: PLR0913 -- an account has as many parts
    username: str,
    *,
    name: str,
    role: Role,
    by: User,
    division: Division | None = None,
    cadre: Any = None,
    email: str = "",
) -> tuple[User, str]:
    """A new account whose first log-in must change the password. Raises ``Refused`` or ``ValidationError``."""
    objections = list(role_needs(role, division=division, cadre=cadre))
    if role in ADMINISTRATORS and User.objects.filter(role=role, is_active=True).exists():
        objections.append(
            Objection(
                "administrator-by-security",
                _(
                    "There is such an administrator already. Open the account as staff and have the security"
                    " administrator give it the role."
                ),
                _separation(),
                SEPARATION,
            )
        )
    if objections:
        raise Refused(*objections)
    user, secret = open_account(
        username, name=name, role=role, by=by, email=email, division=_remit(role, division), cadre=_file(role, cadre)
    )
    if secret:
        user.must_change_password = True
        user.save(update_fields=["must_change_password"])
    return user, secret


def role_needs(role: str, *, division: Division | None, cadre: Any) -> Iterator[Objection]:
    """What a role cannot do without."""
    if role in WITH_REMIT and division is None:
        yield Objection("remit-missing", _("This role needs a division to answer for."))
    if role == Role.TOWNSHIP and cadre is None:
        yield Objection("file-missing", _("A township leader's account needs the leader's file."))


def _remit(role: str, division: Division | None) -> Division | None:
    return division if role in WITH_REMIT else None


def _file(role: str, cadre: Any) -> Any:
    return cadre if role == Role.TOWNSHIP else None


@transaction.atomic
def close_account(user: User, *, by: User) -> User:
    """The person can no longer log in, at once; tokens of a client open nothing. Nothing is deleted."""
    user = _locked(user)
    objections = list(not_oneself(user, by))
    if user.role in ADMINISTRATORS and user.is_active and last_of_its_kind(user):
        objections.append(_last_administrator())
    if objections:
        raise Refused(*objections)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record_step(user, "close", by=by, target="closed")
    return user


@transaction.atomic
def reopen_account(user: User, *, by: User) -> User:
    user = _locked(user)
    if objections := list(not_oneself(user, by)):
        raise Refused(*objections)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_step(user, "reopen", by=by, target="open")
    return user


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """A new random password, to be changed at the next log-in; open sessions end. Raises ``Refused``."""
    user = _locked(user)
    objections = list(not_oneself(user, by))
    if user.role == Role.CLIENT:
        objections.append(Objection("client-has-no-password", _("A REST client has tokens, not a password.")))
    if objections:
        raise Refused(*objections)
    secret = random_password()
    user.set_password(secret)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record_step(user, "reset_password", by=by)
    return secret


def role_state(user: User) -> dict[str, Any]:
    """The role with what belongs to it, as a form shows it."""
    remit = user.remits.order_by("pk").first()
    return {"role": user.role, "division": remit.division_id if remit else "", "file_number": user.cadre_id}


@transaction.atomic
def give_role(  # noqa: PLR0913 -- a role with what belongs to it
    user: User,
    role: Role,
    *,
    by: User,
    division: Division | None = None,
    cadre: Any = None,
    reason: str = "",
    seen: str = "",
) -> User:
    """Another role with what belongs to it: its remit, or its file.

    Raises ``Refused``, ``OutOfDate`` or ``ValidationError``.
    """
    user = _locked(user)
    check_seen(fingerprint_of(role_state(user)), seen)
    objections = list(not_oneself(user, by)) + list(role_needs(role, division=division, cadre=cadre))
    if not reason.strip():
        objections.append(Objection("reason-missing", _("Write down the reason.")))
    if user.role in ADMINISTRATORS and role != user.role and user.is_active and last_of_its_kind(user):
        objections.append(_last_administrator())
    if Role.CLIENT in (user.role, role) and role != user.role:
        objections.append(
            Objection("client-stays-client", _("A REST client's account is never a person's. Open another account."))
        )
    if objections:
        raise Refused(*objections)
    before = user.role
    user.role, user.cadre = role, _file(role, cadre)
    user.full_clean()
    user.save(update_fields=["role", "cadre"])
    wanted = _remit(role, division)
    user.remits.exclude(division=wanted).delete()
    if wanted is not None:
        Remit.objects.get_or_create(user=user, division=wanted)
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


def _locked(user: User) -> User:
    """All changes of accounts queue, so that two administrators cannot close each other at the same moment."""
    list(User.objects.filter(role__in=ADMINISTRATORS).order_by("pk").select_for_update(of=["self"]))
    return User.objects.select_for_update(of=["self"]).get(pk=user.pk)

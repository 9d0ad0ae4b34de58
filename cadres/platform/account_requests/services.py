"""Asking for what takes two people about an account, and settling it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.account_requests.choices import RequestKind, RequestStage
from cadres.platform.account_requests.models import AccountRequest
from cadres.platform.account_requests.regulations import ACCOUNT_REQUEST
from cadres.platform.account_requests.workflow import MOVES, AccountFacts
from cadres.platform.accounts.choices import CONFIRMED, Role
from cadres.platform.accounts.models import User
from cadres.platform.accounts.services import accounts as people
from cadres.platform.accounts.services import activation, second_factor
from cadres.platform.accounts.services.passwords import take_password
from cadres.platform.accounts.services.tokens import against_token, make_token
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import make_move, record_step
from cadres.platform.notices.services import notify, settle
from cadres.platform.rule_settings.facts import Rulebook
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_seen, fingerprint_of
from cadres.shared.workflow import Taking, Workflow


@transaction.atomic
def ask_role(  # noqa: PLR0913 -- a role with what belongs to it
    account: User,
    role: str,
    *,
    by: User,
    division: Division | None = None,
    cadre: Any = None,
    reason: str = "",
    seen: str = "",
) -> tuple[AccountRequest | None, str]:
    """Give a role: at once, or where it makes powerful, when a second person has confirmed it.

    Returns the request, if there is one, and the second half of the activation code of a new account, shown to ``by``
    alone; it works as soon as the role is there. Raises ``Refused``, ``OutOfDate`` or ``ValidationError``.
    """
    account = people.locked(account)
    check_seen(fingerprint_of(people.role_state(account)), seen)
    objections = list(people.not_oneself(account, by))
    objections += people.against_role(account, role, division=division, cadre=cadre)
    if not reason.strip():
        objections.append(Objection("reason-missing", _("Write down the reason.")))
    objections += _asked_already(account, RequestKind.ROLE)
    if objections:
        raise Refused(*objections)
    new = not account.has_usable_password() and role != Role.CLIENT
    half = activation.complete(account, by=by) if new else ""
    if role not in CONFIRMED:
        people.give_role(account, role, by=by, division=division, cadre=cadre, reason=reason.strip())
        tell(account, "role", by=by)
        return None, half
    remit = division if role in people.WITH_REMIT else None
    asked = _ask(account, RequestKind.ROLE, by=by, role=role, division=remit, cadre=cadre, reason=reason.strip())
    return asked, half


@transaction.atomic
def ask_reset(account: User, *, by: User, reason: str) -> tuple[AccountRequest, str]:
    """Ask for a new activation code of a leader or administrator. Returns its first half too. Raises ``Refused``."""
    account = people.locked(account)
    objections = [*people.not_oneself(account, by), *people.against_code(account)]
    objections += _asked_already(account, RequestKind.RESET)
    if account.role not in CONFIRMED:
        objections.append(Objection("reset-by-one", _("One administrator is enough for this account.")))
    if not reason.strip():
        objections.append(Objection("reason-missing", _("Write down the reason.")))
    if objections:
        raise Refused(*objections)
    half = activation.begin(account, by=by)
    asked = _ask(account, RequestKind.RESET, by=by, division=_home(account), reason=reason.strip())
    return asked, half


@transaction.atomic
def ask_factor(account: User, *, by: User, reason: str) -> AccountRequest:
    """Ask that the second factor of who has lost the device be taken away, of whatever role. Raises ``Refused``."""
    account = people.locked(account)
    objections = [*people.not_oneself(account, by), *against_factor(account)]
    objections += _asked_already(account, RequestKind.FACTOR)
    if not reason.strip():
        objections.append(Objection("reason-missing", _("Write down the reason.")))
    if objections:
        raise Refused(*objections)
    return _ask(account, RequestKind.FACTOR, by=by, division=_home(account), reason=reason.strip())


def against_factor(account: User) -> Iterator[Objection]:
    if not account.has_second_factor:
        text = _("This account has no second factor: the password alone opens it.")
        yield Objection("no-second-factor", text, url=account.get_absolute_url())


@transaction.atomic
def ask_token(  # noqa: PLR0913 -- a token has as many parts
    client: User, *, name: str, scopes: Iterable[str], days: int, by: User, reason: str = ""
) -> AccountRequest:
    """Ask for a token; its secret comes into being when the second person releases it. Raises ``Refused``."""
    scopes = sorted(set(scopes))
    if objections := list(against_token(client, name=name, scopes=scopes, days=days)):
        raise Refused(*objections)
    values = {"token_name": name.strip(), "scopes": scopes, "days": days, "reason": reason.strip()}
    return _ask(client, RequestKind.TOKEN, by=by, division=_home(client), **values)


def _ask(account: User, kind: RequestKind, *, by: User, **values: Any) -> AccountRequest:
    asked = AccountRequest(account=account, kind=kind, asked_by=by, **values)
    asked.full_clean()
    asked.save()
    facts = {"kind": kind, "account": account.pk, "role": asked.role, "scopes": asked.scopes}
    record_step(asked, "ask", by=by, target=RequestStage.ASKED, reason=asked.reason, facts=facts)
    notify(
        deciders(asked),
        kind=f"cadres.account_{kind}_asked",
        key=_key(asked),
        params={"who": str(by), "name": str(account)},
        url=asked.get_absolute_url(),
    )
    return asked


def _asked_already(account: User, kind: RequestKind) -> list[Objection]:
    there = AccountRequest.objects.filter(account=account, kind=kind).awaiting().first()
    if there is None:
        return []
    text = _("It is asked for already and awaits a second person.")
    return [Objection("asked-already", text, url=there.get_absolute_url())]


def _home(account: User) -> Division | None:
    remit = account.remits.select_related("division").order_by("pk").first()
    return remit.division if remit else None


def deciders(asked: AccountRequest) -> list[User]:
    """Who may settle it; none of them asked for it, and it is about none of them."""
    people_ = User.objects.filter(is_active=True).exclude(pk__in=[asked.asked_by_id, asked.account_id])
    leaders = people_.filter(role=Role.LEADER)
    if asked.division_id:
        leaders = people_.filter(pk__in=User.objects.answering_for(asked.division_id, (Role.LEADER,)))
    if asked.kind == RequestKind.TOKEN:
        return list(people_.filter(role=Role.SYSTEM))
    if asked.kind == RequestKind.ROLE:
        return [*leaders, *people_.filter(role=Role.SYSTEM)]
    stands_in = Role.SECURITY in (asked.asked_by.role, asked.account.role)
    return [*people_.filter(role=Role.SECURITY), *(leaders if stands_in else ())]


def collect_facts(asked: AccountRequest, by: User, _given: Any) -> AccountFacts:
    account = asked.account
    against: list[Objection] = []
    if asked.stage == RequestStage.ASKED:
        if asked.kind == RequestKind.ROLE:
            against = list(people.against_role(account, asked.role, division=asked.division, cadre=asked.cadre))
        elif asked.kind == RequestKind.RESET:
            against = list(people.against_code(account))
        elif asked.kind == RequestKind.FACTOR:
            against = list(against_factor(account))
        else:
            name, scopes, days = asked.token_name, asked.scopes, asked.days
            against = list(against_token(account, name=name, scopes=scopes, days=days))
    return AccountFacts(
        book=Rulebook(on=ACCOUNT_REQUEST.on(asked)),
        kind=asked.kind,
        by=by.pk,
        by_role=by.role,
        asked_by=asked.asked_by_id,
        asked_role=asked.asked_by.role,
        account=account.pk,
        account_role=account.role,
        against=tuple(against),
    )


def _facts_as_json(facts: AccountFacts) -> dict[str, Any]:
    return {"kind": facts.kind, "account": facts.account, "asked_by": facts.asked_by, "decided_as": facts.by_role}


def _prepare(asked: AccountRequest, by: User) -> None:
    """Within reach; and all changes of accounts queue."""
    if not AccountRequest.objects.visible_to(by).filter(pk=asked.pk).exists():
        raise PermissionDenied
    people.locked(asked.account)


def move_request(asked: AccountRequest, name: str, *, by: User, **wish: Any) -> AccountRequest:
    """Take one step. Raises what ``make_move`` raises.

    After "confirm" the record knows in ``shown`` what is shown to ``by`` alone and kept nowhere: the second half of a
    code, the secret of a token, "" for a role.
    """
    return make_move(REQUESTS, asked, name, by=by, **wish)


def confirmed(taking: Taking) -> None:
    """The second person's yes takes effect in the same transaction."""
    asked, by = taking.record, taking.by
    account, shown = asked.account, ""
    if asked.kind == RequestKind.ROLE:
        values = {"division": asked.division, "cadre": asked.cadre, "reason": asked.reason}
        people.give_role(account, asked.role, by=by, request=asked, **values)
    elif asked.kind == RequestKind.RESET:
        take_password(account)
        shown = activation.complete(account, by=by)
        record_step(account, "reset_password", by=by)
    elif asked.kind == RequestKind.FACTOR:
        second_factor.take_away(account, by=by)
    else:
        days = asked.days or 0
        _token, shown = make_token(account, name=asked.token_name, scopes=asked.scopes, days=days, by=asked.asked_by)
    asked.shown = shown
    settle(_key(asked))
    tell(account, asked.kind, by=by, about=asked)


def declined(taking: Taking) -> None:
    asked = taking.record
    settle(_key(asked))
    notify(
        [asked.asked_by],
        kind="cadres.account_request_declined",
        key=f"{_key(asked)}:declined",
        params={"name": str(asked.account), "reason": taking.reason},
        url=asked.get_absolute_url(),
    )


def withdrawn(taking: Taking) -> None:
    settle(_key(taking.record))


def tell(account: User, what: str, *, by: User, about: AccountRequest | None = None) -> None:
    """The holder of the account and the audit administrators are told who did what about it."""
    told = [one for one in (account, *User.objects.filter(role=Role.AUDIT, is_active=True)) if one.pk != by.pk]
    step = record_step(account, "told", by=None, facts={"what": what, "people": [one.pk for one in told]})
    url = about.get_absolute_url() if about else account.get_absolute_url()
    for one in told:
        notify(
            [one],
            kind=f"cadres.account_{what}",
            key=f"account:{account.pk}:{step.pk}",
            params={"name": str(account), "who": str(by)},
            url=url if one.role == Role.AUDIT and about else "/",
        )


def tell_holder(user: User, what: str, key: str, params: dict[str, Any]) -> None:
    """Of what the holder did about the safety of the account (``accounts.services.security``)."""
    notify([user], kind=f"cadres.own_{what}", key=key, params=params, url=reverse("cadres:sign_ins"))


def warn_administrators(user: User, what: str, key: str, params: dict[str, Any]) -> None:
    """Who gives roles, and who reads the record; of these two the first alone opens the account."""
    params = {**params, "name": str(user)}
    for role, url in ((Role.SECURITY, user.get_absolute_url()), (Role.AUDIT, "/")):
        told = User.objects.filter(role=role, is_active=True).exclude(pk=user.pk)
        notify(told, kind=f"cadres.account_{what}", key=key, params=params, url=url)


def _key(asked: AccountRequest) -> str:
    return f"account-request:{asked.pk}"


REQUESTS = Workflow(
    "account request",
    "cadres.AccountRequest",
    MOVES,
    collect_facts,
    _facts_as_json,
    related=("account", "asked_by", "division"),
    prepare=_prepare,
)

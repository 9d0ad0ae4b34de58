"""One account per role, with random passwords that are shown once and kept in a file for its owner alone."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db.models import F
from django.utils.timezone import localdate

from cadres.models import Cadre, SignIn, User
from cadres.platform.account_requests.services import ask_role
from cadres.platform.accounts.choices import Ended, Role
from cadres.platform.accounts.services.accounts import open_for
from cadres.platform.accounts.services.opening import open_account
from cadres.platform.retention.services import propose
from cadres.shared.dates import add_months, midnight
from cadres.shared.retention import KEPT
from config.demo.place import Place


@dataclass(frozen=True)
class Account:
    user: User
    password: str


# user name, name shown, role
BUSINESS = (
    ("staff", "演示·干部科", Role.STAFF),
    ("leader", "演示·部领导", Role.LEADER),
    ("minister", "演示·部长", Role.LEADER),  # who confirms a vote does not appoint
)
OTHERS = (
    ("system", "演示·系统管理员", Role.SYSTEM),
    ("security", "演示·安全管理员", Role.SECURITY),
    ("audit", "演示·审计管理员", Role.AUDIT),
)


def open_business(place: Place) -> list[Account]:
    """Those who will have built the county's records."""
    return [
        Account(*open_account(name, name=title, role=role, by=None, division=place.county, email=_email(name)))
        for name, title, role in BUSINESS
    ]


def open_others(place: Place, secretary: Cadre) -> list[Account]:
    """The township leader whose term ends in five months, the three administrators, and a system that calls."""
    found = [
        Account(
            *open_account(
                "township",
                name=secretary.name,
                role=Role.TOWNSHIP,
                by=None,
                cadre=secretary,
                email=_email("township"),
            )
        )
    ]
    found += [
        Account(*open_account(name, name=title, role=role, by=None, email=_email(name)))
        for name, title, role in OTHERS
    ]
    client = open_account(
        "client", name="演示·外部系统", role=Role.CLIENT, by=None, division=place.county, email=_email("client")
    )
    return [*found, Account(*client)]


def leave_waiting(accounts: list[Account], place: Place) -> None:
    """A leader who joined the department: the account is opened, its role awaits the second person."""
    by = {account.user.role: account.user for account in accounts}
    joined, _half = open_for("newcomer", name="演示·新任部领导", by=by[Role.SYSTEM], email=_email("newcomer"))
    ask_role(joined, Role.LEADER, by=by[Role.SECURITY], division=place.county, reason="平委任〔2026〕31号")


def leave_old_sessions(accounts: list[Account]) -> None:
    """Sessions of years ago, kept long enough: the system administrator proposes that they go."""
    by = {account.user.role: account.user for account in accounts}
    first = midnight(add_months(localdate(), -42))
    days = [first + timedelta(days=7 * number, hours=9) for number in range(12)]
    made = SignIn.objects.bulk_create(
        SignIn(
            user=by[Role.STAFF],
            address="10.51.19.23",
            browser="Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0",
            seen_at=day + timedelta(hours=8),
            ended_at=day + timedelta(hours=8),
            ended=Ended.LEFT,
        )
        for day in days
    )
    SignIn.objects.filter(pk__in=[one.pk for one in made]).update(started_at=F("ended_at") - timedelta(hours=8))
    propose(KEPT["sign_ins"], reason="登录日志留存已满三年", by=by[Role.SYSTEM])


def _email(name: str) -> str:
    return f"{name}@example.org"


def as_lines(accounts: list[Account]) -> list[str]:
    width = max(len(account.user.username) for account in accounts)
    return [
        f"{account.user.username:<{width}}  {account.password or '(no password: make a token)':<28}"
        f"{account.user.get_role_display()}  {account.user.name}"
        for account in accounts
    ]


def keep(accounts: list[Account], path: Path) -> None:
    """Write the file so that nobody but its owner can ever read it, not even for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(as_lines(accounts)) + "\n")

"""Lock-out (锁定): guessing passwords stays slow, and nobody locks out a person or a department by wrong ones.

Three counts, all in the database. The first is of one account from one address, where it is short and concerns whoever
sits there. The other two look at all that is tried against one account, and at all that comes from one address; they
close the door to strangers alone: where somebody has lately logged in to the account from the address, only the first
counts. So an attacker at another desk uses up what strangers may try, and the person at hers goes on working.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessFailureLog, AccessLog
from django.http import HttpRequest
from django.utils import timezone

from cadres.shared.client_address import client_address


@dataclass(frozen=True)
class Limit:
    """So many wrong passwords within the time close the door to strangers until they are fewer again."""

    failures: int
    within: timedelta


OF_ACCOUNT = Limit(20, timedelta(hours=6))
OF_ADDRESS = Limit(50, timedelta(minutes=15))
REMEMBERED = timedelta(days=30)  # so long an address from which the account was logged in to is no stranger


class LockOut(AxesDatabaseHandler):
    """The library counts an account from an address (``AXES_FAILURE_LIMIT``); here the two wider counts."""

    def remove_out_of_limit_failure_logs(self, **_given: Any) -> int:
        """Failures are part of the record: they go by a disposal, when they are old enough."""
        return 0

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        username, address = get_client_username(request, credentials), client_address(request)
        closed = _has_run_out(username, address) and not _is_known(username, address)
        if closed:  # the library's middleware shows the page, which says which of the counts it was
            request.axes_locked_out = request.closed_to_strangers = True  # type: ignore[attr-defined]
        return closed


def _has_run_out(username: str | None, address: str) -> bool:
    return _reached(OF_ACCOUNT, username=username) or _reached(OF_ADDRESS, ip_address=address or None)


def _reached(limit: Limit, **of: Any) -> bool:
    since = timezone.now() - limit.within
    failures = AccessFailureLog.objects.filter(attempt_time__gt=since, **of).order_by()
    return failures[: limit.failures].count() >= limit.failures


def _is_known(username: str | None, address: str) -> bool:
    since = timezone.now() - REMEMBERED
    return AccessLog.objects.filter(username=username, ip_address=address or None, attempt_time__gt=since).exists()

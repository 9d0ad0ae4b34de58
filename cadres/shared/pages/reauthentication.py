"""Asking again who it is (再次验证): whoever left the desk open does not leave the powers of it there."""

import time

from django.conf import settings
from django.http import HttpRequest

RECORDS = "account_authentication_methods"  # in the session, where the log-in library keeps when and how it asked


def authenticated_at(request: HttpRequest) -> float:
    """When the person last proved who he is, in seconds; 0 where nobody knows."""
    records = request.session.get(RECORDS) or []
    return max((record.get("at", 0) for record in records), default=0)


def is_recent(request: HttpRequest, *, grace: int = 0) -> bool:
    """Within the time of the installation; ``grace``: seconds more."""
    return time.time() - authenticated_at(request) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + grace

"""A form is sent once (防重复提交): a second press of the button leads to what the first one made.

The mark of the form is written by the transaction that does what the form asks for. So it is there exactly when that
has been done, whatever is killed or lost; and the database lets a second press wait for the first, in any process.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cadres.shared.extensions import Slot

FIELD = "once"


@dataclass(frozen=True)
class Store:
    """Who keeps the marks; each is named by its account and a key.

    ``take`` answers where the first was led, or ``None`` for the first, and waits for one that is under way.
    """

    take: Callable[[Any, str], str | None]
    keep: Callable[[Any, str, str], None]
    give_back: Callable[[Any, str], None]


STORE: Slot[Store] = Slot("submissions")


def new_submission_token() -> str:
    """What a page's form carries in its hidden field."""
    return uuid.uuid4().hex


def submit_once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """``answer()`` for the first of equal submissions, in one transaction; the others are led to where it led.

    A form that is refused, or that fails, may be sent again. Without a mark every submission counts as the first.
    """
    key = _key(request)
    if key is None:
        return answer()
    user = request.user.pk
    with transaction.atomic():
        led = STORE.only.take(user, key)
        if led is not None:
            return HttpResponseRedirect(led)
        response = answer()
        if isinstance(response, HttpResponseRedirect):
            STORE.only.keep(user, key, response.url)
        else:
            STORE.only.give_back(user, key)
        return response


def is_sent(request: HttpRequest) -> bool:
    """Whether the page of this mark has been sent; one that is being sent just now is waited for."""
    key = _key(request)
    if key is None:
        return False
    with transaction.atomic():
        sent = STORE.only.take(request.user.pk, key) is not None
        transaction.set_rollback(True)  # looking takes nothing
    return sent


def _key(request: HttpRequest) -> str | None:
    """A digest, since an address may name what somebody searched for."""
    mark = request.POST.get(FIELD, "")
    return hashlib.sha256(f"{request.path}:{mark}".encode()).hexdigest() if mark.isalnum() else None

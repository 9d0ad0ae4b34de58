"""A form is sent once (防重复提交): a second press of the button leads to what the first one made."""

import time
import uuid
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

FIELD = "once"
KEPT = 60 * 60  # seconds for which a second press is recognised
PATIENCE, PAUSE = 10, 0.1  # seconds to wait for the first press to finish
RUNNING = "running"


def new_submission_token() -> str:
    """What a page's form carries in its hidden field."""
    return uuid.uuid4().hex


def submit_once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """``answer()`` for the first of equal submissions; the others are led to where it led.

    Without a mark, or with the cache lost, every submission counts as the first: constraints still hold.
    """
    mark = request.POST.get(FIELD, "")
    if not mark.isalnum():
        return answer()
    key = _key(request, mark)
    if not cache.add(key, RUNNING, KEPT):
        return _after_the_first(key) or answer()
    done = False
    try:
        response = answer()
        if isinstance(response, HttpResponseRedirect):
            done = True
            cache.set(key, response.url, KEPT)
        return response
    finally:
        if not done:  # refused or failed: what was typed may be sent again
            cache.delete(key)


def is_sent(request: HttpRequest) -> bool:
    """Whether the page of this mark has been sent, or is being sent just now."""
    mark = request.POST.get(FIELD, "")
    return mark.isalnum() and cache.get(_key(request, mark)) is not None


def _key(request: HttpRequest, mark: str) -> str:
    return f"once:{request.user.pk}:{request.path}:{mark[:32]}"


def _after_the_first(key: str) -> HttpResponse | None:
    deadline = time.monotonic() + PATIENCE
    while (found := cache.get(key)) == RUNNING and time.monotonic() < deadline:
        time.sleep(PAUSE)
    return redirect(found) if found and found != RUNNING else None

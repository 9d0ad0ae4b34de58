"""Drafts (草稿): what was typed and not saved waits on the server, for its writer alone. See docs/drafts.md.

A draft is never carried out: it is only shown again, for the person to press the button.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cadres.shared.extensions import Slot
from cadres.shared.pages import submit_once

ASKED, MARK = "draft", "draft_mark"  # what the page asks for; who was typing, signed
KEEP, DISCARD, OPEN = "keep", "discard", "open"
NEVER = frozenset({"csrfmiddlewaretoken", "once", ASKED, MARK})
SECRET = ("current-password", "new-password", "one-time-code")
MARK_AGE = 60 * 60 * 24 * 7  # seconds for which a page left open may still send what was typed on it


@dataclass(frozen=True)
class Kept:
    """A draft as a form page needs it."""

    data: QueryDict
    updated_at: datetime


@dataclass(frozen=True)
class Store:
    """Who keeps drafts.

    ``put`` answers whether there was room: ``False`` for what is too long or for an account that is closed.
    """

    find: Callable[[Any, str], Kept | None]
    put: Callable[..., bool]
    drop: Callable[[Any, str], None]


STORE: Slot[Store] = Slot("drafts")


def address_of(request: HttpRequest, **more: str) -> str:
    """The address of the form, whatever of drafts the request asks for; ``draft=OPEN`` shows what was typed."""
    rest = [(name, value) for name, values in request.GET.lists() if name != ASKED for value in values]
    rest += more.items()
    return f"{request.path}?{urlencode(rest)}" if rest else request.path


def key_of(request: HttpRequest) -> str:
    """Names the form in the store. A digest, since an address may hold a name that was searched for."""
    return hashlib.sha256(address_of(request).encode()).hexdigest()[:32]


def secret_names(form: forms.BaseForm) -> list[str]:
    """Fields that are in no draft: passwords, codes and files."""
    return [
        form.add_prefix(name)
        for name, one in form.fields.items()
        if isinstance(one.widget, forms.PasswordInput | forms.FileInput)
        or one.widget.attrs.get("autocomplete") in SECRET
    ]


def can_be_kept(form: Any) -> bool:
    """Whether anything is typed into the form that a draft may hold."""
    fields = getattr(form, "fields", {})
    secret = set(secret_names(form)) if fields else set()
    return any(form.add_prefix(n) not in secret and not one.widget.is_hidden for n, one in fields.items())


def mark_for(account_id: int, form_key: str, secret: Iterable[str]) -> str:
    """Goes with the page, so that what is typed on it finds its owner even when the session has ended.

    It lets its holder add to one draft of one account, and read nothing.
    """
    return signing.dumps([account_id, form_key, list(secret)], salt=MARK, compress=True)


def typed_in(post: QueryDict, secret: Iterable[str]) -> QueryDict:
    less = NEVER | set(secret)
    data = QueryDict(mutable=True)
    for name, values in post.lists():
        if name not in less:
            data.setlist(name, values)
    return data


def keep_of_absent(request: HttpRequest) -> int | None:
    """Keeps what somebody typed whose session has ended meanwhile; the account it is kept for.

    Comes before the check against forged requests, or after its refusal: the mark plays its part, since nobody else
    can make one.
    """
    try:
        account_id, form_key, secret = signing.loads(request.POST.get(MARK, ""), salt=MARK, max_age=MARK_AGE)
    except signing.BadSignature:
        return None
    if form_key != key_of(request):
        return None
    kept = STORE.only.put(account_id, form_key, data=typed_in(request.POST, secret))
    return account_id if kept else None


class Drafting:
    """What ``FormPage`` does about drafts. Every form in which something is typed has them.

    That is the default, since a forgotten form would be noticed only when its text is gone. ``drafts = False`` opts
    out.
    """

    request: Any
    record: Any
    drafts = True

    def find_draft(self) -> Kept | None:
        return STORE.only.find(self.request.user, key_of(self.request)) if self.drafts else None

    def drop_draft(self) -> None:
        if self.drafts:
            STORE.only.drop(self.request.user, key_of(self.request))

    def keep_draft(self, form: Any) -> bool:
        if not self.drafts or not can_be_kept(form):
            return False
        subject = f"{self.record._meta.label_lower}:{self.record.pk}" if self.record is not None else ""
        data = typed_in(self.request.POST, secret_names(form))
        return STORE.only.put(self.request.user.pk, key_of(self.request), data=data, subject=subject)

    def answer_draft(self, form: Any) -> HttpResponse:
        """Keep or throw away what the page asks for; nothing else comes of it."""
        if self.request.POST[ASKED] == DISCARD:
            self.drop_draft()
            messages.success(self.request, _("The draft is thrown away."))
            return HttpResponseRedirect(address_of(self.request))
        if not self.drafts or submit_once.is_sent(self.request):
            return HttpResponse(status=204)  # the form itself was faster
        kept = self.keep_draft(form)
        return render(self.request, "components/_draft_kept.html", {"kept": kept, "at": timezone.now()})

    def draft_context(self, form: Any, found: Kept | None, *, opened: bool) -> dict[str, Any]:
        """For ``components/_draft.html`` and ``_draft_status.html``; empty where nothing can be kept."""
        if not self.drafts or not can_be_kept(form):
            return {}
        return {
            "mark": mark_for(self.request.user.pk, key_of(self.request), secret_names(form)),
            "address": address_of(self.request),
            "open_address": address_of(self.request, draft=OPEN),
            "found": found,
            "opened": opened,
            "files": form.is_multipart(),
        }

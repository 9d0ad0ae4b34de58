"""Keeping drafts (草稿). They belong to who typed them; nobody else, of whatever role, reads one."""

from datetime import timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from cadres.platform.accounts.models import User
from cadres.platform.drafts.models import Draft
from cadres.shared.crypto import UNOPENED, readable
from cadres.shared.pages.drafts import Kept

LONGEST = 100_000  # characters as a browser sends them
MOST = 30  # of one account; the oldest gives way
KEPT_FOR = timedelta(days=14)


@transaction.atomic
def put(account_id: int, form: str, *, data: QueryDict, subject: str = "") -> bool:
    """Keep what was typed, in place of an older draft of the same form. ``False`` when it is too long.

    The account need not be logged in: the caller knows by a signed mark whose text it is.
    """
    payload = data.urlencode()
    if len(payload) > LONGEST or not User.objects.filter(pk=account_id, is_active=True).exists():
        return False
    values = {"payload": payload, "updated_at": timezone.now()} | ({"subject": subject[:100]} if subject else {})
    Draft.objects.update_or_create(user_id=account_id, form=form, defaults=values)
    newest = Draft.objects.filter(user=account_id).order_by("-updated_at", "-pk").values("pk")[:MOST]
    Draft.objects.filter(user=account_id).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    return True


def find(user: User, form: str) -> Kept | None:
    """No query where the session's account knows that there is none."""
    known = getattr(user, "draft_forms", None)
    if known is not None and form not in known:
        return None
    draft = Draft.objects.visible_to(user).filter(form=form).first()
    payload = readable(draft, "payload") if draft else None  # one that cannot be opened keeps nobody from his form
    return Kept(QueryDict(payload), draft.updated_at) if draft and payload is not UNOPENED else None


def drop(user: User, form: str) -> None:
    """Saved, or thrown away. No query where there is none."""
    known = getattr(user, "draft_forms", None)
    if known is None or form in known:
        Draft.objects.visible_to(user).filter(form=form).delete()


def clear_old() -> int:
    """Nightly: what nobody came back for. Returns how many."""
    return Draft.objects.filter(updated_at__lt=timezone.now() - KEPT_FOR).delete()[0]

"""Organizations and their posts (单位与职务): entering and correcting them."""

from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.registry.posts.choices import MAIN_POSTS
from cadres.registry.posts.models import Post
from cadres.registry.posts.regulations import MAIN_SEATS
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_unchanged
from cadres.shared.regulations.catalogue import RULES


@transaction.atomic
def add_post(values: dict[str, Any], *, by: User) -> Post:
    """A new post of an ``organization``. Raises ``ValidationError``."""
    names = ("organization", "kind", "name", "grade", "approved_number", "elected")
    post = Post(**{name: values[name] for name in names if name in values})
    post.full_clean()
    post.save()
    record_step(post, "add", by=by, target=str(post.approved_number), facts={"kind": post.kind, "grade": post.grade})
    return post


@transaction.atomic
def change_post(post: Post, values: dict[str, Any], *, by: User) -> Post:
    """Correct kind, grade, way of filling and seats. Raises ``Refused``, ``ValidationError``."""
    post = Post.objects.select_for_update(of=["self"]).get(pk=post.pk)
    changed = [name for name in ("kind", "grade", "elected") if name in values and getattr(post, name) != values[name]]
    if "kind" in changed and post.tenures.exists():
        text = _("Somebody holds or held this post, so its kind stays as it is.")
        raise Refused(Objection("post-held", text, url=post.get_absolute_url()))
    for name in changed:
        setattr(post, name, values[name])
    if changed:
        post.full_clean()
        post.save(update_fields=changed)
        record_step(post, "change", by=by, facts={"fields": changed})
    if values.get("approved_number", post.approved_number) != post.approved_number:
        post = set_approved_number(post, values["approved_number"], by=by)
    return post


POST_FIELDS = ("approved_number",)


@transaction.atomic
def set_approved_number(post: Post, number: int, *, by: User, document: str = "", seen: str = "") -> Post:
    """Change how many seats a post has. Refused when a seat beyond is held, and beyond one for a main post."""
    post = Post.objects.select_for_update(of=["self"]).get(pk=post.pk)
    check_unchanged(post, POST_FIELDS, seen)
    objections = []
    if number < 1:
        objections.append(Objection("no-seat", _("A post has at least one seat.")))
    main = RULES[MAIN_SEATS].on(localdate())
    if post.kind in MAIN_POSTS and number != main.value:
        message = _("Seats of a party secretary or head in a township: %(seats)s.") % {"seats": main.value}
        objections.append(Objection("one-seat", message, main.source, MAIN_SEATS))
    taken = post.tenures.filter(held__overlap=DateRange(localdate(), None), seat__gt=number).count()
    if taken:
        text = _("Seats beyond that number are still held. End their tenures first.")
        objections.append(Objection("seats-taken", text, url=post.get_absolute_url()))
    if objections:
        raise Refused(*objections)
    source, post.approved_number = post.approved_number, number
    post.save(update_fields=["approved_number"])
    record_step(post, "approve_number", by=by, source=str(source), target=str(number), reason=document)
    return post

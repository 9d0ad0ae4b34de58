"""Organizations and their posts (单位与职务): entering and correcting them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cadres.models import Organization, Post, User
from cadres.rules import name_key
from cadres.services.posts import set_approved_number
from cadres.services.steps import record_step
from cadres.shared.errors import Objection, Refused


@transaction.atomic
def add_organization(values: dict[str, Any], *, by: User) -> Organization:
    """A new organization of ``division``, ``kind``, ``name``. Raises ``ValidationError``."""
    organization = Organization(**{name: values[name] for name in ("division", "kind", "name")})
    organization.name_key = name_key(organization.name)
    organization.full_clean()
    organization.save()
    record_step(organization, "add", by=by, target=organization.kind)
    return organization


@transaction.atomic
def change_organization(organization: Organization, values: dict[str, Any], *, by: User) -> Organization:
    """Correct its kind; name and division are what it is known by. Raises ``ValidationError``."""
    organization = Organization.objects.select_for_update(of=["self"]).get(pk=organization.pk)
    source = organization.kind
    if values.get("kind", source) != source:
        organization.kind = values["kind"]
        organization.full_clean()
        organization.save(update_fields=["kind"])
        record_step(organization, "change", by=by, source=source, target=organization.kind)
    return organization


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
        raise Refused(Objection("post-held", _("Somebody holds or held this post, so its kind stays as it is.")))
    for name in changed:
        setattr(post, name, values[name])
    if changed:
        post.full_clean()
        post.save(update_fields=changed)
        record_step(post, "change", by=by, facts={"fields": changed})
    if values.get("approved_number", post.approved_number) != post.approved_number:
        post = set_approved_number(post, values["approved_number"], by=by)
    return post

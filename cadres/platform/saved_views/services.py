"""Keeping saved views (常用视图). Each belongs to one account; only its owner changes it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.saved_views.models import SavedView
from cadres.shared.lists.carried_params import carried_url
from cadres.shared.pages.edit_conflicts import check_seen, fingerprint_of

KEEP = "cadres.keep_views"
MOST = 50


@transaction.atomic
def save_view(list_name: str, query: str, *, by: User, **values: Any) -> SavedView:
    """A new view of ``by`` with ``name``, ``shared``, ``is_default``.

    Raises ``ValidationError`` when the name is taken or there are too many.
    """
    if not by.has_perm(KEEP):
        raise PermissionDenied
    if SavedView.objects.filter(user=by).count() >= MOST:
        raise ValidationError(_("No more than %(most)s views, please. Delete one first.") % {"most": MOST})
    view = SavedView(user=by, list_name=list_name, query=carried_url(QueryDict(query), "view"))
    return _put(view, by, **values)


@transaction.atomic
def change_view(view: SavedView, *, by: User, seen: str = "", **values: Any) -> SavedView:
    """Raises ``PermissionDenied``, ``OutOfDate`` (changed in another window), ``ValidationError``."""
    if not by.has_perm(KEEP) or view.user_id != by.pk:
        raise PermissionDenied
    view = SavedView.objects.select_for_update(of=["self"]).get(pk=view.pk)
    check_seen(fingerprint_of(view_state(view)), seen)
    return _put(view, by, **values)


def view_state(view: SavedView) -> dict[str, Any]:
    """What the form shows of a view."""
    return {"name": view.name, "shared": view.shared_with_id is not None, "is_default": view.is_default}


def delete_view(view: SavedView, *, by: User) -> None:
    if not by.has_perm(KEEP) or view.user_id != by.pk:
        raise PermissionDenied
    view.delete()


def _put(view: SavedView, by: User, *, name: str, shared: bool = False, is_default: bool = False) -> SavedView:
    view.name, view.is_default = name.strip(), is_default
    view.shared_with_id = by.code_ranges[0][0] if shared and by.code_ranges else None
    if is_default:
        SavedView.objects.filter(user=by, list_name=view.list_name, is_default=True).exclude(pk=view.pk).update(
            is_default=False
        )
    view.full_clean()
    view.save()
    return view


def views_of(user: User, list_name: str) -> list[SavedView]:
    return list(SavedView.objects.visible_to(user).of_list(list_name))

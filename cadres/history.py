"""The history (沿革) of a cadre's file, read from the append-only event tables in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from pghistory.models import Events

from cadres.models import Cadre, Post, User
from cadres.shared.crypto import EncryptedTextField
from cadres.shared.freshness import shown

PARTS = ("Cadre", "Education", "FamilyMember", "AnnualResult", "Sanction", "Tenure")
NEWEST = 200
HIDDEN = {"id", "cadre_id", "form_extra"}


@dataclass(frozen=True)
class Change:
    """One event: ``what`` changed in the record ``of``, by whom; ``fields`` are (name, before, after)."""

    at: datetime
    who: str
    what: str
    of: str
    fields: list[tuple[str, str, str]]


def changes_of(cadre: Cadre) -> list[Change]:
    """The newest changes of the file and its parts, the latest first. Three queries."""
    tables = [apps.get_model("cadres", f"{name}Event") for name in PARTS]
    rows = list(Events.objects.across(*tables).references(cadre).order_by("-pgh_created_at", "-pgh_id")[:NEWEST])
    people = {(row.pgh_context or {}).get("user") for row in rows} - {None}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    posts = {row.pgh_data.get("post_id") for row in rows} - {None}
    titles = {post.pk: str(post) for post in Post.objects.filter(pk__in=posts).select_related("organization")}
    return [_change(row, names, titles) for row in rows]


def _change(row: Any, names: dict[int, str], titles: dict[int, str]) -> Change:
    model = apps.get_model(row.pgh_obj_model)
    what = {"insert": _("added"), "update": _("changed"), "delete": _("removed")}.get(row.pgh_label, row.pgh_label)
    before = {key: pair[0] for key, pair in (row.pgh_diff or {}).items()}
    after = {key: pair[1] for key, pair in (row.pgh_diff or {}).items()}
    if row.pgh_label != "update":
        filled = {key: value for key, value in row.pgh_data.items() if value not in (None, "", {}, False)}
        before, after = ({}, filled) if row.pgh_label == "insert" else (filled, {})
    fields = [
        (_label(field), _text(field, before.get(key), titles), _text(field, after.get(key), titles))
        for key, field in _fields(model, {**before, **after})
    ]
    who = names.get((row.pgh_context or {}).get("user"), _("The program"))
    return Change(row.pgh_created_at, who, what, str(model._meta.verbose_name), fields)


def _fields(model: type[models.Model], keys: Iterable[str]) -> list[tuple[str, models.Field]]:
    found = []
    for key in keys:
        if key in HIDDEN or key.startswith("pgh_"):
            continue
        try:
            found.append((key, model._meta.get_field(key.removesuffix("_id"))))
        except FieldDoesNotExist:  # a column of an older edition of the program
            continue
    return found


def _label(field: models.Field) -> str:
    return str(field.verbose_name)


def _text(field: models.Field, value: Any, titles: dict[int, str]) -> str:
    if isinstance(field, EncryptedTextField):
        return "***" if value else "—"
    if field.name == "post":
        return titles.get(value, "—")
    return shown(field, value)

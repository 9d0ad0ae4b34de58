"""The history (沿革) of a cadre's file, read from the append-only event tables in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.models import Events

from cadres.models import Cadre, Post, User, Verification
from cadres.services.cadre_files import FIELDS, KEPT
from cadres.services.verifications import ITEMS, text_of
from cadres.shared.crypto import EncryptedTextField
from cadres.shared.freshness import shown

PARTS = ("Cadre", "Education", "FamilyMember", "AnnualResult", "Sanction", "Tenure", "Verification")
NEWEST, SHOWN = 1000, 200
HIDDEN = {"id", "cadre_id", "form_extra", "by_id", "at"}  # the head of each change says who and when
TOLD_BY_PAPER = {"paper", "paper_number", "paper_on", "note"}  # of a verification, which is read with its paper
NOTHING = (None, "", {}, False)
PROGRAM = "program"
WATCHED = {*FIELDS, *KEPT, "division", "party_text"}


@dataclass(frozen=True)
class Change:
    """One event: ``what`` changed in the record ``of``, by whom; ``fields`` are (name, before, after).

    ``reason`` and ``paper`` are those of the step that made it, where it had any; what is ``new`` has no before.
    """

    at: datetime
    who: str
    what: str
    of: str
    fields: list[tuple[str, str, str]]
    reason: str = ""
    paper: str = ""
    new: bool = False


@dataclass(frozen=True)
class Told:
    """The changes that were asked for, and who else and what else could be asked for."""

    changes: list[Change]
    people: list[tuple[str, str]]
    more: bool


def choices() -> list[tuple[str, Any]]:
    """What a history may be narrowed to: a part of the file, or one particular ("cadre.born_on")."""
    parts = [(name.lower(), capfirst(apps.get_model("cadres", name)._meta.verbose_name)) for name in PARTS]
    fields = [
        (f"cadre.{field.name}", capfirst(field.verbose_name))
        for field in Cadre._meta.concrete_fields
        if field.attname not in HIDDEN and field.name in WATCHED
    ]
    return [(str(_("Parts")), parts), (str(_("Particulars")), fields)]


def changes_of(cadre: Cadre, *, what: str = "", who: str = "") -> Told:
    """The changes of the file and its parts, the latest first. Four queries.

    ``what`` is a part or a field, see ``choices``; ``who`` an account's key, "program" for the program itself.
    Looked through are the newest thousand.
    """
    part, _dot, field = what.partition(".")
    tables = [apps.get_model("cadres", f"{name}Event") for name in PARTS]
    files = [cadre, *Cadre.objects.filter(merged_into=cadre).only("pk")]  # the history of what was merged into it, too
    rows = list(Events.objects.across(*tables).references(*files).order_by("-pgh_created_at", "-pgh_id")[:NEWEST])
    people = {(row.pgh_context or {}).get("user") for row in rows} - {None}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    rows = [row for row in rows if _wanted(row, part, field) and (not who or _who(row) == who)]
    posts = {row.pgh_data.get("post_id") for row in rows} - {None}
    titles = {post.pk: str(post) for post in Post.objects.filter(pk__in=posts).select_related("organization")}
    shown_rows = [_change(row, names, titles, field) for row in rows[:SHOWN]]
    accounts = [(str(pk), name) for pk, name in sorted(names.items(), key=lambda one: one[1])]
    return Told(shown_rows, accounts, len(rows) > SHOWN)


def _who(row: Any) -> str:
    return str((row.pgh_context or {}).get("user") or PROGRAM)


def _wanted(row: Any, part: str, field: str) -> bool:
    model = row.pgh_obj_model.partition(".")[2].lower()
    if not field:
        return not part or model == part
    if model == "verification":
        return row.pgh_data.get("item") == ITEMS.get(field)
    keys = row.pgh_diff or {} if row.pgh_label == "update" else row.pgh_data
    return model == part and any(key.removesuffix("_id") == field and _says(row, key) for key in keys)


def _says(row: Any, key: str) -> bool:
    """A file opened without a value says nothing about it."""
    return row.pgh_label == "update" or row.pgh_data[key] not in NOTHING


def _change(row: Any, names: dict[int, str], titles: dict[int, str], field: str) -> Change:
    model = apps.get_model(row.pgh_obj_model)
    context = row.pgh_context or {}
    what = {"insert": _("added"), "update": _("changed"), "delete": _("removed")}.get(row.pgh_label, row.pgh_label)
    before = {key: pair[0] for key, pair in (row.pgh_diff or {}).items()}
    after = {key: pair[1] for key, pair in (row.pgh_diff or {}).items()}
    if row.pgh_label != "update":
        filled = {key: value for key, value in row.pgh_data.items() if value not in NOTHING}
        before, after = ({}, filled) if row.pgh_label == "insert" else (filled, {})
    if model is Verification:
        told = {key: text_of(row.pgh_data["item"], row.pgh_data[key]) for key in ("declared", "found") if key in after}
        after = {key: value for key, value in after.items() if key not in TOLD_BY_PAPER} | told
    only = field if model is Cadre else ""
    fields = [
        (_label(one), _text(one, before.get(key), titles), _text(one, after.get(key), titles))
        for key, one in _fields(model, {**before, **after})
        if not only or one.name == only
    ]
    who = names.get(context.get("user"), _("The program"))
    reason, paper = context.get("reason") or "", context.get("paper") or ""
    new = row.pgh_label == "insert"
    return Change(row.pgh_created_at, who, what, str(model._meta.verbose_name), fields, reason, paper, new)


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
    if isinstance(field, models.DateField) and isinstance(value, str):
        value = field.to_python(value)
    if field.name == "post":
        return titles.get(value, "—")
    return shown(field, value)

"""The history (沿革) of a cadre's file, read from the append-only event tables in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from pghistory.models import Events

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.files import FIELDS, KEPT
from cadres.registry.documents.choices import DocumentClass, DocumentStage
from cadres.registry.documents.models import PARTICULARS, Document
from cadres.registry.documents.services import known_to
from cadres.registry.posts.models import Post
from cadres.registry.verifications.models import Verification
from cadres.registry.verifications.services import ITEMS, text_of
from cadres.shared.crypto import EncryptedTextField
from cadres.shared.pages.edit_conflicts import as_read, shown

PARTS = (
    "Cadre",
    "Education",
    "FamilyMember",
    "AnnualResult",
    "Sanction",
    "RankRecord",
    "Tenure",
    "Verification",
    "Document",
)
NEWEST, SHOWN = 1000, 200
HIDDEN = {"id", "cadre_id", "form_extra", "by_id", "at"}  # the head of each change says who and when
# Of a verification, which is read with its paper.
TOLD_BY_PAPER = {"paper", "paper_number", "paper_on", "document_id", "note"}
NOTHING = (None, "", {}, False)
PROGRAM = "program"
Titles = dict[tuple[str, str], str]  # by model and key
PAPER_FATES = {
    (DocumentStage.KEPT, DocumentStage.ASKED): pgettext_lazy("paper", "withdrawal asked for"),
    (DocumentStage.KEPT, DocumentStage.REPLACED): pgettext_lazy("paper", "replaced by a new edition"),
    (DocumentStage.ASKED, DocumentStage.KEPT): pgettext_lazy("paper", "left in the file"),
    (DocumentStage.ASKED, DocumentStage.WITHDRAWN): pgettext_lazy("paper", "withdrawn"),
    (DocumentStage.WITHDRAWN, DocumentStage.KEPT): pgettext_lazy("paper", "put back into the file"),
}
WATCHED = {*FIELDS, *KEPT, "division", "party_text"}


@dataclass(frozen=True)
class Change:
    """One event: ``what`` changed in the record ``of``, by whom; ``fields`` are (name, before, after).

    ``reason`` and ``paper`` are those of the step that made it, where it had any; what is ``new`` has no before.
    ``scan`` is the paper of the file that it happened to, or that it rests on, for who may know of it.
    """

    at: datetime
    who: str
    what: str
    of: str
    fields: list[tuple[str, str, str]]
    reason: str = ""
    paper: str = ""
    new: bool = False
    scan: Document | None = None


@dataclass(frozen=True)
class Told:
    """The changes that were asked for, and who else and what else could be asked for."""

    changes: list[Change]
    people: list[tuple[str, str]]
    more: bool


def parts_for(user: User) -> list[str]:
    """The parts of a file whose history this user may read."""
    return [name for name in PARTS if name != "Document" or user.has_perm("cadres.view_document")]


def choices(user: User) -> list[tuple[str, Any]]:
    """What a history may be narrowed to: a part of the file, or one particular ("cadre.born_on")."""
    parts = [(name.lower(), capfirst(apps.get_model("cadres", name)._meta.verbose_name)) for name in parts_for(user)]
    fields = [
        (f"cadre.{field.name}", capfirst(field.verbose_name))
        for field in Cadre._meta.concrete_fields
        if field.attname not in HIDDEN and field.name in WATCHED
    ]
    return [(str(_("Parts of the file")), parts), (str(_("Particulars")), fields)]


def changes_of(cadre: Cadre, user: User, *, what: str = "", who: str = "") -> Told:
    """The changes of the file and its parts, the latest first, as far as the user may know of them. Five queries.

    ``what`` is a part or a field, see ``choices``; ``who`` an account's key, "program" for the program itself.
    Looked through are the newest thousand.
    """
    part, _dot, field = what.partition(".")
    tables = [apps.get_model("cadres", f"{name}Event") for name in parts_for(user)]
    files = [cadre, *Cadre.objects.filter(merged_into=cadre).only("pk")]  # the history of what was merged into it, too
    rows = list(Events.objects.across(*tables).references(*files).order_by("-pgh_created_at", "-pgh_id")[:NEWEST])
    scans = known_to(user, files, (_scan_of(row) for row in rows))
    rows = [row for row in rows if not _closed(row, scans, user)]
    people = {(row.pgh_context or {}).get("user") for row in rows} - {None}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    rows = [row for row in rows if _wanted(row, part, field) and (not who or _who(row) == who)]
    titles = _titles(rows[:SHOWN])
    shown_rows = [_change(row, names, titles, scans, field) for row in rows[:SHOWN]]
    accounts = [(str(pk), name) for pk, name in sorted(names.items(), key=lambda one: one[1])]
    return Told(shown_rows, accounts, len(rows) > SHOWN)


def _titles(rows: list[Any]) -> Titles:
    """Posts and places, of which a change knows the key only, by one query."""

    def keys(*columns: str) -> set[Any]:
        diffs = (pair for row in rows for key, pair in (row.pgh_diff or {}).items() if key in columns)
        return {row.pgh_data.get(key) for row in rows for key in columns}.union(*diffs) - {None}

    posts = Post.objects.filter(pk__in=keys("post_id")).order_by()
    places = Division.objects.filter(pk__in=keys("division_id", "growth_place_id")).order_by()
    offices = posts.values_list(Value("post"), Cast("pk", CharField()), "office_name")
    named = offices.union(places.values_list(Value("division"), "pk", "name"), all=True)
    return {(kind, key): text for kind, key, text in named}


def _is_paper(row: Any) -> bool:
    return row.pgh_obj_model == Document._meta.label


def _scan_of(row: Any) -> int | None:
    """The paper that a change happened to, or on which a verification rests."""
    return row.pgh_data["id"] if _is_paper(row) else row.pgh_data.get("document_id")


def _closed(row: Any, scans: dict[int, Document], user: User) -> bool:
    """Whether it happened to a paper of which the user may not know now, or might not have known then."""
    if not _is_paper(row):
        return False
    then = {row.pgh_data["section"], *((row.pgh_diff or {}).get("section") or ())}
    hidden = DocumentClass.DISCIPLINE in then and not user.has_perm("cadres.view_discipline_paper")
    return hidden or row.pgh_data["id"] not in scans


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


def _change(row: Any, names: dict[int, str], titles: Titles, scans: dict[int, Document], field: str) -> Change:
    model = apps.get_model(row.pgh_obj_model)
    context = row.pgh_context or {}
    what = _paper_fate(row) if model is Document else _fate(row)
    before = {key: pair[0] for key, pair in (row.pgh_diff or {}).items()}
    after = {key: pair[1] for key, pair in (row.pgh_diff or {}).items()}
    if row.pgh_label != "update":
        filled = {key: value for key, value in row.pgh_data.items() if value not in NOTHING}
        before, after = ({}, filled) if row.pgh_label == "insert" else (filled, {})
    if model is Verification:
        texts = {
            key: text_of(row.pgh_data["item"], row.pgh_data[key]) for key in ("declared", "found") if key in after
        }
        after = {key: value for key, value in after.items() if key not in TOLD_BY_PAPER} | texts
    if model is Document:
        after = {key: after[key] for key in PARTICULARS if key in after}
        before = {key: before[key] for key in after if key in before}
    only = field if model is Cadre else ""
    fields = [
        (_label(one), _text(one, before.get(key), titles), _text(one, after.get(key), titles))
        for key, one in _fields(model, {**before, **after})
        if not only or one.name == only
    ]
    who = names.get(context.get("user"), _("The program"))
    reason, paper = context.get("reason") or "", context.get("paper") or ""
    new, scan = row.pgh_label == "insert", scans.get(_scan_of(row) or 0)
    return Change(row.pgh_created_at, who, what, str(model._meta.verbose_name), fields, reason, paper, new, scan)


def _fate(row: Any) -> str:
    fates = {"insert": _("added"), "update": _("changed"), "delete": _("removed")}
    return fates.get(row.pgh_label, row.pgh_label)


def _paper_fate(row: Any) -> str:
    """What happened to a paper of the file, by its stages."""
    diff = row.pgh_diff or {}
    if row.pgh_label == "insert":
        new_edition = row.pgh_data["replaces_id"] is not None
        return pgettext("paper", "put in as a new edition") if new_edition else pgettext("paper", "put in")
    if "stage" in diff:
        return PAPER_FATES.get(tuple(diff["stage"]), _("changed"))
    if "destroyed_at" in diff:
        return pgettext("paper", "content destroyed")
    if diff.keys() & set(PARTICULARS):
        return pgettext("paper", "described anew")
    return pgettext("paper", "moved with a merge of files")


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


def _text(field: models.Field, value: Any, titles: Titles) -> str:
    """``value`` as JSON keeps it."""
    if isinstance(field, EncryptedTextField):
        return "***" if value else "—"
    if isinstance(field, models.DateField) and isinstance(value, str):
        value = field.to_python(value)
    if isinstance(field, DateRangeField) and isinstance(value, str):
        value = DateRange(*(field.base_field.to_python(day or None) for day in value[1:-1].split(",")))
    if field.is_relation:
        return titles.get((field.related_model._meta.model_name, str(value)), as_read(value))
    return shown(field, value)

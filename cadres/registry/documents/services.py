"""Papers of a cadre's file (档案材料): put in, described, replaced, given out, withdrawn by two, destroyed in time."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import IO, Any

import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import open_part, refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.log.services import make_move, record_step
from cadres.platform.rule_settings.facts import rulebook
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.merged import refuse_merged
from cadres.registry.documents.choices import DocumentClass, DocumentStage
from cadres.registry.documents.models import PARTICULARS, Document
from cadres.registry.documents.points import relying_on
from cadres.registry.documents.regulations import WITHDRAWAL
from cadres.registry.documents.workflow import KEEP, MOVES, SETTLE, DocumentFacts
from cadres.shared.errors import Objection, Refused
from cadres.shared.files.encrypted_files import checked_parts, keep, slices
from cadres.shared.files.intake import examined
from cadres.shared.files.kinds import MEGABYTE
from cadres.shared.files.names import split_name
from cadres.shared.pages.edit_conflicts import check_unchanged
from cadres.shared.workflow import Workflow

KEPT_FOR = timedelta(days=30)  # after which the content of a withdrawn paper is destroyed
DESTROYED_AT_ONCE = 200


def add_document(cadre: Cadre, file: IO[bytes], *, name: str, values: dict[str, Any], by: User) -> Document:
    """A new paper of the file. ``values`` are ``PARTICULARS``; without a title the file's name is it.

    Raises ``Refused`` with every reason, ``PermissionDenied``, ``ValidationError``.
    """
    _may_keep(by, cadre.pk)
    document = _examined(file, name)
    for field, value in values.items():
        setattr(document, field, value)
    document.title = document.title or split_name(name)[0] or document.name
    with transaction.atomic():
        _store(document, cadre, file, by)
        record_step(document, "put_in", by=by, target=document.stage, facts=_particulars_of(document))
    return document


def add_edition(former: Document, file: IO[bytes], *, name: str, by: User, reason: str) -> Document:
    """A new edition with the particulars of the former, which stays behind it. Raises what ``add_document`` raises."""
    _may_keep(by, former.cadre_id)
    document = _examined(file, name)
    with transaction.atomic():
        cadre = _locked(former.cadre_id)
        former = Document.objects.select_for_update(of=["self"]).get(pk=former.pk)
        refuse_not_kept(former)
        if former.sha256 == document.sha256:
            raise Refused(Objection("document-double", _where(former, by), url=former.get_absolute_url()))
        for field in PARTICULARS:
            setattr(document, field, getattr(former, field))
        document.replaces = former
        former.stage = DocumentStage.REPLACED
        with pghistory.context(move="document.replace", reason=reason.strip()):
            former.save(update_fields=["stage"])
        record_step(former, "replace", by=by, source=DocumentStage.KEPT, target=former.stage, reason=reason.strip())
        _store(document, cadre, file, by)
        record_step(document, "put_in", by=by, target=document.stage, facts=_particulars_of(document))
    return document


def refuse_not_kept(document: Document) -> None:
    """What a withdrawal is decided about stays as it was when it was asked for. Raises ``Refused``."""
    if document.stage == DocumentStage.ASKED:
        text = _(
            "The withdrawal of this paper is asked for, so it stays as it is. Whoever asked may take the request back,"
            " or a leader leaves the paper in the file; then change it."
        )
        raise Refused(Objection("document-asked", text, url=document.get_absolute_url()))
    if document.stage != DocumentStage.KEPT:
        text = _("This paper is no longer in the file, so nothing is changed of it.")
        raise Refused(Objection("document-not-kept", text))


def _may_keep(by: User, cadre_id: int) -> None:
    if not by.has_perm(KEEP):
        raise PermissionDenied
    refuse_barred(by, cadre_id)


def _locked(cadre_id: int) -> Cadre:
    """Papers come into one file one after the other, so that two cannot both find room or no double."""
    rows = Cadre.objects.select_for_update(of=["self"], no_key=True)
    cadre = rows.only("name", "merged_into").get(pk=cadre_id)
    refuse_merged(cadre)
    return cadre


def _examined(file: IO[bytes], name: str) -> Document:
    """An unsaved paper that knows its content. Raises ``Refused``."""
    return Document(**asdict(examined(file, name)))


def _store(document: Document, cadre: Cadre, file: IO[bytes], by: User) -> None:
    """Raises ``Refused`` when the same content is there or no room is left."""
    cadre = _locked(cadre.pk)
    document.cadre, document.put_in_by = cadre, by
    there = Document.objects.filter(cadre=cadre)
    if double := there.in_the_file().filter(sha256=document.sha256).first():
        raise Refused(Objection("document-double", _where(double, by), url=double.get_absolute_url()))
    used = there.filter(destroyed_at=None).aggregate(total=Sum("size"))["total"] or 0
    if used + document.size > settings.DOCUMENTS_PER_CADRE:
        text = _("The papers of this file would be larger than %(limit)d MB together. Scan with fewer dots.")
        raise Refused(Objection("document-room", text % {"limit": settings.DOCUMENTS_PER_CADRE // MEGABYTE}))
    document.full_clean(exclude=["cadre", "put_in_by", "replaces"], validate_unique=False, validate_constraints=False)
    file.seek(0)
    keep(document, slices(file))


def _where(double: Document, by: User) -> str:
    if double.section == DocumentClass.DISCIPLINE and not by.has_perm("cadres.view_discipline_paper"):
        return _("The same content is in this file already, in a class that is closed to you. Ask a leader.")
    text = _("The same content is in this file already: class %(section)s, “%(title)s”. Nothing is to be done.")
    return text % {"section": double.section, "title": double.title}


def _particulars_of(document: Document) -> dict[str, Any]:
    return {"cadre": document.cadre_id, "section": document.section, "sha256": document.sha256, "size": document.size}


@transaction.atomic
def change_document(document: Document, values: dict[str, Any], *, by: User, seen: str = "") -> Document:
    """Set the particulars. Raises ``OutOfDate``, ``PermissionDenied``, ``Refused``, ``ValidationError``."""
    _may_keep(by, document.cadre_id)
    document = Document.objects.select_for_update(of=["self"]).get(pk=document.pk)
    check_unchanged(document, PARTICULARS, seen)
    refuse_not_kept(document)
    changed = [name for name in PARTICULARS if name in values and getattr(document, name) != values[name]]
    for name in changed:
        setattr(document, name, values[name])
    if changed:
        document.clean_fields(exclude=["cadre", "put_in_by"])
        document.save(update_fields=changed)
        stage = document.stage
        record_step(document, "change", by=by, source=stage, target=stage, facts={"fields": changed})
    return document


@transaction.atomic
def open_paper(document: Document, *, by: User, download: bool) -> Iterator[bytes]:
    """The content part by part, once it is on record who has it. Raises ``PermissionDenied`` or ``Refused``."""
    kind = AccessKind.EXPORT if download else AccessKind.VIEW
    open_part(document.cadre, f"document {document.pk}", by=by, kind=kind)
    if closed_as_withdrawn(document, by):
        raise PermissionDenied(_("This paper was withdrawn from the file. A department leader decides about it."))
    if document.destroyed_at:
        text = _("The content was destroyed thirty days after its withdrawal. What is left is that it was there.")
        raise Refused(Objection("document-destroyed", text))
    if download:
        record_step(document, "give_out", by=by, facts=_particulars_of(document))
    return checked_parts(document)


def closed_as_withdrawn(document: Document, user: User) -> bool:
    return document.stage == DocumentStage.WITHDRAWN and not user.has_perm(SETTLE)


def known_to(user: User, cadres: Iterable[Cadre], keys: Iterable[int | None]) -> dict[int, Document]:
    """Papers of these files by their numbers, as far as the user may know of them; ``open`` tells if he may look.

    One query, none where no paper is asked for.
    """
    wanted = {key for key in keys if key is not None}
    rows = Document.objects.visible_to(user).filter(cadre__in=cadres, pk__in=wanted) if wanted else ()
    found = {row.pk: row for row in rows}
    for row in found.values():
        row.open = row.destroyed_at is None and not closed_as_withdrawn(row, user)
    return found


# --- withdrawal ---------------------------------------------------------------------------------


def _collect_facts(document: Document, by: User, _given: Any) -> DocumentFacts:
    same = Document.objects.filter(cadre_id=document.cadre_id, sha256=document.sha256).in_the_file()
    again = document.stage == DocumentStage.WITHDRAWN and same.exists()
    destroyed = document.destroyed_at is not None
    verifies = tuple(relying_on(document))
    book = rulebook(document.cadre.division_id, on=WITHDRAWAL.on(document))
    return DocumentFacts(book, by.pk, document.asked_by_id, destroyed, again, verifies)


def _facts_as_json(facts: DocumentFacts) -> dict[str, Any]:
    return {"asked_by": facts.asked_by, "verifies": [found.item for found in facts.verifies]}


def _prepare(document: Document, by: User) -> None:
    refuse_barred(by, document.cadre_id)
    _locked(document.cadre_id)


DOCUMENTS = Workflow("document", "cadres.Document", MOVES, _collect_facts, _facts_as_json, prepare=_prepare)


def move_document(document: Document, name: str, *, by: User, **wish: Any) -> Document:
    """Ask for the withdrawal, take that back, decide it, or put back. Raises what ``make_move`` raises."""
    return make_move(DOCUMENTS, document, name, by=by, **wish)


def destroy_withdrawn() -> int:
    """Nightly: the content of what was withdrawn thirty days ago. The rows stay. Returns how many."""
    over = Document.objects.filter(stage=DocumentStage.WITHDRAWN, destroyed_at=None)
    over = over.filter(withdrawn_at__lt=timezone.now() - KEPT_FOR)
    destroyed = 0
    for pk in list(over.order_by("withdrawn_at").values_list("pk", flat=True)[:DESTROYED_AT_ONCE]):
        with transaction.atomic():
            document = over.select_for_update(of=["self"], skip_locked=True).filter(pk=pk).first()
            if document is None:  # put back meanwhile, or another worker has it
                continue
            document.parts.all().delete()
            document.destroyed_at = timezone.now()
            document.save(update_fields=["destroyed_at"])
            record_step(document, "destroy", by=None, source=document.stage, target=document.stage)
            destroyed += 1
    return destroyed

"""Attachments (附件): attached, replaced with a reason, given out on record, shown slot by slot."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import IO, Any

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import OuterRef, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.accounts.models import User
from cadres.platform.attachments.models import Attachment
from cadres.platform.attachments.points import OWNERS, AttachmentOwner, Slot
from cadres.platform.log.services import record_step
from cadres.shared.errors import Objection, OutOfDate, Refused
from cadres.shared.files.encrypted_files import checked_parts, keep, slices
from cadres.shared.files.fields import ACCEPTED
from cadres.shared.files.intake import examined
from cadres.shared.files.kinds import MEGABYTE
from cadres.shared.files.names import split_name
from cadres.shared.pages.submit_once import new_submission_token

ROOM = 200 * MEGABYTE  # of one record, with everything that was replaced
PARTICULARS = ("title", "dated", "number")


def attach(  # noqa: PLR0913 -- what a paper is
    record: models.Model, slot: str, file: IO[bytes], *, name: str, values: dict[str, Any], by: User
) -> Attachment:
    """The first paper of a slot. ``values`` are ``PARTICULARS``; without a title the file's name is it.

    Raises ``Refused`` with every reason, ``PermissionDenied``, ``ValidationError``.
    """
    owner = _owner_for(record, slot, by)
    paper = _described(file, name, values)
    with transaction.atomic():
        owner.lock(record, by=by)
        if Attachment.objects.of(record).filter(slot=slot).exists():
            text = _("A paper is attached here already. Look at it; replace it if yours is the better one.")
            raise Refused(Objection("attachment-there", text))
        paper.record_model, paper.record_id, paper.slot = owner.model, record.pk, slot
        return _store(paper, record, file, by)


def replace(  # noqa: PLR0913 -- what a paper is, and why
    former: Attachment, file: IO[bytes], *, name: str, values: dict[str, Any], reason: str, by: User
) -> Attachment:
    """The next paper of the slot; the former stays behind it.

    Raises ``OutOfDate`` when somebody else has replaced it meanwhile, and what ``attach`` raises.
    """
    owner, record = record_of(former, by)
    _owner_for(record, former.slot, by)
    paper = _described(file, name, values)
    with transaction.atomic():
        owner.lock(record, by=by)
        if Attachment.objects.filter(replaces=former).exists():
            raise OutOfDate(
                _("Somebody else has replaced this paper since you opened the page. Look at theirs first.")
            )
        objections = []
        if not reason.strip():
            objections.append(Objection("reason-missing", _("Write down the reason.")))
        if former.sha256 == paper.sha256:
            text = _("This is the same file that is attached already. Nothing is to be done.")
            objections.append(Objection("attachment-double", text))
        if objections:
            raise Refused(*objections)
        paper.record_model, paper.record_id, paper.slot = former.record_model, former.record_id, former.slot
        paper.replaces, paper.reason = former, reason.strip()
        with pghistory.context(move="attachment.replace", reason=paper.reason):
            return _store(paper, record, file, by)


def record_of(paper: Attachment, user: User) -> tuple[AttachmentOwner, Any]:
    """Whose paper it is. Raises ``PermissionDenied`` when the record is not in reach."""
    owner = OWNERS.get(paper.record_model)
    record = owner.rows(user).filter(pk=paper.record_id).first() if owner and owner.readable_by(user) else None
    if owner is None or record is None:
        raise PermissionDenied
    return owner, record


def _owner_for(record: models.Model, slot: str, by: User) -> AttachmentOwner:
    owner = OWNERS.get(record._meta.label_lower)
    if owner is None or owner.slot(slot) is None:
        raise Refused(Objection("attachment-nowhere", _("Such a paper is not attached to such a record.")))
    if not owner.kept_by(by) or not owner.rows(by).filter(pk=record.pk).exists():
        raise PermissionDenied
    return owner


def _described(file: IO[bytes], name: str, values: dict[str, Any]) -> Attachment:
    paper = Attachment(**asdict(examined(file, name)), **{field: values.get(field, "") for field in PARTICULARS})
    paper.title = paper.title or split_name(name)[0] or paper.name
    return paper


def _store(paper: Attachment, record: models.Model, file: IO[bytes], by: User) -> Attachment:
    used = Attachment.objects.of(record).aggregate(total=Sum("size"))["total"] or 0
    if used + paper.size > ROOM:
        text = _("The papers of this record would be larger than %(limit)d MB together. Scan with fewer dots.")
        raise Refused(Objection("attachment-room", text % {"limit": ROOM // MEGABYTE}))
    paper.added_by = by
    paper.clean_fields(exclude=["added_by", "replaces"])
    file.seek(0)
    keep(paper, slices(file))
    move = "replace_paper" if paper.replaces_id else "attach_paper"
    record_step(record, move, by=by, reason=paper.reason, facts=_facts(paper))
    return paper


def _facts(paper: Attachment) -> dict[str, Any]:
    """Without the title and the file's name, which may name people."""
    return {
        "attachment": paper.pk,
        "slot": paper.slot,
        "replaces": paper.replaces_id,
        "sha256": paper.sha256,
        "size": paper.size,
    }


@transaction.atomic
def open_paper(paper: Attachment, *, by: User, download: bool) -> Iterator[bytes]:
    """The content part by part, once it is on record who has it. Raises ``PermissionDenied``."""
    owner, record = record_of(paper, by)
    kind = AccessKind.EXPORT if download else AccessKind.VIEW
    owner.opened(record, f"attachment {paper.pk}", by=by, kind=kind)
    if download:
        record_step(record, "give_out_paper", by=by, facts=_facts(paper))
    return checked_parts(paper)


# --- what pages and rules read ------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """The papers of one record for its page. ``texts``: what is written of a paper beside it, by slot."""

    record_model: str
    record_id: int
    is_open: bool
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Place:
    """One slot as a page shows it; ``former`` are the replaced papers, the latest first."""

    slot: Slot
    text: str = ""
    paper: Attachment | None = None
    former: list[Attachment] = field(default_factory=list)
    attach_url: str = ""
    replace_url: str = ""
    once: str = field(default_factory=new_submission_token)


@dataclass
class Board:
    """The slots of one record; empty for who may not read its papers."""

    places: list[Place]
    accepted: str = ACCEPTED


def boards(wanted: Iterable[Wanted], *, by: User) -> list[Board]:
    """In the order of ``wanted``, whose records the caller has read within the user's reach. One query, or none."""
    asked = [(one, OWNERS[one.record_model]) for one in wanted]
    readable = [one for one, owner in asked if owner.readable_by(by)]
    found: dict[tuple[str, int, str], list[Attachment]] = {}
    if readable:
        rows = Attachment.objects.visible_to(by).filter(record_id__in={one.record_id for one in readable})
        for paper in rows.select_related("added_by").order_by("-pk"):
            found.setdefault((paper.record_model, paper.record_id, paper.slot), []).append(paper)
    return [_board(one, owner, found, by) for one, owner in asked]


def _board(one: Wanted, owner: AttachmentOwner, found: Mapping[Any, list[Attachment]], by: User) -> Board:
    if not owner.readable_by(by):
        return Board([])
    places = []
    for slot in owner.slots:
        papers = found.get((owner.model, one.record_id, slot.key), [])
        place = Place(slot, one.texts.get(slot.key, ""), papers[0] if papers else None, papers[1:])
        if one.is_open and owner.kept_by(by):
            if place.paper:
                place.replace_url = reverse("cadres:attachment_replace", args=[place.paper.pk])
            else:
                place.attach_url = reverse("cadres:attachment_new", args=[owner.model, one.record_id, slot.key])
        places.append(place)
    return Board(places)


def board_of(record: Any, texts: Mapping[str, str] | None = None, *, by: User) -> Board:
    """The slots of the one record of a page."""
    model = record._meta.label_lower
    (board,) = boards([Wanted(model, record.pk, OWNERS[model].is_open(record), texts or {})], by=by)
    return board


def slots_with_paper(record_model: str, record_id: str) -> ArraySubquery:
    """For rules: the slots in which a paper is attached to the record that ``record_id`` leads to."""
    rows = Attachment.objects.present().filter(record_model=record_model, record_id=OuterRef(record_id))
    return ArraySubquery(rows.order_by("slot").values("slot"))

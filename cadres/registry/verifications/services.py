"""Verifying a file's three ages, two histories and one standing (三龄两历一身份认定).

The simplest design that keeps law and paper together: the value that holds is the particular itself. When the paper
says something else than the file, verifying changes the particular in the same transaction, with the paper as its
reason, and the declared value stays beside it in the ``Verification``. So every age, condition, list and form counts
by the verified value without knowing of verifications. From then on the particular is changed by verifying anew
alone: forms refuse, imports leave it and say so. The two histories are texts of many lines: the finding stands beside
them, and their lines are mended with their own forms.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any, cast

import pghistory
from django.db import models, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.access_log.services import refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.registry.cadre_files.choices import EducationMode, VerifiedItem
from cadres.registry.cadre_files.models import Cadre, Education
from cadres.registry.cadre_files.services.merged import refuse_merged
from cadres.registry.documents.choices import DocumentClass, DocumentStage
from cadres.registry.documents.models import Document
from cadres.registry.documents.points import Reliance
from cadres.registry.verifications.models import DATED, Verification
from cadres.registry.verifications.regulations import EARLIEST_PAPER
from cadres.registry.verifications.rules import Told, earliest_paper, verification_state
from cadres.shared.errors import Objection, OutOfDate, Refused
from cadres.shared.pages.edit_conflicts import shown
from cadres.shared.regulations.catalogue import RULES

FIELDS = {
    VerifiedItem.BIRTH: "born_on",
    VerifiedItem.WORK: "began_work_on",
    VerifiedItem.PARTY: "joined_party_on",
    VerifiedItem.STANDING: "standing",
}
HISTORIES = (VerifiedItem.EDUCATION, VerifiedItem.RESUME)
ITEMS = {field: item for item, field in FIELDS.items()}
# Where the papers that tell of an item lie, those that are looked at first in front.
CLASSES = {
    VerifiedItem.BIRTH: (
        DocumentClass.SCHOOLING,
        DocumentClass.PARTY,
        DocumentClass.RESUME,
        DocumentClass.APPOINTMENT,
    ),
    VerifiedItem.WORK: (DocumentClass.APPOINTMENT, DocumentClass.PAY, DocumentClass.RESUME),
    VerifiedItem.PARTY: (DocumentClass.PARTY,),
    VerifiedItem.EDUCATION: (DocumentClass.SCHOOLING,),
    VerifiedItem.RESUME: (DocumentClass.RESUME, DocumentClass.APPOINTMENT, DocumentClass.ASSESSMENT),
    VerifiedItem.STANDING: (DocumentClass.APPOINTMENT, DocumentClass.PAY),
}
MODES = {EducationMode.FULL_TIME: "全日制教育", EducationMode.IN_SERVICE: "在职教育"}  # the form's own words


def on_file(cadre: Cadre, item: str, education: Iterable[Education] | None = None) -> str:
    """What the file says today, as a ``Verification`` keeps it. ``education``: its rows, if they are read already."""
    if item == VerifiedItem.RESUME:
        return cadre.resume
    if item == VerifiedItem.EDUCATION:
        rows = cadre.education.order_by("mode", "pk") if education is None else education
        return "\n".join(_line(row) for row in rows)
    value = getattr(cadre, FIELDS[VerifiedItem(item)])
    return value.isoformat() if isinstance(value, date) else value or ""


def _line(row: Education) -> str:
    parts = (MODES[EducationMode(row.mode)], row.level, row.degree, row.school, row.degree_school)
    return " ".join(filter(None, parts))


def declared(cadre: Cadre, item: str, decisions: list[Verification], education: Any = None) -> str:
    """What forms and the person say: the file's value, or, where a paper took its place, the one it replaced.

    ``decisions`` of this item, the latest first.
    """
    present = on_file(cadre, item, education)
    holding = next((one for one in decisions if one.settles), None)
    if item in FIELDS and holding is not None and holding.found == present:
        return decisions[0].declared
    return present


def version_of(cadre: Cadre, item: str, decisions: list[Verification], education: Any = None) -> str:
    """Changes when value or decision do; a form carries it, so that a stale page decides nothing."""
    latest = decisions[0].pk if decisions else 0
    return f"{latest}:{sha256(on_file(cadre, item, education).encode()).hexdigest()[:16]}"


@transaction.atomic
def verify(  # noqa: PLR0913 -- a decision has as many parts
    cadre: Cadre,
    item: str,
    *,
    found: str,
    paper: str,
    paper_number: str = "",
    paper_on: date | None = None,
    document: Document | None = None,
    note: str = "",
    doubtful: bool = False,
    by: User,
    seen: str = "",
) -> Verification:
    """Decide what holds for an item on a paper. ``found`` is what the paper says; for a history, empty: the same.

    ``document`` is the scan of the paper. Raises ``OutOfDate`` when the file is not as ``seen``, ``Refused`` when the
    scan is not one of ``scans_for``, ``ValidationError`` when paper or value are missing or the value cannot be (work
    before birth).
    """
    refuse_barred(by, cadre.pk)
    cadre = Cadre.objects.select_for_update(of=["self"]).get(pk=cadre.pk)
    refuse_merged(cadre)
    decisions = list(Verification.objects.filter(cadre=cadre, item=item).order_by("-pk"))
    if seen and seen != version_of(cadre, item, decisions):
        raise OutOfDate(_("Somebody else has changed this since you opened the page. Look at it once more."))
    if document is not None and not scans_for(cadre, by).filter(pk=document.pk).exists():
        raise Refused(no_such_scan())
    said = declared(cadre, item, decisions)
    if item not in FIELDS and not doubtful:
        found = found or said
    verification = Verification(
        cadre=cadre,
        item=item,
        state=verification_state(said, found, doubtful=doubtful),
        declared=said,
        found=found,
        paper=paper,
        paper_number=paper_number,
        paper_on=paper_on,
        document=document,
        note=note,
        by=by,
    )
    verification.full_clean()
    with pghistory.context(move="verify", reason=note, paper=verification.paper_text):
        verification.save()
        if verification.settles:
            _bring_in(cadre, item, found)
    record_step(
        cadre,
        "verify",
        by=by,
        source=decisions[0].state if decisions else "",
        target=verification.state,
        reason=note,
        facts={"item": item, "verification": verification.pk},
        warnings=[str(objection) for objection in against_earlier_paper(verification, decisions)],
    )
    return verification


def scans_for(cadre: Cadre, user: User) -> QuerySet[Document]:
    """What a decision may rest on: papers kept in this file that the user may look at."""
    return Document.objects.visible_to(user).filter(cadre=cadre, stage=DocumentStage.KEPT)


def no_such_scan() -> Objection:
    text = _("This scanned paper is not kept in the file, or is closed to you. Choose another one, or none.")
    return Objection("no-such-scan", text)


def resting_on(document: Document) -> list[Verification]:
    """The decisions of its file that hold and were taken on this paper. One query."""
    held = Verification.objects.filter(cadre=document.cadre_id).holding()
    return [decision for decision in held if decision.document_id == document.pk]


def reliances(document: Document) -> list[Reliance]:
    """What the paper's own moves show and weigh: the decisions resting on it."""
    return [
        Reliance(decision.item, decision.get_item_display(), in_words(decision), decision)
        for decision in resting_on(document)
    ]


def _bring_in(cadre: Cadre, item: str, found: str) -> None:
    """The particular bears the value that holds."""
    if item not in FIELDS or on_file(cadre, item) == found:
        return
    field = FIELDS[VerifiedItem(item)]
    setattr(cadre, field, (date.fromisoformat(found) if found else None) if item in DATED else found)
    cadre.full_clean()
    cadre.save(update_fields=[field, "updated_at"])


def told_by(decisions: Iterable[Verification]) -> list[Told]:
    return [Told(one.found, one.paper_text, one.paper_on) for one in decisions if one.found]


def against_earlier_paper(latest: Verification, decisions: list[Verification]) -> Iterator[Objection]:
    """The practice that the earliest paper counts, where this decision follows a later one."""
    first = earliest_paper(told_by([latest, *decisions]))
    if latest.item == VerifiedItem.BIRTH and latest.settles and first and first.value != latest.found:
        message = _("An earlier paper says otherwise. Usually the earliest paper counts.")
        yield Objection("earlier-paper", message, RULES[EARLIEST_PAPER].on(localdate()).source, EARLIEST_PAPER)


# --- what is settled stays --------------------------------------------------------------------------


def settled(cadres: Iterable[int]) -> dict[int, dict[str, Verification]]:
    """Cadre → particular → the decision that holds for it. One query."""
    found: dict[int, dict[str, Verification]] = defaultdict(dict)
    for one in Verification.objects.filter(cadre__in=list(cadres), item__in=FIELDS).holding():
        if one.settles:
            found[one.cadre_id][FIELDS[VerifiedItem(one.item)]] = one
    return found


def sound_histories(cadre: Cadre) -> list[Verification]:
    """Decisions about histories that still are as they were verified. One query, two where education is verified."""
    rows = Verification.objects.filter(cadre=cadre, item__in=HISTORIES).holding()
    return [one for one in rows if one.settles and still_stands(one, cadre)]


def still_stands(decision: Verification, cadre: Cadre) -> bool:
    """Whether a history reads as it did when it was verified."""
    return decision.declared == on_file(cadre, decision.item)


def birth_months(cadres: Iterable[Cadre]) -> dict[int, set[tuple[int, int]]]:
    """Cadre → the months of birth that he is known by: the one on file, and the declared one where papers say
    otherwise, since forms still name it. One query.
    """
    known = {cadre.pk: {(cadre.born_on.year, cadre.born_on.month)} for cadre in cadres}
    for one in Verification.objects.filter(cadre__in=known, item=VerifiedItem.BIRTH).holding():
        known[one.cadre_id].add((int(one.declared[:4]), int(one.declared[5:7])))
    return known


def may_be(cadre: Cadre, months: set[tuple[int, int]], *, name: str | None, born: date | None) -> bool:
    """Whether name or month of birth is the cadre's; who says neither of them is not contradicted.

    ``months`` are those of ``birth_months``. The one test of every entrance whether a number may be of this person.
    """
    return name is None or born is None or name == cadre.name or (born.year, born.month) in months


def refuse_settled(changes: Iterable[tuple[Cadre, Iterable[str]]]) -> None:
    """Raises ``Refused`` when a changed particular is verified; asks nothing when none can be."""
    touched = [(cadre, [name for name in names if name in ITEMS]) for cadre, names in changes]
    touched = [(cadre, names) for cadre, names in touched if names]
    if not touched:
        return
    held = settled(cadre.pk for cadre, _names in touched)
    objections = [
        still_verified(held[cadre.pk][name]) for cadre, names in touched for name in names if name in held[cadre.pk]
    ]
    if objections:
        raise Refused(*objections)


def still_verified(decision: Verification) -> Objection:
    message = _("%(item)s was verified on paper (%(paper)s). Verify it anew to change it.")
    values = {"item": decision.get_item_display(), "paper": decision.paper_text}
    url = reverse("cadres:cadre_verification", args=[decision.cadre_id])
    return Objection("verified", message % values, url=url)


def left_as_verified(decision: Verification) -> str:
    """What a report of an import says of a value that contradicts."""
    message = _("%(item)s differs from the verified value %(value)s (%(paper)s). It was left as verified.")
    values = {"item": decision.get_item_display(), "value": in_words(decision), "paper": decision.paper_text}
    return message % values


def in_words(decision: Verification) -> str:
    """The value that holds as a person reads it."""
    return text_of(decision.item, decision.found)


def text_of(item: str, value: str) -> str:
    """A kept value as a person reads it: the month, the day too where it is known; the label of a code.

    >>> text_of("birth", "1982-03-01"), text_of("birth", "1982-03-15")
    ('1982.03', '1982.03.15')
    """
    if not value:
        return "—"
    if item not in FIELDS:
        return value
    field = cast("models.Field", Cadre._meta.get_field(FIELDS[VerifiedItem(item)]))
    return shown(field, field.to_python(value))

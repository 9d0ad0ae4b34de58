"""Corrections (更正): proposed with a scanned paper, approved by another person, written in the same transaction."""

from datetime import date
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.attachments import services as attachments
from cadres.platform.attachments.models import Attachment
from cadres.platform.log.services import make_move, record_step
from cadres.platform.notices.services import notify, settle
from cadres.platform.rule_settings.facts import rulebook
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.sections import lock_file
from cadres.registry.corrections.choices import CorrectionKind, CorrectionStage
from cadres.registry.corrections.models import VALUES, Correction
from cadres.registry.corrections.regulations import CORRECTION
from cadres.registry.corrections.workflow import MOVES, PROPOSE, CorrectionFacts
from cadres.registry.posts.models import Post
from cadres.registry.sanctions.models import Sanction
from cadres.registry.sanctions.services import annul_sanction
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.models import Tenure
from cadres.registry.tenures.services import PAPERS, correct_tenure, enter_past_tenure, start_tenure
from cadres.shared.errors import Objection, Refused
from cadres.shared.workflow import Taking, Workflow

PAPER = "paper"  # the slot of the scan
Scan = tuple[BinaryIO, str]  # its content and the name of the file


@transaction.atomic
def propose_entry(  # noqa: PLR0913 -- a proposal has as many parts
    cadre: Cadre, post: Post, values: dict[str, Any], *, document: str, reason: str, scan: Scan, by: User
) -> Correction:
    """A tenure that is missing on record, running or ended. ``values`` are ``VALUES``. Raises as ``_propose`` does."""
    return _propose(
        Correction(cadre=cadre, kind=CorrectionKind.ENTER, post=post, **values),
        document=document,
        reason=reason,
        scan=scan,
        by=by,
    )


@transaction.atomic
def propose_tenure(  # noqa: PLR0913 -- as above
    tenure: Tenure, values: dict[str, Any], *, document: str, reason: str, scan: Scan, by: User
) -> Correction:
    """Other days, another way in or out, the end of a running tenure. ``values`` are ``VALUES``."""
    found = Correction(cadre=tenure.cadre, kind=CorrectionKind.TENURE, tenure=tenure, **values)
    found.former = state_of(found)
    if found.former == {name: _written(values[name]) for name in VALUES}:
        raise Refused(Objection("nothing-to-correct", _("This is what stands on record already.")))
    return _propose(found, document=document, reason=reason, scan=scan, by=by)


@transaction.atomic
def propose_annulment(  # noqa: PLR0913 -- as above
    sanction: Sanction, *, on: date, document: str, reason: str, scan: Scan, by: User
) -> Correction:
    """The organ has annulled a sanction: from that day it shall have no effect."""
    if sanction.annulled_on:
        raise Refused(Objection("annulled", _("This sanction was annulled. It stays as it is on record.")))
    if on < sanction.decided_on:
        text = _("An annulment needs a day after the decision, a reason and a paper.")
        raise Refused(Objection("annulled-early", text))
    found = Correction(cadre=sanction.cadre, kind=CorrectionKind.ANNUL, sanction=sanction, annulled_on=on)
    found.former = state_of(found)
    return _propose(found, document=document, reason=reason, scan=scan, by=by)


def _propose(correction: Correction, *, document: str, reason: str, scan: Scan, by: User) -> Correction:
    """Raises ``PermissionDenied``, ``Refused``, ``ValidationError``."""
    if not by.has_perm(PROPOSE) or not Cadre.objects.visible_to(by).filter(pk=correction.cadre_id).exists():
        raise PermissionDenied
    lock_file(correction.cadre_id, by=by)
    correction.document, correction.reason, correction.proposed_by = document.strip(), reason.strip(), by
    there = Correction.objects.waiting().filter(tenure=correction.tenure, sanction=correction.sanction)
    about_one = correction.kind != CorrectionKind.ENTER
    if about_one and (found := there.first()) is not None:
        text = _("A correction of it waits for approval already.")
        raise Refused(Objection("correction-waits", text, url=found.get_absolute_url()))
    correction.full_clean()
    correction.save()
    facts = {"kind": correction.kind, "tenure": correction.tenure_id, "sanction": correction.sanction_id}
    record_step(correction, "propose", by=by, target=CorrectionStage.PROPOSED, reason=correction.reason, facts=facts)
    file, name = scan
    values = {"title": correction.document, "number": correction.document[:60]}
    attachments.attach(correction, PAPER, file, name=name, values=values, by=by)
    notify(
        User.objects.answering_for(correction.cadre.division_id, (Role.LEADER,), about=[correction.cadre_id]),
        kind="cadres.correction_proposed",
        key=_key(correction),
        params={"who": str(by), "name": correction.cadre.name},
        url=correction.get_absolute_url(),
    )
    return correction


def state_of(correction: Correction) -> dict[str, Any]:
    """What stands on record now of what it corrects, as ``former`` keeps it."""
    found: Any = correction  # constraints say which of its values are there
    if found.kind == CorrectionKind.ANNUL:
        sanction = Sanction.objects.get(pk=found.sanction_id)
        names = ("kind", "decided_on", "effect_until", "annulled_on")
        return {name: _written(getattr(sanction, name)) for name in names}
    if found.kind == CorrectionKind.ENTER:
        return {}
    tenure = Tenure.objects.get(pk=found.tenure_id)
    papers = {name: getattr(tenure, name) for name in PAPERS}
    return {"since": _written(tenure.held.lower), "until": _written(tenure.held.upper)} | papers


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def collect_facts(correction: Correction, by: User, _given: Any) -> CorrectionFacts:
    return CorrectionFacts(
        book=rulebook(correction.cadre.division_id, on=CORRECTION.on(correction)),
        kind=correction.kind,
        by=by.pk,
        proposed_by=correction.proposed_by_id,
        has_paper=Attachment.objects.of(correction).exists(),
        as_it_was=correction.stage != CorrectionStage.PROPOSED or state_of(correction) == correction.former,
        url=correction.get_absolute_url(),
    )


def _facts_as_json(facts: CorrectionFacts) -> dict[str, Any]:
    return {"kind": facts.kind, "proposed_by": facts.proposed_by}


def _prepare(correction: Correction, by: User) -> None:
    if not Correction.objects.visible_to(by).filter(pk=correction.pk).exists():
        raise PermissionDenied
    lock_file(correction.cadre_id, by=by)


def move_correction(correction: Correction, name: str, *, by: User, **wish: Any) -> Correction:
    """Take one step. Raises what ``make_move`` raises; approving, also what writing raises."""
    return make_move(CORRECTIONS, correction, name, by=by, **wish)


def applied(taking: Taking) -> None:
    """What was proposed is written as it stands in the correction."""
    correction, by = taking.record, taking.by
    if correction.kind == CorrectionKind.ANNUL:
        annul_sanction(
            correction.sanction,
            on=correction.annulled_on,
            reason=correction.reason,
            document=correction.document,
            by=by,
            procedure=correction,
        )
    else:
        _write_tenure(correction, by)
    settle(_key(correction))
    _tell(correction, "applied", by=by)


def _write_tenure(correction: Correction, by: User) -> None:
    found: Any = correction  # constraints say which of its values are there
    held, basis = DateRange(found.since, found.until), StartBasis(found.start_basis)
    started = {"basis": basis, "document": found.start_document, "by": by, "procedure": correction}
    if found.kind == CorrectionKind.TENURE:
        values = {name: getattr(found, name) for name in PAPERS}
        correct_tenure(found.tenure, values, held=held, by=by, procedure=correction)
    elif found.until is None:
        start_tenure(found.cadre, found.post, on=found.since, **started)
    else:
        ended = {name: getattr(found, name) for name in ("end_document", "end_note")}
        reason = EndReason(found.end_reason)
        enter_past_tenure(found.cadre, found.post, held=held, reason=reason, **started, **ended)


def declined(taking: Taking) -> None:
    settle(_key(taking.record))
    _tell(taking.record, "declined", by=taking.by, reason=taking.reason)


def withdrawn(taking: Taking) -> None:
    settle(_key(taking.record))


def _tell(correction: Correction, what: str, *, by: User, reason: str = "") -> None:
    notify(
        [correction.proposed_by],
        kind=f"cadres.correction_{what}",
        key=f"{_key(correction)}:{what}",
        params={"who": str(by), "name": correction.cadre.name, "reason": reason},
        url=correction.get_absolute_url(),
    )


def _key(correction: Correction) -> str:
    return f"correction:{correction.pk}"


CORRECTIONS = Workflow(
    "correction",
    "cadres.Correction",
    MOVES,
    collect_facts,
    _facts_as_json,
    related=("cadre", "tenure__cadre", "tenure__post__organization", "post__organization", "sanction", "proposed_by"),
    prepare=_prepare,
)

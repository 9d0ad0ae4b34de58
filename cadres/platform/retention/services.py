"""Disposal of old records (到期清理): proposed, approved, and then carried out by a job, all or nothing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.services import jobs
from cadres.platform.log.services import make_move, record_step
from cadres.platform.notices.services import notify, settle
from cadres.platform.retention.choices import DisposalStage
from cadres.platform.retention.facts import book_of, kept_since, older
from cadres.platform.retention.models import Disposal
from cadres.platform.retention.workflow import MOVES, PROPOSE, DisposalFacts
from cadres.shared.errors import Objection, Refused
from cadres.shared.retention import KEPT, Kept
from cadres.shared.workflow import Taking, Workflow

CARRY_OUT = "cadres.dispose"
BATCH = 2000  # rows between two signs of life


@transaction.atomic
def propose(kept: Kept, *, reason: str, by: User) -> Disposal:
    """Propose that what is older than it must be kept goes. Raises ``PermissionDenied``, ``Refused``."""
    if not by.has_perm(PROPOSE):
        raise PermissionDenied
    book = book_of()
    before = kept_since(kept, book)
    rows = older(kept, before).count()
    objections = []
    if rows == 0:
        objections.append(Objection("nothing-to-dispose", _("Nothing of it is older than it must be kept.")))
    if not reason.strip():
        objections.append(Objection("reason-missing", _("Write down the reason.")))
    if there := Disposal.objects.select_for_update().filter(records=kept.key).unfinished().first():
        text = _("A disposal of these records is under way already.")
        objections.append(Objection("disposal-under-way", text, url=there.get_absolute_url()))
    if objections:
        raise Refused(*objections)
    found = Disposal.objects.create(
        records=kept.key,
        before=before,
        rows=rows,
        months=book.number(kept.rule),
        reason=reason.strip(),
        proposed_by=by,
    )
    facts = {"records": kept.key, "before": before, "rows": rows, "months": found.months}
    record_step(found, "propose", by=by, target=DisposalStage.PROPOSED, reason=found.reason, facts=facts)
    notify(
        User.objects.filter(role=Role.SECURITY, is_active=True).exclude(pk=by.pk),
        kind="cadres.disposal_proposed",
        key=_key(found, "proposed"),
        params={"who": str(by), "rows": rows},
        url=found.get_absolute_url(),
    )
    return found


def collect_facts(disposal: Disposal, by: User, _given: Any) -> DisposalFacts:
    """Longer periods that the county has set meanwhile count: what must be kept today is not disposed of."""
    kept, state = KEPT[disposal.records], disposal.job.state if disposal.job else ""
    lost = disposal.stage == DisposalStage.APPROVED and not state
    return DisposalFacts(
        book=book_of(disposal),
        by=by.pk,
        proposed_by=disposal.proposed_by_id,
        before=disposal.before,
        kept_since=kept_since(kept, book_of()),
        rule=kept.rule,
        done=disposal.done_at is not None,
        running=state in (JobState.QUEUED, JobState.RUNNING),
        broken=lost or state in (JobState.FAILED, JobState.CANCELLED),
    )


def _facts_as_json(facts: DisposalFacts) -> dict[str, Any]:
    return {"before": facts.before, "kept_since": facts.kept_since, "rule": facts.rule}


def move_disposal(disposal: Disposal, name: str, *, by: User, **wish: Any) -> Disposal:
    """Take one step. Raises what ``make_move`` raises."""
    return make_move(DISPOSALS, disposal, name, by=by, **wish)


def begin(taking: Taking) -> None:
    """The job works in the name of who proposed it, who sees how far it is and may stop it."""
    disposal = taking.record
    settle(_key(disposal, "proposed"))
    disposal.job = jobs.queue(
        CARRY_OUT, disposal.proposed_by, language=get_language() or "zh-hans", disposal=disposal.pk
    )
    disposal.save(update_fields=["job"])


def declined(taking: Taking) -> None:
    disposal = taking.record
    settle(_key(disposal, "proposed"))
    notify(
        [disposal.proposed_by],
        kind="cadres.disposal_declined",
        key=_key(disposal, "declined"),
        params={"reason": taking.reason},
        url=disposal.get_absolute_url(),
    )


def withdrawn(taking: Taking) -> None:
    settle(_key(taking.record, "proposed"))


def dispose_some(disposal: Disposal) -> int:
    """Delete the next rows of an approved disposal; returns how many, 0 when none are left.

    The database's function does it, and refuses whatever nobody has approved.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT cadres_dispose(%s, %s)", [disposal.pk, BATCH])
        return cursor.fetchone()[0]


def tell_done(disposal: Disposal) -> None:
    people = User.objects.filter(role=Role.AUDIT, is_active=True)
    notify(
        [disposal.proposed_by, *people],
        kind="cadres.disposal_done",
        key=_key(disposal, "done"),
        params={"rows": disposal.gone},
        url=disposal.get_absolute_url(),
    )


def _key(disposal: Disposal, what: str) -> str:
    return f"disposal:{disposal.pk}:{what}"


DISPOSALS = Workflow(
    "disposal",
    "cadres.Disposal",
    MOVES,
    collect_facts,
    _facts_as_json,
    related=("proposed_by", "job"),
)

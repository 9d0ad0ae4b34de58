"""Asking for exports of personal data, deciding about them, fetching the file once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cadres.platform.access_log.models import FileAccess
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.exports.choices import ExportStage
from cadres.platform.exports.models import ExportRequest
from cadres.platform.exports.points import Source, source_of
from cadres.platform.exports.regulations import COPYING, EXPORT, EXPORT_APPROVAL
from cadres.platform.exports.workflow import ASK, BY_ITSELF, MOVES, ExportFacts
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.models import JobFile
from cadres.platform.jobs.services import files, jobs
from cadres.platform.log.services import make_move, record_each, record_step
from cadres.platform.notices.models import Notice
from cadres.platform.notices.services import notify, notify_each, settle
from cadres.platform.rule_settings.facts import rulebook
from cadres.shared.errors import Objection, Refused
from cadres.shared.regulations.catalogue import Action
from cadres.shared.scope import codes_above
from cadres.shared.workflow import Taking, Workflow

MAKE = "cadres.make_export"
ROLE = "export"  # of the file; none of those that the page of a job gives out
WAITS = timedelta(days=14)
MOST_COUNTED = 10_000
BATCH = 500


def home_of(user: User) -> str:
    """The code of the narrowest division that contains all the user answers for. Raises ``PermissionDenied``."""
    ways = [codes_above(low) for low, _high in user.code_ranges]
    shared = [codes[0] for codes in zip(*ways, strict=False) if len(set(codes)) == 1]
    narrowest = Division.objects.filter(code__in=shared).order_by("-code").first()
    if narrowest is None:
        raise PermissionDenied
    return narrowest.code


def covers(user: User, code: str) -> bool:
    return any(low <= code < high for low, high in user.code_ranges)


def may_have(user: User, source: Source) -> bool:
    return user.is_active and user.has_perms([ASK, *source.permissions])


def approvers_for(code: str, asking: User) -> Any:
    """Who may be the second person."""
    return User.objects.answering_for(code, (Role.LEADER,)).exclude(pk=asking.pk)


def needs_approval(code: str) -> bool:
    return rulebook(code, on=EXPORT.on()).action(EXPORT_APPROVAL) == Action.BLOCK


@transaction.atomic
def request_export(source: Source, wanted: str, *, purpose: str, document: str = "", by: User) -> ExportRequest:
    """Ask for one exact thing. Where the county needs no second person, it is made at once.

    Raises ``PermissionDenied`` or ``Refused`` with every objection.
    """
    if source.user.pk != by.pk or not may_have(by, source):
        raise PermissionDenied
    code = home_of(by)
    rows = source.count(MOST_COUNTED + 1)
    waits = needs_approval(code)
    approvers = list(approvers_for(code, by)) if waits else []
    objections = []
    if wanted not in source.formats:
        objections.append(Objection("export-format", _("It cannot be given out in this format.")))
    if not purpose.strip():
        objections.append(Objection("export-purpose", _("Write down what it is needed for."), COPYING))
    if not rows:
        objections.append(Objection("export-empty", _("There is nothing in it that you may take out.")))
    if waits and not approvers:
        message = _("No other department leader answers for these records. Ask for an account for the second person.")
        objections.append(Objection("export-nobody", message, COPYING))
    if objections:
        raise Refused(*objections)
    asked = ExportRequest(
        division_id=code,
        requested_by=by,
        source=source.key,
        params=source.params,
        format=wanted,
        language=translation.get_language() or "zh-hans",
        title=str(source.title)[:120],
        told=[[str(label), str(text)] for label, text in source.condition_labels()],
        columns=[str(text)[:120] for text in source.header()],
        rows=min(rows, MOST_COUNTED),
        more=rows > MOST_COUNTED,
        purpose=purpose.strip(),
        document=document.strip(),
    )
    asked.full_clean()
    asked.save()
    facts = {"what": asked.title, "format": wanted, "rows": asked.rows, "document": asked.document}
    record_step(asked, "request", by=by, target=ExportStage.REQUESTED, reason=asked.purpose, facts=facts)
    if not waits:
        return move_export(asked, "release", by=by)
    notify(
        approvers,
        kind="cadres.export_requested",
        key=_key(asked, "requested"),
        params={"who": str(by), "what": asked.title},
        url=asked.get_absolute_url(),
    )
    return asked


def loaded(asked: ExportRequest, *, shown_to: User | None = None) -> Source:
    """The source as the requester may have it now, less what is closed to the user it is ``shown_to``."""
    return source_of(asked.source)(asked.requested_by, asked.params, shown_to=shown_to)


def collect_facts(asked: ExportRequest, by: User, _given: Any) -> ExportFacts:
    requester, job = asked.requested_by, asked.job
    return ExportFacts(
        book=rulebook(asked.division_id, on=EXPORT.on(asked)),
        by=by.pk,
        requested_by=requester.pk,
        covered=covers(by, asked.division_id),
        able=may_have(requester, loaded(asked)) and covers_all(requester, asked.division_id),
        ready=asked.given is not None and job is not None and job.state == JobState.DONE,
        broken=job is not None and job.state in (JobState.FAILED, JobState.CANCELLED),
        over=asked.expires_at is not None and asked.expires_at <= timezone.now(),
        barred=asked.given is not None and tells_of(asked, requester.barred_cadres),
    )


def part_of(asked: ExportRequest) -> str:
    """As which the readings of its making are on record."""
    return f"export {asked.pk}"


def tells_of(asked: ExportRequest, cadres: Iterable[int]) -> bool:
    """Whether one of these stands in the file that was made."""
    return bool(cadres) and FileAccess.objects.filter(cadre__in=cadres, part=part_of(asked)).exists()


def covers_all(user: User, code: str) -> bool:
    """Whether all that the user answers for still lies in the division whose second person decides."""
    return bool(user.code_ranges) and all(code in codes_above(low) for low, _high in user.code_ranges)


def _facts_as_json(facts: ExportFacts) -> dict[str, Any]:
    return {"requested_by": facts.requested_by, "covered": facts.covered, "able": facts.able}


def move_export(asked: ExportRequest, name: str, *, by: User, **wish: Any) -> ExportRequest:
    """Take one step but "fetch", which gives a file: see ``fetch``. Raises what ``make_move`` raises."""
    return make_move(EXPORTS, asked, name, by=by, **wish)


@transaction.atomic
def fetch(asked: ExportRequest, *, by: User, **wish: Any) -> tuple[JobFile, IO[bytes]]:
    """The file, once: the row is locked, the stored file goes in the same transaction. The caller closes what it gets.

    Of two at once the second finds it fetched. Raises what ``make_move`` raises.
    """
    asked = make_move(EXPORTS, asked, "fetch", by=by, **wish)
    stored = JobFile.objects.get(job=asked.job_id, role=ROLE)
    content = files.open_file(stored)
    files.remove_old([stored.job_id])
    settle(_key(asked, "ready"))
    return stored, content


def decided_before(asked: ExportRequest) -> datetime:
    return asked.requested_at + WAITS


@transaction.atomic
def lapse() -> int:
    """What nobody decided in time is over, and who asked is told. Returns how many. May run twice at once.

    In two weeks a leader who was away on leave or a course is back. Later, the purpose given no longer says what the
    file is needed for today, and an approval would make a file of personal data that nobody waits for.
    """
    overdue = ExportRequest.objects.awaiting().filter(requested_at__lte=timezone.now() - WAITS)
    rows = _end(overdue.order_by("pk"), "lapse")
    settle(*(_key(row, "requested") for row in rows))
    notify_each(
        Notice(
            user_id=row.requested_by_id,
            kind="cadres.export_lapsed",
            key=_key(row, "lapsed"),
            params={"what": row.title},
            url=row.get_absolute_url(),
        )
        for row in rows
    )
    return len(rows)


@transaction.atomic
def expire() -> int:
    """What was not fetched in time goes, file and all. Returns how many. May run twice at once."""
    overdue = ExportRequest.objects.filter(stage=ExportStage.APPROVED, expires_at__lte=timezone.now())
    rows = _end(overdue.order_by("expires_at", "pk"), "expire")
    files.remove_old(row.job_id for row in rows if row.job_id)
    settle(*(_key(row, "ready") for row in rows))
    return len(rows)


def _end(overdue: Any, name: str) -> list[ExportRequest]:
    """Take the program's own move with the next batch of those whose time is over."""
    source, target = BY_ITSELF[name]
    rows = list(overdue.select_for_update(of=["self"], skip_locked=True)[:BATCH])
    ExportRequest.objects.filter(pk__in=[row.pk for row in rows]).update(stage=target)
    record_each(((row, name, {"source": source, "target": target}) for row in rows), by=None)
    return rows


def waiting_for(user: User) -> Iterable[ExportRequest]:
    """Requests that this user may decide about, the oldest first."""
    rows = ExportRequest.objects.visible_to(user).awaiting().exclude(requested_by=user.pk)
    shown = ("title", "requested_at", "requested_by__name", "requested_by__username")
    return rows.select_related("requested_by").only(*shown)


def tell_ready(asked: ExportRequest) -> None:
    notify(
        [asked.requested_by],
        kind="cadres.export_ready",
        key=_key(asked, "ready"),
        params={"what": asked.title},
        url=asked.get_absolute_url(),
        due_on=timezone.localdate(asked.expires_at),
    )


def make_file(taking: Taking) -> None:
    """The file is made in the background, in the name and with the reach of who asked."""
    asked = taking.record
    settle(_key(asked, "requested"))
    asked.job = jobs.queue(MAKE, asked.requested_by, language=asked.language, request=asked.pk)
    asked.save(update_fields=["job"])


def declined(taking: Taking) -> None:
    asked = taking.record
    settle(_key(asked, "requested"))
    notify(
        [asked.requested_by],
        kind="cadres.export_declined",
        key=_key(asked, "declined"),
        params={"what": asked.title, "reason": taking.reason},
        url=asked.get_absolute_url(),
    )


def withdrawn(taking: Taking) -> None:
    settle(_key(taking.record, "requested"))


def _key(asked: ExportRequest, what: str) -> str:
    return f"export:{asked.pk}:{what}"


EXPORTS = Workflow("export", "cadres.ExportRequest", MOVES, collect_facts, _facts_as_json)

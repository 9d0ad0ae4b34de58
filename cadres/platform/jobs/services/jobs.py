"""Starting, running, cancelling and mending jobs. A job runs in one transaction, which also marks it done, unless its
kind commits as it goes.
"""

import logging
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pghistory
from celery import current_app
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from cadres.platform.accounts.models import User
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.points import KINDS, Failed, Kind, NewFile, Result, RetryLater
from cadres.platform.jobs.services import files
from cadres.platform.jobs.services.progress import Cancelled, LeaseLost, Progress
from cadres.shared.breaker import Breaker
from cadres.shared.errors import DomainError, Objection, Refused
from cadres.shared.phrases import in_a_row

RUN = "cadres.run_job"  # by name: the task imports this module
log = logging.getLogger(__name__)

STALE = timedelta(seconds=120)  # a holder silent for so long is taken for dead
ATTEMPTS = 3
OPEN_JOBS = 5  # of one user at a time
KEEP_FILES = timedelta(days=30)
PAUSE = timedelta(seconds=10)  # of a job that waits for another, before it asks again
PATIENCE = timedelta(hours=2)  # of such a job, more than the longest one takes
HURRIED = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25, "max_retries": 0}  # seconds
BROKER = Breaker()


@transaction.atomic
def start(kind: str, user: User, *, files_in: tuple[NewFile, ...] = (), **params: Any) -> Job:
    """Put work in the queue; it begins when the transaction of the caller is committed. Raises ``Refused``."""
    if kind not in KINDS:
        raise LookupError(kind)
    if Job.objects.visible_to(user).open().count() >= OPEN_JOBS:
        text = _("Several jobs of yours are under way. Wait for one, or cancel one.")
        raise Refused(Objection("too-many-jobs", text, url=reverse("cadres:job_list")))
    job = queue(kind, user, language=translation.get_language() or "zh-hans", **params)
    for new in files_in:
        files.store(job, new)
    return job


def queue(kind: str, user: User, *, language: str, **params: Any) -> Job:
    """Work that another person's decision starts for ``user``: no limit holds it up."""
    job = Job.objects.create(kind=kind, user=user, params=params, language=language)
    enqueue(job.pk)
    return job


def enqueue(pk: int, *, after: timedelta | None = None) -> None:
    transaction.on_commit(partial(_send, pk, after))


def _send(pk: int, after: timedelta | None) -> None:
    """Whoever asked for the job waits for its page: a broker that hangs costs him one short wait, and no try again."""
    if not BROKER.ask(partial(_publish, pk, after), lambda: False, (OperationalError, OSError)):
        log.warning("job %s waits: the broker does not answer", pk)  # the watch sends it again


def _publish(pk: int, after: timedelta | None) -> bool:
    """By a connection of its own, since those of workers wait for work as long as it takes."""
    with current_app.connection_for_write(transport_options=HURRIED) as line:
        countdown = after.total_seconds() if after else None
        current_app.tasks[RUN].apply_async((pk,), countdown=countdown, connection=line, retry=False)
    return True


@transaction.atomic
def request_cancel(job: Job, *, by: User) -> Job:
    """Ask to stop. A waiting job is cancelled at once, a running one at its next step. Raises ``Refused``."""
    job = Job.objects.visible_to(by).select_for_update(of=["self"]).get(pk=job.pk)
    if job.ended:
        raise Refused(Objection("job-ended", _("This job has ended already.")))
    job.cancel_requested = True
    if job.state == JobState.QUEUED:
        job.state, job.ended_at, job.message = JobState.CANCELLED, timezone.now(), _("Cancelled. Nothing was changed.")
    job.save(update_fields=["cancel_requested", "state", "ended_at", "message"])
    return job


def run(pk: int) -> str:
    """Do the job unless another worker has it. Returns the state in which this worker left it, "" for untouched."""
    job = _claim(pk)
    if job is None or job.token is None:  # what is claimed has one
        return ""
    progress = Progress(job.pk, job.token)
    try:
        with translation.override(job.language), pghistory.context(user=job.user_id, job=job.pk):
            return _work(job, progress)
    finally:
        progress.close()


def _work(job: Job, progress: Progress) -> str:  # noqa: PLR0911 -- every way a job can end
    kind = KINDS[job.kind]
    try:
        done = None if kind.whole else _do(kind, job, progress)
        with transaction.atomic():
            result = _do(kind, job, progress) if done is None else done
            _keep(job, result)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is deferred is refused here
            progress.tell()  # the last moment to cancel
            _end(job, JobState.DONE, result)
    except Cancelled:
        return _cancelled(job)
    except RetryLater as later:
        return _put_back(job, str(later))
    except LeaseLost:
        log.warning("job %s was taken over by another worker; this one undid its work", job.pk)
        return ""
    except Failed as failed:
        return _close(job, JobState.FAILED, failed.result)
    except Refused as refused:
        return _close(job, JobState.FAILED, Result(in_a_row(refused.objections)))
    except ValidationError as error:
        return _close(job, JobState.FAILED, Result(in_a_row(error.messages)))
    except DomainError as error:
        return _close(job, JobState.FAILED, Result(str(error)))
    except Exception:
        log.exception("job %s (%s) broke", job.pk, job.kind)
        text = _("The program made an error; nothing was changed. The administrator finds it in the log: job %(pk)d.")
        if not kind.whole:
            text = _(
                "The program made an error; what was done stays. The administrator finds it in the log: job %(pk)d."
            )
        return _close(job, JobState.FAILED, Result(text % {"pk": job.pk}))
    return JobState.DONE


def _do(kind: Kind, job: Job, progress: Progress) -> Result:
    return kind.function(job, progress, **job.params) or Result()


def _claim(pk: int) -> Job | None:
    """Take a waiting job, or one whose worker is dead. One UPDATE: of two workers the second finds nothing."""
    now, token = timezone.now(), uuid4()
    due = Q(not_before=None) | Q(not_before__lte=now)
    free = Q(due, state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE)
    taken = Job.objects.filter(free, pk=pk, cancel_requested=False, attempts__lt=ATTEMPTS).update(
        state=JobState.RUNNING, token=token, attempts=F("attempts") + 1, started_at=now, heartbeat_at=now, done=0
    )
    return Job.objects.select_related("user").get(pk=pk) if taken else None


def _put_back(job: Job, reason: str) -> str:
    """Into the queue again, free of this worker; waiting is no attempt. Who has waited too long gives up."""
    now = timezone.now()
    since = job.waiting_since or now
    if now - since > PATIENCE:
        text = _("Given up after %(minutes)d minutes of waiting; nothing was changed. Start it again later. (%(why)s)")
        values = {"minutes": (now - since).total_seconds() // 60, "why": reason}
        return _close(job, JobState.FAILED, Result(text % values))
    with transaction.atomic():
        held = Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING, cancel_requested=False)
        waits = held.update(
            state=JobState.QUEUED,
            token=None,
            attempts=F("attempts") - 1,
            started_at=None,
            waiting_since=since,
            not_before=now + PAUSE,
            done=0,
            total=0,
            message=reason[:500],
        )
        if waits:
            enqueue(job.pk, after=PAUSE)
    return JobState.QUEUED if waits else _cancelled(job)


def _cancelled(job: Job) -> str:
    whole = KINDS[job.kind].whole
    text = _("Cancelled. Nothing was changed.")
    if not whole:
        text = _("Cancelled. What was done stays; it can be begun again.")
    return _close(job, JobState.CANCELLED, Result(text))


def _keep(job: Job, result: Result) -> None:
    for new in result.files:
        files.store(job, new)


def _end(job: Job, state: JobState, result: Result) -> None:
    """Raises ``LeaseLost`` when the job is no longer ours, which undoes the work that led here."""
    ended = Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING).update(
        state=state, ended_at=timezone.now(), message=result.message[:500], report=result.report
    )
    if not ended:
        raise LeaseLost


def _close(job: Job, state: JobState, result: Result) -> str:
    try:
        with transaction.atomic():
            _keep(job, result)
            _end(job, state, result)
    except LeaseLost:
        return ""
    return state


def watch() -> int:
    """Mend what was left lying: send again what nobody took, end what died too often, drop old files."""
    now = timezone.now()
    stale = Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE)
    asleep = Q(not_before=None) | Q(not_before__lt=now - STALE)
    lying = stale | Q(asleep, state=JobState.QUEUED, created_at__lt=now - STALE)
    handled = Job.objects.filter(stale, cancel_requested=True).update(state=JobState.CANCELLED, ended_at=now)
    for job in Job.objects.filter(stale, attempts__gte=ATTEMPTS):
        with translation.override(job.language):
            text = _("The worker died several times at this job. Nothing was changed.")
            if not KINDS[job.kind].whole:
                text = _("The worker died several times at this job. What was done stays; it can be begun again.")
        handled += Job.objects.filter(stale, pk=job.pk).update(state=JobState.FAILED, ended_at=now, message=text)
    for pk in Job.objects.filter(lying).order_by("pk").values_list("pk", flat=True)[:100]:
        handled += 1
        enqueue(pk)
    old = Job.objects.filter(ended_at__lt=now - KEEP_FILES, files__isnull=False).values_list("pk", flat=True)[:100]
    files.remove_old(set(old))
    return handled

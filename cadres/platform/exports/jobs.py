"""The job that makes the file of an approved request, as the requester may have it at that moment."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings
from cadres.platform.accounts.models import User
from cadres.platform.exports import services as exports
from cadres.platform.exports.choices import ExportFormat, ExportStage
from cadres.platform.exports.models import ExportRequest
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.points import Failed, NewFile, Result, job
from cadres.platform.jobs.services import files
from cadres.platform.jobs.services.progress import Progress
from cadres.platform.log.services import record_step
from cadres.shared.files.safe_cells import writable
from cadres.shared.files.watermark import Watermark
from cadres.shared.phrases import beside

TYPES = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ExportFormat.ZIP: "application/zip",
}
CHUNK = 1000


class ReadingCounter:
    """Counts the records while they are written, and puts each cadre in the record of readings, once."""

    def __init__(self, asked: ExportRequest, by: User, progress: Progress):
        self.asked, self.by, self.progress = asked, by, progress
        self.rows = 0
        self._known: set[int] = set()
        self._new: list[int] = []

    def add(self, cadre: int | None) -> None:
        self.rows += 1
        if cadre is not None and cadre not in self._known:
            self._known.add(cadre)
            self._new.append(cadre)
            if len(self._new) == CHUNK:
                self.flush()
        self.progress.step()

    def flush(self) -> None:
        part, reason = exports.part_of(self.asked), self.asked.purpose
        record_readings(self._new, part, by=self.by, kind=AccessKind.EXPORT, reason=reason)
        self._new = []

    @property
    def cadres(self) -> int:
        return len(self._known)


def page_of(job: Job) -> tuple[str, str]:
    return _("The request"), ExportRequest.objects.get(pk=job.params["request"]).get_absolute_url()


def watermark_of(asked: ExportRequest) -> Watermark:
    user = asked.requested_by
    who = beside(user.name, user.username) if user.name else user.username
    purpose = " ".join(writable(asked.purpose).split())
    return Watermark(asked.pk, writable(who), date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT"), purpose)


@job(exports.MAKE, gettext_lazy("Export of personal data"), page=page_of)
def make(job: Job, progress: Progress, *, request: int) -> Result:
    """Whoever was moved, closed or barred since the approval gets what he may still have, or nothing."""
    asked = ExportRequest.objects.select_related("requested_by").get(pk=request)
    source = exports.loaded(asked)
    if not exports.may_have(asked.requested_by, source) or not exports.covers_all(
        asked.requested_by, asked.division_id
    ):
        raise Failed(_("Who asked for it may no longer have it."))
    progress.begin(0 if asked.more else asked.rows, _("Writing the rows"))
    counter = ReadingCounter(asked, asked.requested_by, progress)
    file = source.write(asked.format, mark=watermark_of(asked), given=counter.add)
    counter.flush()
    asked = _still_wanted(asked, job)
    asked.given = counter.rows
    asked.save(update_fields=["given"])
    facts: dict[str, Any] = {"rows": counter.rows, "cadres": counter.cadres, "format": asked.format}
    record_step(asked, "make", by=None, source=asked.stage, target=asked.stage, facts=facts)
    exports.tell_ready(asked)
    title = "".join(sign for sign in str(source.title) if sign.isprintable())  # a roster is called as somebody likes
    new = NewFile(exports.ROLE, f"{title}-{asked.pk}.{asked.format}", TYPES[asked.format], files.drained(file))
    return Result(_("%(rows)d rows.") % {"rows": counter.rows}, {"rows": counter.rows}, [new])


def _still_wanted(asked: ExportRequest, job: Job) -> ExportRequest:
    """The request, locked for the last moment only, so that nobody waits for a long making."""
    locked = ExportRequest.objects.select_for_update(of=["self"]).select_related("requested_by").get(pk=asked.pk)
    if locked.stage != ExportStage.APPROVED or locked.job_id != job.pk:
        raise Failed(_("The request is no longer open."))
    return locked

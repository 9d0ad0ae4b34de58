"""Appointment forms in bulk: tried or taken in file by file, as a job. Each file has a savepoint of its own."""

import tempfile
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePath
from typing import IO, Any, Self

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from cadres.platform.accounts.models import User
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.platform.imports.jobs import Pages, digests_of, refuse_unfit
from cadres.platform.imports.services import engine, sheets
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.points import Failed, NewFile, Result, RetryLater, job
from cadres.platform.jobs.services import files
from cadres.platform.jobs.services import jobs as services
from cadres.platform.jobs.services.progress import Progress
from cadres.platform.log.services import record_step
from cadres.registry.appointment_forms.lrmx import BadForm, Fault, read_any
from cadres.registry.appointment_forms.lrmx.batch import BadBatch, Batch, Source, Upload, whole
from cadres.registry.appointment_forms.services.intake import CountyBusy, Imported, Intake
from cadres.registry.cadre_files.models import Cadre
from cadres.shared.errors import Objection, Refused

PREVIEW, TAKE = "cadres.preview_forms", "cadres.take_forms"
PERMISSION = "cadres.change_cadre"
AT_ONCE = 10  # plain files taken in while the user waits
RECORDED_AT_ONCE = 20
SKIPPED_TOLD = 200
LONGEST_SHOWN = 300  # signs of a value on the page

# A fault as it is kept with the job: label of the element, line or 0, what to do.
Told = tuple[str, int, str]


@dataclass
class FormRow:
    """What one file does or did. ``line`` is its number in the upload; ``found`` the cadre it was matched with."""

    line: int
    file: str
    title: str = ""
    pk: int | None = None
    found: int | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[Told] = field(default_factory=list)
    warnings: list[Told] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        if self.faults:
            return "refused"
        if self.found is None:
            return "new"
        return "changed" if self.changes else "unchanged"


def run(
    batch: Batch,
    intake: Intake,
    *,
    done: Callable[[FormRow, Source], None],
    expected: dict[int, Any] | None = None,
    dry: bool = False,
) -> engine.ImportCounts:
    """Take in every file that is fit, or find out what it would do (``dry``); ``done`` is called with each.

    ``expected`` (number → mark, or faults) is what a preview found: a file that would now do something else is
    refused, one that was refused stays so.
    """
    tally = engine.ImportCounts()
    unrecorded: list[tuple[Imported, int]] = []
    for number, source in enumerate(batch.sources, start=1):
        row = FormRow(number, source.name)
        taken = _take(row, source, intake, expected.get(number) if expected is not None else None, dry=dry)
        if taken and not dry and taken.outcome != "unchanged":
            unrecorded.append((taken, number))
        if len(unrecorded) == RECORDED_AT_ONCE:
            intake.record(*unrecorded)
            unrecorded.clear()
        tally.add(row)
        done(row, source)
    intake.record(*unrecorded)
    return tally


def _take(row: FormRow, source: Source, intake: Intake, before: Any, *, dry: bool) -> Imported | None:
    if isinstance(before, list):
        row.faults = [(label, line, text) for label, line, text in before]
        return None
    done = None
    try:
        form = read_any(source.read(), source.name, source.photo() if source.photo else b"")
        row.title = form.values["XingMing"][:60]
        with transaction.atomic():
            done = intake.take(form, file_name=source.name)
            row.pk = done.cadre.pk
            row.found = None if done.created else row.pk
            row.changes, row.warnings = done.changes, _faults_shown(done.warnings)
            _hold_to(before, row)
            if dry or row.outcome == "unchanged":
                transaction.set_rollback(True)  # which also lets go of the row at once
    except BadForm as error:
        row.faults = _faults_shown(error.faults)
    except engine.REFUSALS as error:
        row.faults = [("", 0, text) for text in engine.reasons(error, Cadre)]
    if dry and row.found is None:
        row.pk = None  # undone
    return None if row.faults else done


def _hold_to(before: str | None, row: FormRow) -> None:
    if before is not None and engine.mark(row) != before:
        raise BadForm(Fault(_("The data changed after the preview. Upload the file again to see how.")))


def _faults_shown(faults: Any) -> list[Told]:
    return [(fault.label, fault.line, str(fault.message)) for fault in faults]


# --- the jobs -------------------------------------------------------------------------------------


@job(PREVIEW, gettext_lazy("Preview of appointment forms"), page=lambda job: (_("See the preview"), page_url(job)))
def preview(job: Job, progress: Progress, *, division: str) -> Result:
    """Find out, by doing it and undoing it, what each file would do. No lock outlives its file."""
    return _work(progress, job, _intake(job, division), dry=True)


@job(TAKE, gettext_lazy("Taking in appointment forms"), page=lambda job: (_("See the files"), page_url(job)))
def take(job: Job, progress: Progress, *, division: str, preview: int | None = None) -> Result:
    """Take in the files of an upload, or exactly those of a preview and only where they still do what was shown."""
    intake = _intake(job, division)
    _take_turn(job, intake)
    given, expected = job, None
    if preview is not None:
        given = Job.objects.visible_to(job.user).select_for_update(of=["self"]).get(pk=preview, kind=PREVIEW)
        if given.report.get("applied"):
            raise Refused(Objection("applied", _("This file has been taken in already.")))
        expected = digests_of(given)
    done = _work(progress, given, intake, expected=expected)
    if preview is not None:
        given.report["applied"] = job.pk
        given.save(update_fields=["report"])
    record_step(job, "import_forms", by=job.user, target="done", facts=done.report["counts"])
    return done


def _take_turn(job: Job, intake: Intake) -> None:
    """Hold the county, first come, first served: nobody waits for ever. Raises ``RetryLater``, holding nothing."""
    if ahead := Job.objects.ahead_of(job, division=intake.division.pk).count():
        text = ngettext(
            "Waits until the earlier job is done that takes in forms of this county.",
            "Waits until the %(ahead)d earlier jobs are done that take in forms of this county.",
            ahead,
        )
        raise RetryLater(text % {"ahead": ahead})
    try:
        intake.lock()
    except CountyBusy as busy:
        raise RetryLater(_("Waits until somebody else has taken in forms of this county.")) from busy


def _intake(job: Job, division: str) -> Intake:
    user = job.user
    county = Division.objects.visible_to(user).filter(pk=division, level=Level.COUNTY).first()
    if county is None or not (user.is_active and user.has_perm(PERMISSION)):
        raise Refused(Objection("no-permission", _("You may no longer take in forms of this county.")))
    return Intake(county, by=user, job=job.pk)


def _work(
    progress: Progress,
    given: Job,
    intake: Intake,
    *,
    expected: dict[int, Any] | None = None,
    dry: bool = False,
) -> Result:
    pages = Pages(row_shown)
    try:
        with Mend() as mend, Batch(uploads_of(given)) as batch:

            def keep(row: FormRow, source: Source) -> None:
                pages.add(row)
                if row.faults:
                    mend.add(row, source)
                progress.step()

            progress.begin(len(batch.sources), _("Trying every file") if dry else _("Taking in the files"))
            tally = run(batch, intake, done=keep, expected=expected, dry=dry)
            skipped = batch.skipped
    except BadBatch as error:
        raise Failed(str(error)) from error
    report = {"counts": tally.counts, "ignored": skipped[:SKIPPED_TOLD], "skipped": len(skipped)}
    message = pgettext("forms", "%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused")
    return Result(message % tally.counts, report, [*pages.files(), pages.marks_file(), *mend.files()])


class Mend:
    """The refused files once more, and a list of what is wrong with them, for the clerk to work off."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, int | None, str]] = []
        self._file: IO[bytes] | None = None
        self._archive: zipfile.ZipFile | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_args: object) -> None:
        if failed and self._archive and self._file:
            self._archive.close()
            self._file.close()

    def add(self, row: FormRow, source: Source) -> None:
        self.rows += [(row.file, row.title, label, line or None, text) for label, line, text in row.faults]
        try:
            given = {source.name: source.read()}
            if source.photo:
                given[source.photo_name] = source.photo()
        except BadForm:  # damaged in the zip: there is nothing to give back
            return
        if self._archive is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed when its content was stored
            self._archive = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        for name, data in given.items():
            self._archive.writestr(name, data)

    def files(self) -> list[NewFile]:
        """To be stored at once: storing closes them."""
        made = []
        if self.rows:
            header = (pgettext("upload", "File"), pgettext("person", "Name"), _("Element"), _("Line"), _("What to do"))
            report = sheets.listing(_("Refused forms"), header, (40, 14, 36, 8, 80), self.rows)
            made.append(NewFile("errors", _("Refused forms") + ".xlsx", sheets.XLSX, files.drained(report)))
        if self._archive and self._file:
            self._archive.close()
            self._file.seek(0)
            made.append(NewFile("mend", _("Refused forms") + ".zip", "application/zip", files.drained(self._file)))
        return made


def row_shown(row: FormRow) -> dict[str, Any]:
    """What the page shows of a file. Of a new one what it says, of another what changes; long texts are cut."""
    changes = [(label, old[:LONGEST_SHOWN], new[:LONGEST_SHOWN]) for label, old, new in row.changes]
    kept = {"line": row.line, "file": row.file, "title": row.title, "pk": row.pk, "changes": changes}
    return kept | {"faults": row.faults, "warnings": row.warnings}


# --- what pages call ------------------------------------------------------------------------------


def receive(uploads: list[Upload], *, division: Division, by: User, dry: bool) -> Job | list[FormRow]:
    """A few plain files are taken in now; more, or a zip, or a preview (``dry``) become a job. Raises ``Refused``."""
    try:
        with Batch(uploads) as batch:
            if not dry and len(batch.sources) <= AT_ONCE and not any(upload.zipped for upload in uploads):
                return _take_now(batch, division, by)
    except BadBatch as error:
        raise Refused(*(Objection("bad-upload", reason) for reason in error.reasons)) from error
    stored = tuple(_stored(number, upload) for number, upload in enumerate(uploads, start=1))
    return services.start(PREVIEW if dry else TAKE, by, files_in=stored, division=division.pk)


@transaction.atomic
def _take_now(batch: Batch, division: Division, by: User) -> list[FormRow]:
    intake = Intake(division, by=by)
    intake.lock()
    rows: list[FormRow] = []
    run(batch, intake, done=lambda row, _source: rows.append(row))
    return rows


def _stored(number: int, upload: Upload) -> NewFile:
    name = PurePath(upload.name)
    parts = _slices(upload) if upload.zipped else [whole(upload)]
    return NewFile(f"input-{number:03d}", f"{name.stem[:150]}{name.suffix}", "application/octet-stream", parts)


def _slices(upload: Upload) -> Any:
    with upload.open() as file:
        yield from files.slices(file)


def uploads_of(given: Job) -> list[Upload]:
    stored = given.files.filter(role__startswith="input-").order_by("role")
    return [Upload(file.name, file.size, partial(files.open_file, file)) for file in stored]


def upload_of(file: Any) -> Upload:
    """An uploaded file, which stays open as long as its request."""

    def opened() -> Any:
        file.seek(0)
        return nullcontext(file)

    return Upload(file.name, file.size, opened)


def start_take(preview: Job, *, by: User) -> Job:
    """Take in the fit files of a preview. Raises ``Refused``."""
    refuse_unfit(preview, PREVIEW, whole=False)
    return services.start(TAKE, by, division=preview.params["division"], preview=preview.pk)


def page_url(job: Job) -> str:
    return reverse("cadres:form_preview", args=[job.pk])

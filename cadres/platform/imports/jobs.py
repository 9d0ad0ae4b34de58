"""The jobs: preview of an import (a dry run), taking it in, and exports."""

import json
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.models import User
from cadres.platform.exports.regulations import COPYING
from cadres.platform.imports.points import RESOURCES, Resource, Row
from cadres.platform.imports.services import engine, sheets
from cadres.platform.imports.services.workbook import BadWorkbook, Sheet, check_file
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.models import Job
from cadres.platform.jobs.points import Failed, NewFile, Result, RetryLater, job
from cadres.platform.jobs.services import files
from cadres.platform.jobs.services import jobs as services
from cadres.platform.jobs.services.progress import Progress
from cadres.platform.log.services import record_step
from cadres.shared.errors import Objection, Refused

PREVIEW, APPLY, EXPORT = "cadres.preview_import", "cadres.apply_import", "cadres.export"
OUTCOMES = ("new", "changed", "unchanged", "refused")
PAGE = 100  # rows in one part of a stored preview, which is one page of it


class Pages:
    """Collects rows of each outcome as pages ready to be shown; the rows themselves are let go.

    ``shown`` makes of a row what the page shows of it. ``marks`` say what each row would do.
    """

    def __init__(self, shown: Callable[[Any], dict[str, Any]]):
        self.shown = shown
        self.rows: dict[str, list[tuple[int, bytes]]] = {outcome: [] for outcome in OUTCOMES}
        self.faults: dict[int, list[tuple[str, str]]] = {}
        self.marks: dict[int, Any] = {}

    def add(self, row: Any) -> None:
        self.rows[row.outcome].append((row.line, json.dumps(self.shown(row), ensure_ascii=False).encode()))
        if row.faults:
            self.faults[row.line] = row.faults
        self.marks[row.line] = row.faults or engine.mark(row)

    def files(self) -> Iterator[NewFile]:
        for outcome, found in self.rows.items():
            rows = [shown for _line, shown in sorted(found, key=itemgetter(0))]  # as they stand in the file
            pages = [b"[" + b",".join(rows[n : n + PAGE]) + b"]" for n in range(0, len(rows), PAGE)]
            if pages:
                yield NewFile(outcome, f"{outcome}.json", "application/json", pages)

    def marks_file(self) -> NewFile:
        return NewFile("marks", "marks.json", "application/json", [json.dumps(self.marks).encode()])


def digests_of(preview: Job) -> dict[int, Any]:
    stored = b"".join(files.parts_of(preview.files.get(role="marks")))
    return {int(line): found for line, found in json.loads(stored).items()}


def row_shown(resource: Resource) -> Callable[[Row], dict[str, Any]]:
    """What the page shows of a row of a workbook."""

    def shown(row: Row) -> dict[str, Any]:
        show, column = resource.show, resource.column
        changes = [[column(name).header, show(name, old), show(name, new)] for name, old, new in row.changes]
        faults = [[column(name).header if name else "", text] for name, text in row.faults]
        notes = [[column(name).header if name else "", text] for name, text in row.notes]
        shown = {"line": row.at, "title": row.title, "found": row.found, "changes": changes, "faults": faults}
        unasked = [column(name).header for name in row.defaults]
        return shown | ({"notes": notes} if notes else {}) | ({"defaults": unasked} if unasked else {})

    return shown


@job(PREVIEW, gettext_lazy("Preview of an import"), page=lambda job: (_("See the preview"), preview_url(job)))
def preview(job: Job, progress: Progress, *, resource: str, key: str, county: str) -> Result:
    """Find out, by doing it and undoing it, what each row would do."""
    source = RESOURCES[resource](job.user, key=key, county=county)
    stored = job.files.get(role="input")
    pages = Pages(row_shown(source))
    with files.open_file(stored) as file:
        try:
            check_file(file, stored.size)
            progress.begin(0, _("Counting the rows"))
            with Sheet(file, source.columns, source.needed) as sheet:
                total = 0
                for total, _line in enumerate(sheet.lines(), start=1):  # noqa: B007 -- counted, not used
                    progress.step(0)
                account = sheet.account().shown()
                progress.begin(total, _("Trying every row"))
                with transaction.atomic():
                    tally = engine.run(sheet, source, step=progress.step, done=pages.add)
                    transaction.set_rollback(True)
                made = list(pages.files())
                made.append(pages.marks_file())
                if pages.faults:
                    progress.begin(0, _("Marking the faults"))
                    made.append(errors_file(stored.name, sheets.with_faults(sheet, pages.faults)))
        except BadWorkbook as error:
            raise Failed(str(error)) from error
    report = {"counts": tally.counts, "sheets": account, "defaults": tally.told(), "sha256": stored.sha256}
    return Result(summary(tally.counts), report, made)


@job(APPLY, gettext_lazy("Import"), page=lambda job: (_("See the rows"), preview_url(job)))
def apply(job: Job, progress: Progress, *, preview: int, whole: bool) -> Result:
    """Take in the rows of a preview: exactly that file, and only where it would still do what was shown."""
    if Job.objects.ahead_of(job, preview=preview).exists():
        raise RetryLater(_("Waits until the earlier job is done that takes in this file."))
    before = Job.objects.visible_to(job.user).select_for_update(of=["self"]).get(pk=preview, kind=PREVIEW)
    if before.report.get("applied"):
        raise Refused(Objection("applied", _("This file has been taken in already.")))
    source = RESOURCES[before.params["resource"]](job.user, key=before.params["key"], county=before.params["county"])
    if not may_import(job.user, type(source)):
        raise Refused(Objection("no-permission", _("You may no longer import these records.")))
    stored = before.files.get(role="input")
    if stored.sha256 != before.report["sha256"]:
        raise Failed(_("The stored file is not the one that was shown. Upload it again."))
    expected = digests_of(before)
    pages = Pages(row_shown(source))
    progress.begin(sum(before.report["counts"].values()), _("Taking in the rows"))
    with files.open_file(stored) as file, Sheet(file, source.columns, source.needed) as sheet:
        tally = engine.run(sheet, source, step=progress.step, done=pages.add, expected=expected)
        made = list(pages.files())
        if pages.faults:
            made.append(errors_file(stored.name, sheets.with_faults(sheet, pages.faults)))
    report = {"counts": tally.counts, "sheets": before.report.get("sheets", []), "resource": source.key}
    if whole and tally.counts["refused"]:
        raise Failed(_("Nothing was taken in, since not every row could be."), report, made)
    before.report["applied"] = job.pk
    before.save(update_fields=["report"])
    facts = {"resource": source.key, "sha256": stored.sha256, **tally.counts}
    record_step(job, "import", by=job.user, target="done", facts=facts)
    return Result(summary(tally.counts), report, made)


@job(EXPORT, gettext_lazy("Export"))
def export(job: Job, progress: Progress, *, resource: str) -> Result:
    """Everything of one kind that the user sees, as a workbook that can be taken in again; nothing personal."""
    source = RESOURCES[resource](job.user)
    progress.begin(0, _("Writing the rows"))
    written = 0

    def count(_record: Any) -> None:
        nonlocal written
        written += 1
        progress.step()

    file = sheets.export(source, step=count)
    name = f"{resource}-{timezone.localdate():%Y%m%d}.xlsx"
    facts = {"resource": resource, "rows": written}
    record_step(job, "export", by=job.user, target="done", facts=facts)
    made = NewFile("result", name, sheets.XLSX, files.drained(file))
    return Result(_("%(rows)d rows.") % {"rows": written}, {"rows": written}, [made])


def errors_file(name: str, file: Any) -> NewFile:
    stem = name.rsplit(".", 1)[0][:150]
    return NewFile("errors", f"{stem}-{_('to mend')}.xlsx", sheets.XLSX, files.drained(file))


def summary(counts: dict[str, int]) -> str:
    return _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused") % counts


def may_import(user: User, resource: type[Resource]) -> bool:
    return user.is_active and user.has_perm("cadres.import_records") and user.has_perm(resource.permission)


def start_preview(resource: type[Resource], upload: Any, *, by: User, key: str, county: str) -> Job:
    """Store the upload and try it. Raises ``Refused``."""
    try:
        check_file(upload, upload.size)
    except BadWorkbook as error:
        raise Refused(Objection("bad-workbook", str(error))) from error
    new = NewFile("input", upload.name, sheets.XLSX, files.slices(upload))
    return services.start(PREVIEW, by, files_in=(new,), resource=resource.key, key=key, county=county)


def start_apply(preview: Job, *, by: User, whole: bool) -> Job:
    """Take in what a preview showed: all or nothing (``whole``), or the rows that are fit. Raises ``Refused``."""
    refuse_unfit(preview, PREVIEW, whole=whole)
    return services.start(APPLY, by, preview=preview.pk, whole=whole)


def refuse_unfit(preview: Job, kind: str, *, whole: bool) -> None:
    """Raises ``Refused`` unless this is a preview of that kind with something to take in, and not taken in yet."""
    counts = preview.report.get("counts", {})
    objections = []
    if preview.state != JobState.DONE or preview.kind != kind:
        objections.append(Objection("no-preview", _("There is no preview to go by.")))
    elif preview.report.get("applied"):
        objections.append(Objection("applied", _("This file has been taken in already.")))
    elif whole and counts["refused"]:
        objections.append(
            Objection("rows-refused", _("Some rows are refused. Mend them, or take in only those that are fit."))
        )
    elif not counts["new"] + counts["changed"]:
        objections.append(Objection("nothing-to-do", _("No row would change anything.")))
    if objections:
        raise Refused(*objections)


@transaction.atomic
def start_export(resource: type[Resource], *, by: User) -> Job:
    """Write an export in the background. Raises ``Refused``, also for records of persons: those are asked for."""
    if resource.personal:
        raise Refused(Objection("export-asked-for", _("Records of persons are given out on request only."), COPYING))
    job = services.start(EXPORT, by, resource=resource.key)
    record_step(job, "ask_export", by=by, facts={"resource": resource.key})
    return job


def page_of(job: Job, outcome: str, number: int) -> tuple[list[dict[str, Any]], int]:
    """One page of the rows of an outcome, and how many pages there are."""
    file = job.files.filter(role=outcome).first()
    if file is None:
        return [], 0
    last = files.count_parts(file)
    number = min(max(number, 1), last)
    return json.loads(files.part_of(file, number - 1)), last


def preview_url(job: Job) -> str:
    return reverse("cadres:import_preview", args=[job.pk])

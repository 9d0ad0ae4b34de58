"""Imports and exports as work to be measured. What is written is undone; nothing of it stays."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import translation

from cadres.models import Division, Job, User
from cadres.platform.imports.jobs import APPLY, PREVIEW
from cadres.platform.imports.services import sheets
from cadres.platform.jobs.points import KINDS, NewFile
from cadres.platform.jobs.services import files
from cadres.registry.appointment_forms.services.intake import import_form
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.registry.workbooks.import_resources.cadres import Cadres
from cadres.shared.files.spreadsheets import write_csv
from cadres.shared.files.watermark import Watermark
from config.bench import invented
from config.bench.process import Watch, Work, apart

SLICE = 256 * 1024


class Quiet:
    """A progress that tells nobody."""

    def begin(self, total: int, message: str = "") -> None:
        pass

    def step(self, number: int = 1) -> None:
        pass


def works(user: User, *, rows: int, forms: int, workbook: int, most: int | None = None) -> Iterator[Work]:
    """Each measured in turn. ``user`` sees what is exported; ``workbook`` and ``most`` bound the longest exports."""
    county = Division.objects.filter(level="county").within(user.code_ranges).order_by("pk").first()
    if county is None:
        raise LookupError("no county to import into")
    book = invented.workbook(rows)
    yield apart("workbook, preview", partial(import_workbook, user=user, county=county, book=book))
    yield apart(
        "workbook, preview and taking in", partial(import_workbook, user=user, county=county, book=book, take=True)
    )
    yield apart("forms (.lrmx)", partial(import_forms, user=user, county=county, number=forms))
    for length in (rows, 10 * rows, most):
        yield apart("CSV, written", partial(export_csv, user=user, most=length))
    for length in (rows, workbook):
        yield apart("workbook, written", partial(export_workbook, user=user, most=length))


def import_workbook(watch: Watch, user: User, county: Division, book: bytes, *, take: bool = False) -> tuple[int, str]:
    """The preview as its job does it, and with ``take`` the import after it."""
    with transaction.atomic(), translation.override("zh-hans"):
        params = {"resource": "cadres", "key": "auto", "county": county.pk}
        job = Job.objects.create(kind=PREVIEW, user=user, params=params)
        parts = [book[place : place + SLICE] for place in range(0, len(book), SLICE)]
        files.store(job, NewFile("input", "cadres.xlsx", sheets.XLSX, parts))
        found: Any = KINDS[PREVIEW].function(job, Quiet(), **params)
        if take:
            job.report = found.report
            job.save(update_fields=["report"])
            for file in found.files:
                files.store(job, file)
            second = Job.objects.create(kind=APPLY, user=user)
            found = KINDS[APPLY].function(second, Quiet(), preview=job.pk, whole=False)
        watch.end()
        for new in found.files:
            deque(new.parts, maxlen=0)  # read to the end, as storing it would, so that its file is closed
        transaction.set_rollback(True)
    return sum(found.report["counts"].values()), found.message


def import_forms(watch: Watch, user: User, county: Division, number: int) -> tuple[int, str]:
    with transaction.atomic():
        made = [import_form(data, division=county, by=user).created for data in invented.forms(number)]
        watch.end()
        transaction.set_rollback(True)
    return len(made), f"{sum(made)} new files"


def export_csv(watch: Watch, user: User, most: int | None) -> tuple[int, str]:
    """The list of cadres as the job of an approved export writes it."""
    listing = CADRE_LIST.asked_by(user, QueryDict())
    rows = _first(listing.everything(), most).order_by("pk")
    number = 0

    def cells() -> Iterator[list[Any]]:
        nonlocal number
        for number, (_record, line) in enumerate(listing.cells(rows), start=1):  # noqa: B007 -- counted
            yield line

    watch.begin()
    with write_csv(listing.header(), cells(), Watermark(0, user.username, "", "bench")) as file:
        size = file.seek(0, 2)
    return number, f"{size >> 20} MB"


def export_workbook(watch: Watch, user: User, most: int) -> tuple[int, str]:
    source = Cadres(user)
    whole: Callable[[], Iterator[Any]] = source.records

    def some() -> Iterator[Any]:
        for number, record in enumerate(whole(), start=1):
            yield record
            if number == most:
                return

    source.records = some  # type: ignore[method-assign]
    number = 0

    def step(_record: Any) -> None:
        nonlocal number
        number += 1

    watch.begin()
    with sheets.export(source, step=step) as file:
        size = file.seek(0, 2)
    return number, f"{size >> 20} MB"


def _first(rows: Any, most: int | None) -> Any:
    """At most so many: those with the lowest keys, since an ordered slice could not be ordered again."""
    if most is None:
        return rows
    last = rows.order_by("pk").values_list("pk", flat=True)[most - 1 : most].first()
    return rows if last is None else rows.filter(pk__lte=last)

"""Workbooks uploaded, previewed and taken in, as the pages have it done."""

from cadres.models import Job
from cadres.platform.imports import jobs
from cadres.platform.imports.points import RESOURCES
from cadres.shared.lists.export_links import ask_url
from tests.support.cadres import COUNTY
from tests.support.exports import ask, fetched, make
from tests.support.workbooks import identity

HEADER = ("姓名", "性别", "出生年月", "身份证号")
ONE, TWO = identity("51192319820317001"), identity("51192319751201002")


def preview(file, by, *, resource="cadres", key="", county=COUNTY) -> Job:
    kind = RESOURCES[resource]
    job = jobs.start_preview(kind, file, by=by, key=key or next(iter(kind.keys)), county=county)
    return Job.objects.get(pk=job.pk)


def take_in(previewed, by, *, whole=True) -> Job:
    return Job.objects.get(pk=jobs.start_apply(previewed, by=by, whole=whole).pk)


def counts(job) -> tuple:
    assert "counts" in job.report, job.message
    return tuple(job.report["counts"][name] for name in jobs.OUTCOMES)


def rows(job, outcome) -> list:
    return jobs.page_of(job, outcome, 1)[0]


def file_of(job, role) -> bytes:
    return b"".join(jobs.files.parts_of(job.files.get(role=role)))


def exported(key, by, *, secrets=False) -> bytes:
    if RESOURCES[key].personal:
        return fetched(make(ask(by, ask_url("records", "xlsx", key=key, secrets="1" if secrets else ""))))
    return file_of(jobs.start_export(RESOURCES[key], by=by), "result")

"""Exports in tests of lists: asked for by one, approved by another, made at once, fetched."""

import zipfile
from io import BytesIO
from urllib.parse import urlsplit

from django.db import transaction
from django.http import QueryDict
from openpyxl import load_workbook

from cadres.models import ExportRequest, User
from cadres.platform.exports import services as exports
from cadres.platform.exports.points import source_of
from cadres.shared.lists.export_links import ask_url
from tests.support.cadres import LeaderFactory
from tests.support.jobs import work

KEPT = {"name": "名册", "shared": False, "order": "name", "grouping": "none", "conditions": ""}
LIST = ask_url("list", "csv", list="cadres:cadre_list", query="sex=1")


def source(by, url=LIST):
    """What would be given out at ``url``."""
    query = QueryDict(urlsplit(url).query)
    kind = source_of(query["of"])
    return kind(by, kind.read(by, query))


def ask(by, url, *, purpose="换届考察") -> ExportRequest:
    """What the page at ``url`` asks for."""
    fresh = User.objects.get(pk=by.pk)
    if not exports.approvers_for(exports.home_of(fresh), fresh).exists():
        LeaderFactory()
    wanted = QueryDict(urlsplit(url).query)["as"]
    return exports.request_export(source(fresh, url), wanted, purpose=purpose, by=fresh)


def make(asked) -> ExportRequest:
    """Approved by a second person and made."""
    asked = ExportRequest.objects.get(pk=asked.pk)
    leader = exports.approvers_for(asked.division_id, asked.requested_by).first()
    asked = exports.move_export(asked, "approve", by=leader)
    if transaction.get_connection().in_atomic_block:  # nothing is committed, so no worker was sent for it
        work(asked.job)
    return ExportRequest.objects.get(pk=asked.pk)


def fetched(asked) -> bytes:
    _stored, content = exports.fetch(ExportRequest.objects.get(pk=asked.pk), by=asked.requested_by)
    with content:
        return content.read()


def exported(browser, by, url, data=None, *, post=False) -> bytes:
    """The file that a list gives out in the end, by its address."""
    answer = browser.post(url, data) if post else browser.get(url, data)
    assert answer.status_code == 302, answer.content
    assert browser.get(answer.url).status_code == 200
    return fetched(make(ask(by, answer.url)))


def csv_of(data: bytes) -> str:
    return data.decode("utf-8-sig")


def rows_of(data: bytes) -> list[list]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(data)).active]


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

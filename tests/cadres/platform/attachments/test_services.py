"""Attached, replaced, given out; two at one moment."""

from functools import partial
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cadres.models import Attachment, FileAccess, Step
from cadres.platform.attachments import services
from cadres.registry.protection import services as protection
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.files.encrypted_files import checked_parts
from selection.elections.choices import Stage
from selection.elections.models import Election
from tests.cadres.platform.attachments.making import attach, inspection, replace
from tests.support.cadres import CadreFactory
from tests.support.concurrency import refusals, run_concurrently
from tests.support.documents import DOCX, jpeg, package, pdf
from tests.support.refusals import codes, refusal
from tests.support.selection import ready_election

pytestmark = pytest.mark.django_db


def test_a_paper_is_attached_with_its_digest_and_a_step_of_the_record(staff):
    record = inspection()

    paper = attach(record, staff, dated="2026-11", number="考〔2026〕3号")

    assert (paper.title, paper.name, paper.added_by) == ("审核表", "审核表.pdf", staff)
    assert (paper.record_model, paper.record_id, paper.slot) == ("selection.inspection", record.pk, "file")
    assert b"".join(checked_parts(paper)) == pdf()
    step = Step.objects.of(record).get()
    assert (step.move, step.by, step.facts["sha256"]) == ("attach_paper", staff, paper.sha256)
    assert "审核" not in str(step.facts)


def test_a_replaced_paper_stays_behind_the_new_one(staff):
    record = inspection()
    first = attach(record, staff)

    second = replace(first, staff, reason=" wrong page ")

    assert list(Attachment.objects.of(record).present()) == [second]
    assert (second.replaces, second.reason) == (first, "wrong page")
    assert b"".join(checked_parts(first)) == pdf()
    step = Step.objects.of(record).last()
    assert (step.move, step.reason, step.facts["replaces"]) == ("replace_paper", "wrong page", first.pk)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", "file-empty"),
        (b"MZ", "a.pdf", "file-kind"),
        (jpeg(), "a.pdf", "file-name"),
        (pdf(), "a.pdf.exe", "file-name"),
        (package({**DOCX, "word/vbaProject.bin": "x"}), "a.docx", "file-macros"),
        (b"%PDF" + b"x" * (20 * 1024 * 1024), "a.pdf", "file-too-large"),
    ],
)
def test_what_is_refused_leaves_nothing(data, name, code, staff):
    record = inspection()

    with pytest.raises(Refused) as refused:
        attach(record, staff, data, name=name)

    assert codes(refused) == [code]
    assert not Attachment.objects.exists()
    assert not Step.objects.of(record).exists()


def test_refusals(staff):
    record = inspection()
    paper = attach(record, staff)

    assert refusal(attach, record, staff) == ["attachment-there"]
    assert refusal(attach, record, staff, slot="portrait") == ["attachment-nowhere"]
    assert refusal(attach, CadreFactory(), staff) == ["attachment-nowhere"]
    assert refusal(replace, paper, staff, pdf(), reason=" ") == ["reason-missing", "attachment-double"]
    with pytest.raises(ValidationError):
        attach(record, staff, slot="report", dated="last year")
    assert attach(record, staff, slot="report").sha256 == paper.sha256  # one scan may serve two slots


@pytest.mark.parametrize(("more", "fits"), [(0, True), (-1, False)])
def test_the_papers_of_one_record_have_a_limit_together(more, fits, staff, monkeypatch):
    record = inspection()
    size = attach(record, staff).size
    monkeypatch.setattr(services, "ROOM", 2 * size + more)

    if fits:
        attach(record, staff, slot="report")
    else:
        assert refusal(attach, record, staff, slot="report") == ["attachment-room"]


@pytest.mark.parametrize("stage", Stage)
def test_papers_come_in_while_the_record_is_open(stage, staff):
    election = ready_election(stage)
    places = {"selection.inspection": election.winner.inspection, "selection.ballot": election.ballot}
    may = {
        Stage.RECOMMENDED: {"selection.inspection"},
        Stage.INSPECTED: {"selection.inspection", "selection.ballot"},
        Stage.DECIDED: {"selection.ballot"},
        Stage.NOTICED: {"selection.ballot"},
    }.get(stage, set())

    for model, record in places.items():
        slot = "minutes" if model == "selection.ballot" else "file"
        if model in may:
            attach(record, staff, slot=slot)
        else:
            assert refusal(attach, record, staff, slot=slot) == ["wrong-stage"]


def test_nothing_is_replaced_when_the_record_is_closed(staff):
    record = inspection()
    paper = attach(record, staff)
    for stage in (Stage.INSPECTED, Stage.DECIDED):
        Election.objects.filter(pk=record.nominee.election_id).update(stage=stage)

    assert refusal(replace, paper, staff) == ["wrong-stage"]


@pytest.mark.parametrize("slot", ["file", "minutes"])
def test_a_relative_neither_attaches_nor_opens(slot, staff, leader):
    election = ready_election(Stage.INSPECTED)
    record = election.ballot if slot == "minutes" else election.winner.inspection
    colleague = election.opened_by
    paper = attach(record, colleague, slot=slot)
    kinship = protection.declare_kinship(election.winner.cadre, relation="哥哥", by=staff)
    protection.settle_kinship(kinship, "confirm", by=leader)
    staff = type(staff).objects.get(pk=staff.pk)

    with pytest.raises(PermissionDenied, match="relative"):
        services.open_paper(paper, by=staff, download=False)
    with pytest.raises(PermissionDenied, match="relative"):
        replace(paper, staff)
    assert not FileAccess.objects.exists()


def test_giving_out_is_on_record_for_everybody_it_tells_of(staff):
    election = ready_election(Stage.INSPECTED, nominees=2)
    paper = attach(election.ballot, staff, slot="minutes")

    assert b"".join(services.open_paper(paper, by=staff, download=True)) == pdf()

    rows = FileAccess.objects.order_by("cadre")
    assert {row.cadre_id for row in rows} == set(election.nominees.values_list("cadre", flat=True))
    assert {(row.kind, row.part, row.by_id) for row in rows} == {("export", f"attachment {paper.pk}", staff.pk)}
    assert Step.objects.of(election.ballot).last().move == "give_out_paper"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_attach_at_once_one_is_refused(staff):
    record = inspection()

    results = run_concurrently(*(partial(attach, record, staff, pdf(text=text)) for text in "ab"))

    (refused,) = refusals(results)
    assert [objection.code for objection in refused.objections] == ["attachment-there"]
    assert Attachment.objects.of(record).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_replace_at_once_one_wins_and_the_other_is_told(staff):
    record = inspection()
    first = attach(record, staff)

    results = run_concurrently(*(partial(replace, first, staff, pdf(text=text)) for text in "ab"))

    (refused,) = refusals(results)
    assert isinstance(refused, OutOfDate)
    (won,) = [result for result in results if isinstance(result, Attachment)]
    assert list(Attachment.objects.of(record).present()) == [won]
    assert Attachment.objects.of(record).count() == 2


def test_a_record_of_no_owner_is_nobodys(staff):
    paper = attach(inspection(), staff)
    stray = Attachment(
        record_model="cadres.cadre", record_id=CadreFactory().pk, slot="file", title="x", name="x.pdf",
        content_type="application/pdf", sha256=paper.sha256, size=1, added_by=staff,
    )  # fmt: skip
    stray.save()

    assert list(Attachment.objects.visible_to(staff)) == [paper]
    with pytest.raises(PermissionDenied):
        services.open_paper(stray, by=staff, download=False)
    with pytest.raises(PermissionDenied):
        services.replace(stray, BytesIO(pdf()), name="a.pdf", values={}, reason="x", by=staff)

"""Papers of a file: put in, described, replaced, withdrawn by two, destroyed in time."""

from datetime import timedelta
from functools import partial
from io import BytesIO

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from cadres.models import Document, DocumentPart, JobFile, Step
from cadres.platform.accounts.choices import Role
from cadres.registry.documents import services as documents
from cadres.registry.documents.choices import DocumentStage
from cadres.registry.verifications.services import verify
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.files.encrypted_files import PART, SealedFile, checked_parts
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.concurrency import refusals, run_concurrently
from tests.support.crypto import stored
from tests.support.documents import DOCX, add_document, closed_to, jpeg, package, pdf, withdrawn
from tests.support.refusals import codes
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db


def content(paper) -> bytes:
    return b"".join(checked_parts(paper))


# --- putting in ---------------------------------------------------------------------------------


def test_a_paper_is_kept_encrypted_in_parts_with_its_digest(staff):
    cadre, data = CadreFactory(), pdf(text="x" * PART)

    paper = add_document(cadre, staff, data, dated="1998-09", pages=3)

    assert (paper.name, paper.title, paper.content_type) == ("履历表.pdf", "履历表", "application/pdf")
    assert paper.parts.count() == 2
    assert content(paper) == data
    assert b"%PDF-1.7" not in b"".join(stored(part, "data") for part in DocumentPart.objects.all())
    step = Step.objects.get(subject=f"cadres.document:{paper.pk}")
    assert (step.move, step.by, step.facts["sha256"]) == ("put_in", staff, paper.sha256)
    assert issubclass(JobFile, SealedFile)  # files of jobs and papers are one mechanism


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", "file-empty"),
        (b"MZ", "a.pdf", "file-kind"),
        (jpeg(), "a.pdf", "file-name"),
        (pdf(), "a.pdf.exe", "file-name"),
        (package({**DOCX, "word/vbaProject.bin": "x"}), "a.docx", "file-macros"),
    ],
)
def test_what_is_refused_leaves_nothing(data, name, code, staff):
    with pytest.raises(Refused) as refused:
        add_document(CadreFactory(), staff, data, name=name)

    assert codes(refused) == [code]
    assert not Document.objects.exists()
    assert not DocumentPart.objects.exists()


def test_the_same_content_twice_in_one_file_is_refused_and_says_where_it_is(staff, leader):
    cadre, data = CadreFactory(), pdf()
    first = add_document(cadre, staff, data, section="4-1", title="毕业证书")

    with pytest.raises(Refused) as refused:
        add_document(cadre, staff, data, name="copy.pdf")
    assert codes(refused) == ["document-double"]
    assert "class 4-1, “毕业证书”" in str(refused.value.objections[0])
    add_document(CadreFactory(), staff, data)  # another's file may hold the same
    withdrawn(first, staff, leader)
    add_document(cadre, staff, data)

    hidden = add_document(cadre, staff, pdf(text="8"), section="8", title="处分决定")
    with pytest.raises(Refused) as refused:
        add_document(cadre, staff, pdf(text="8"))
    assert hidden.title not in str(refused.value.objections[0])
    assert "closed to you" in str(refused.value.objections[0])


def test_the_papers_of_one_file_have_a_limit_together(staff, settings):
    cadre = CadreFactory()
    settings.DOCUMENTS_PER_CADRE = add_document(cadre, staff).size + 10

    with pytest.raises(Refused) as refused:
        add_document(cadre, staff, pdf(text="second"))

    assert codes(refused) == ["document-room"]


@pytest.mark.django_db(transaction=True)
def test_of_two_uploads_of_one_content_at_once_one_comes_in(staff):
    cadre, data = CadreFactory(), pdf(text="y" * PART)

    results = run_concurrently(*[partial(add_document, cadre, staff, data)] * 2)

    (refused,) = refusals(results)
    assert [objection.code for objection in refused.objections] == ["document-double"]
    assert Document.objects.count() == 1


def test_who_may_not_keep_papers_puts_none_in(staff, leader):
    relative = closed_to(staff, leader)
    for user, cadre in ((leader, CadreFactory()), (staff, relative), (UserFactory(role=Role.AUDIT), CadreFactory())):
        with pytest.raises(PermissionDenied):
            add_document(cadre, user)


# --- what stays ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "trigger"),
    [
        ("DELETE FROM cadres_documentpart", "goes_when_withdrawn"),
        ("UPDATE cadres_documentpart SET data = ''", "never_changed"),
        ("DELETE FROM cadres_document", "never_deleted"),
        ("UPDATE cadres_document SET sha256 = repeat('0', 64)", "content_stays"),
        ("UPDATE cadres_document SET stage = 'withdrawn'", "stage_moves"),
        (
            "UPDATE cadres_document SET stage = 'asked'; UPDATE cadres_document SET title = 'x'",
            "Cannot update rows from cadres_document",
        ),
    ],
)
def test_the_database_keeps_the_papers(sql, trigger, staff):
    add_document(CadreFactory(), staff)

    with pytest.raises(DatabaseError, match=trigger), transaction.atomic(), as_owner() as cursor:
        cursor.execute(sql)


def test_the_database_refuses_a_double_a_strange_type_and_one_person_alone(staff):
    paper = add_document(CadreFactory(), staff)
    for change in ({}, {"content_type": "text/html", "sha256": "0" * 64}, {"sha256": "x", "stage": "kept"}):
        row = {"cadre": paper.cadre, "section": "1", "title": "x", "name": "x", "put_in_by": staff, "size": 1}
        row |= {"content_type": paper.content_type, "sha256": paper.sha256, **change}
        with pytest.raises(IntegrityError), transaction.atomic():
            Document.objects.create(**row)
    documents.move_document(paper, "ask", by=staff, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.update(stage="withdrawn", settled_by=staff, withdrawn_at=timezone.now())


def test_what_was_tampered_with_is_never_given_out_whole(staff):
    paper = add_document(CadreFactory(), staff, pdf(text="z" * PART))
    stolen = add_document(paper.cadre, staff, pdf(text="w" * PART)).parts.get(number=0).data
    first = paper.parts.get(number=0)
    with as_owner(), pgtrigger.ignore("cadres.DocumentPart:never_changed"):
        first.data = bytes(stolen)
        first.save()

    given = []
    with pytest.raises(ValueError, match="not what was stored"):
        given.extend(checked_parts(paper))
    assert len(given) == 1  # of two: the last is held back


def test_particulars_change_and_two_editors_are_told(staff):
    paper = add_document(CadreFactory(), staff)
    changed = documents.change_document(paper, {"title": "干部履历表", "dated": "1998"}, by=staff)
    assert (changed.title, changed.dated) == ("干部履历表", "1998")
    assert Step.objects.filter(move="change").get().facts == {"fields": ["title", "dated"]}
    with pytest.raises(OutOfDate):
        documents.change_document(paper, {"title": "x"}, by=staff, seen="of another time")


def test_a_new_edition_stands_before_the_former(staff):
    first = add_document(CadreFactory(), staff, title="履历表", dated="1998")

    second = documents.add_edition(first, BytesIO(jpeg()), name="b.jpg", by=staff, reason="sharper")

    first.refresh_from_db()
    assert (first.stage, second.replaces, second.title, second.dated) == ("replaced", first, "履历表", "1998")
    assert content(first) != content(second)
    assert Step.objects.get(move="replace").reason == "sharper"
    for paper, data in ((first, pdf(text="new")), (second, jpeg())):
        with pytest.raises(Refused):
            documents.add_edition(paper, BytesIO(data), name="", by=staff, reason="x")
    assert Document.objects.in_the_file().get() == second


# --- withdrawal ---------------------------------------------------------------------------------


def test_a_paper_leaves_the_file_by_two_people(staff, leader):
    paper = add_document(CadreFactory(), staff)
    with pytest.raises(Refused, match="reason-missing"):
        documents.move_document(paper, "ask", by=staff)
    with pytest.raises(PermissionDenied):
        documents.move_document(paper, "confirm", by=staff)
    paper = documents.move_document(paper, "ask", by=staff, reason="of another person")
    with pytest.raises(Refused):
        documents.add_edition(paper, BytesIO(jpeg()), name="b.jpg", by=staff, reason="x")
    paper = documents.move_document(paper, "decline", by=leader, reason="it is his own")
    assert (paper.stage, paper.asked_by) == (DocumentStage.KEPT, None)

    paper = withdrawn(paper, staff, leader)
    assert (paper.asked_by, paper.settled_by) == (staff, leader)
    with pytest.raises(PermissionDenied):
        documents.open_paper(paper, by=staff, download=True)
    assert b"".join(documents.open_paper(paper, by=leader, download=False)).startswith(b"%PDF")
    with pytest.raises(Refused):
        documents.change_document(paper, {"title": "x"}, by=staff)
    assert documents.move_document(paper, "put_back", by=leader, reason="a mistake").stage == DocumentStage.KEPT


def test_what_a_withdrawal_is_decided_about_stays_until_the_request_is_taken_back(staff):
    paper = documents.move_document(add_document(CadreFactory(), staff), "ask", by=staff, reason="x")
    with pytest.raises(Refused) as refused:
        documents.change_document(paper, {"title": "x"}, by=staff)
    assert codes(refused) == ["document-asked"]
    with pytest.raises(Refused) as refused:
        documents.move_document(paper, "take_back", by=UserFactory())
    assert codes(refused) == ["document-other-asker"]

    paper = documents.move_document(paper, "take_back", by=staff)

    assert (paper.stage, paper.asked_by) == (DocumentStage.KEPT, None)
    assert documents.change_document(paper, {"title": "x"}, by=staff).title == "x"


@pytest.mark.django_db(transaction=True)
def test_a_change_at_the_moment_of_the_request_comes_before_it_or_is_refused(staff):
    for _round in range(4):
        paper = add_document(CadreFactory(), staff, title="履历表")

        changed, asked = run_concurrently(
            partial(documents.change_document, paper, {"title": "x"}, by=staff),
            partial(documents.move_document, paper, "ask", by=staff, reason="x"),
        )

        assert asked.stage == DocumentStage.ASKED
        moves = list(Step.objects.of(paper).values_list("move", flat=True))
        if refusals([changed]):
            assert [objection.code for objection in changed.objections] == ["document-asked"]
            assert moves == ["put_in", "ask"]
        else:
            assert moves == ["put_in", "change", "ask"]
        paper.refresh_from_db()
        assert paper.title == ("履历表" if refusals([changed]) else "x")


def test_a_paper_that_verifies_leaves_the_file_only_when_who_decides_knows_it(staff, leader):
    cadre = CadreFactory()
    paper = add_document(cadre, staff)
    found = {"found": "1982-03-01", "paper": "school", "paper_number": "学籍卡", "by": staff}
    verify(cadre, "birth", document=paper, **found)
    paper = documents.move_document(paper, "ask", by=staff, reason="of another person")
    for decision, lacking in (({}, []), ({"override": True}, ["reason-missing"]), ({"reason": "known"}, [])):
        with pytest.raises(Refused) as refused:
            documents.move_document(paper, "confirm", by=leader, **decision)
        assert codes(refused) == ["document-verifies", *lacking]
        assert "Month of birth" in str(refused.value.objections[0])

    documents.move_document(paper, "confirm", by=leader, override=True, reason="he was mistaken for another")

    step = Step.objects.get(move="confirm")
    assert (step.facts["verifies"], len(step.overridden)) == (["birth"], 1)


def test_a_paper_of_a_former_decision_leaves_the_file_as_any_other(staff, leader):
    cadre = CadreFactory()
    paper = add_document(cadre, staff)
    found = {"found": "1982-03-01", "paper": "school", "paper_number": "学籍卡", "by": staff}
    verify(cadre, "birth", document=paper, **found)
    verify(cadre, "birth", **found)

    assert withdrawn(paper, staff, leader).stage == DocumentStage.WITHDRAWN


def test_who_asked_does_not_decide(staff, leader, monkeypatch):
    paper = documents.move_document(add_document(CadreFactory(), staff), "ask", by=staff, reason="x")
    monkeypatch.setattr(type(staff), "has_perm", lambda *_args: True)

    with pytest.raises(Refused) as refused:
        documents.move_document(paper, "confirm", by=staff)

    assert codes(refused) == ["document-asker"]


def test_the_content_is_destroyed_after_thirty_days_and_the_row_stays(staff, leader, time_machine):
    cadre = CadreFactory()
    paper, other = withdrawn(add_document(cadre, staff), staff, leader), add_document(cadre, staff, name="b.pdf")
    assert documents.destroy_withdrawn() == 0
    time_machine.move_to(timezone.now() + timedelta(days=31))

    assert documents.destroy_withdrawn() == 1
    assert documents.destroy_withdrawn() == 0

    paper.refresh_from_db()
    assert (paper.parts.count(), paper.stage, other.parts.count()) == (0, "withdrawn", 1)
    assert Step.objects.get(move="destroy").by is None
    with pytest.raises(Refused) as refused:
        documents.move_document(paper, "put_back", by=leader, reason="x")
    assert codes(refused) == ["document-destroyed"]
    with pytest.raises(Refused):
        documents.open_paper(paper, by=leader, download=True)


def test_nothing_is_put_back_beside_its_double(staff, leader):
    cadre = CadreFactory()
    paper = withdrawn(add_document(cadre, staff, jpeg(), name="a.jpg"), staff, leader)
    add_document(cadre, staff, jpeg(), name="a.jpg")

    with pytest.raises(Refused) as refused:
        documents.move_document(paper, "put_back", by=leader, reason="x")

    assert codes(refused) == ["document-again"]

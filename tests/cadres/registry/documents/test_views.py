"""Papers of a file on their pages: given out on record, closed to whom, put in, described, withdrawn, printed."""

import tracemalloc
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cadres.models import Document, DocumentPart, FileAccess, Step
from cadres.platform.accounts.choices import Role
from cadres.registry.documents import services as documents
from cadres.registry.documents.choices import DocumentClass
from cadres.registry.verifications.services import verify
from cadres.shared.files.encrypted_files import PART
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, TownshipUserFactory, UserFactory
from tests.support.documents import DOCX, add_document, closed_to, jpeg, package, pdf, png, withdrawn

pytestmark = pytest.mark.django_db

BARRED = "relative of yours"
PAGES_OF_A_FILE = ("cadre_documents", "documents_put_in", "documents_catalogue")


def address(name, paper, *more):
    return reverse(f"cadres:document_{name}", args=[paper.pk, *more])


# --- giving out ---------------------------------------------------------------------------------


def test_a_download_is_recorded_and_can_do_nothing_in_the_browser(staff, as_user):
    data = pdf(text="x" * PART)
    paper = add_document(CadreFactory(), staff, data)

    given = as_user(staff).get(address("download", paper))

    assert given.streaming
    assert b"".join(given) == data
    assert given["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (given["Content-Length"], given["Content-Type"]) == (str(len(data)), "application/pdf")
    assert (given["X-Content-Type-Options"], given["Cache-Control"]) == ("nosniff", "no-store")
    assert given["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    row = FileAccess.objects.get()
    assert (row.kind, row.part, row.cadre, row.by) == ("export", f"document {paper.pk}", paper.cadre, staff)
    assert Step.objects.get(move="give_out").by == staff


def test_only_pictures_and_pdf_are_shown_by_the_browser(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    for data, name in ((pdf(), "a.pdf"), (jpeg(), "a.jpg"), (png(), "a.png")):
        given = client.get(address("view", add_document(cadre, staff, data, name=name)))
        assert given["Content-Disposition"] == f'inline; filename="{name}"'
        assert b"".join(given) == data
        assert "sandbox" in given["Content-Security-Policy"]
    word = add_document(cadre, staff, package(DOCX), name="a.docx")
    assert client.get(address("view", word)).status_code == 404
    assert b"".join(client.get(address("download", word))) == package(DOCX)
    assert set(FileAccess.objects.values_list("kind", flat=True)) == {"view", "export"}


def test_a_large_paper_is_streamed_in_constant_memory(staff, as_user):
    data = pdf(text="x" * (24 * PART))
    paper = add_document(CadreFactory(), staff, data)
    client = as_user(staff)
    size = len(data)
    del data
    tracemalloc.start()
    given = client.get(address("download", paper))
    received = sum(len(part) for part in given)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert received == size
    assert peak < 8 * PART


def test_papers_of_discipline_are_read_by_leaders_alone(staff, leader, as_user):
    paper = add_document(CadreFactory(), staff, section="8", title="处分决定")
    tab = reverse("cadres:cadre_documents", args=[paper.cadre_id])
    catalogue = reverse("cadres:documents_catalogue", args=[paper.cadre_id])
    closed = [address(name, paper) for name in ("view", "download", "change", "edition")]
    client, head = as_user(staff), as_user(leader)

    assert [client.get(url).status_code for url in closed] == [404] * 4
    assert client.get(address("move", paper, "ask")).status_code == 404
    for page in (client.get(tab), client.get(catalogue)):
        assert page.status_code == 200
        assert "处分决定" not in page.text
    assert "closed to you" in client.get(tab).text
    assert "处分决定" in head.get(tab).text
    assert "处分决定" in head.get(catalogue).text
    assert [head.get(url).status_code for url in closed] == [200, 200, 403, 403]


def test_papers_of_a_relative_of_another_county_and_of_oneself_are_closed(staff, leader, as_user):
    clerk, relative = UserFactory(), closed_to(staff, leader)
    paper = add_document(relative, clerk)
    pages = [address(name, paper) for name in ("view", "download", "change", "edition")]
    pages += [address("move", paper, "ask")]
    pages += [reverse(f"cadres:{name}", args=[relative.pk]) for name in PAGES_OF_A_FILE]
    client = as_user(staff)
    for url in pages:
        answer = client.get(url)
        assert (answer.status_code, BARRED in answer.text) == (403, True), url
    assert client.post(address("move", paper, "ask"), {"reason": "x"}).status_code == 403
    assert not FileAccess.objects.filter(by=staff).exclude(kind="refused").exists()

    elsewhere = as_user(UserFactory(remit=CountyFactory(code="510104000000")))
    assert {elsewhere.get(url).status_code for url in pages} == {404}
    township = TownshipUserFactory(cadre=relative)
    own = as_user(township)
    assert {own.get(url).status_code for url in pages} == {403}
    assert not Document.objects.visible_to(township).exists()
    assert "Documents" not in own.get(reverse("cadres:my_file")).text
    assert Document.objects.visible_to(clerk).get() == paper
    assert not Document.objects.visible_to(UserFactory(role=Role.CLIENT)).exists()
    assert not DocumentPart.objects.visible_to(clerk).exists()


# --- pages --------------------------------------------------------------------------------------


def upload(data, name):
    return SimpleUploadedFile(name, data, content_type="text/html")  # what a browser says is not believed


def test_each_file_of_an_upload_stands_by_itself(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    url = reverse("cadres:documents_put_in", args=[cadre.pk])
    files = [upload(pdf(), "履历表.pdf"), upload(b"", "empty.pdf"), upload(jpeg(), "a.png"), upload(png(), "b.png")]

    page = client.post(url, {"section": "1", "files": files, "dated": "1998年9月"})

    assert page.status_code == 200
    assert [result["paper"] is not None for result in page.context["results"]] == [True, False, False, True]
    assert "The file is empty" in page.text
    assert "the content is JPEG" in page.text
    assert list(Document.objects.values_list("title", "dated")) == [("履历表", "1998-09"), ("b", "1998-09")]
    one = client.post(url, {"section": "2", "files": [upload(jpeg(), "c.jpg")], "title": "自传"}, follow=True)
    assert "1 paper is in the file." in one.text
    assert "自传" in one.text


def test_what_is_typed_wrongly_is_told_beside_the_field(staff, as_user):
    url = reverse("cadres:documents_put_in", args=[CadreFactory().pk])
    files = [upload(pdf(text=str(number)), f"{number}.pdf") for number in range(2)]

    page = as_user(staff).post(url, {"section": "11", "files": files, "title": "x", "dated": "1998-13"})

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"section", "title", "dated"}
    many = [upload(b"x", f"{number}.pdf") for number in range(51)]
    assert "50 files" in as_user(staff).post(url, {"section": "1", "files": many}).text
    assert set(as_user(staff).post(url, {"section": "1"}).context["form"].errors) == {"files"}
    assert not Document.objects.exists()


def test_the_pages_lead_from_particulars_over_a_new_edition_to_withdrawal(staff, leader, as_user):
    paper = add_document(CadreFactory(), staff)
    client, head = as_user(staff), as_user(leader)
    tab = reverse("cadres:cadre_documents", args=[paper.cadre_id])
    form = client.get(address("change", paper)).context["form"]
    typed = {"section": "10", "title": "其他", "dated": "1998.9", "pages": "2", "seen": form.initial["seen"]}
    assert client.post(address("change", paper), typed).status_code == 302
    again = client.post(address("change", paper), {**typed, "title": "另一个"})
    assert (again.status_code, "其他" in again.text) == (409, True)

    assert client.post(address("edition", paper), {"file": upload(b"x", "a.pdf"), "reason": "x"}).status_code == 422
    edition = {"file": upload(jpeg(), "a.jpg"), "reason": "sharper"}
    assert client.post(address("edition", paper), edition)["Location"].startswith(tab)
    second = Document.objects.in_the_file().get()
    page = client.get(tab).text
    assert "1 former edition" in page
    assert address("view", paper) in page
    assert address("edition", paper) not in page

    assert address("move", second, "ask") in page
    ask = {"seen_stage": "kept", "reason": "of another"}
    assert client.post(address("move", second, "ask"), ask).status_code == 302
    assert "Withdrawal asked for" in client.get(tab).text
    assert address("move", second, "confirm") not in client.get(tab).text
    assert address("move", second, "confirm") in head.get(tab).text
    assert head.post(address("move", second, "confirm"), {"seen_stage": "asked"}).status_code == 302
    assert "Withdrawn" in client.get(tab).text
    assert address("download", second) not in client.get(tab).text
    assert address("move", second, "put_back") in head.get(tab).text
    assert client.get(address("move", second, "nothing")).status_code == 404


def test_while_a_withdrawal_is_asked_for_the_pages_say_why_nothing_is_changed(staff, as_user):
    paper, client = add_document(CadreFactory(), staff), as_user(staff)
    form = client.get(address("change", paper)).context["form"]
    documents.move_document(paper, "ask", by=staff, reason="x")
    typed = {"section": "10", "title": "其他", "seen": form.initial["seen"]}

    late = client.post(address("change", paper), typed)

    assert (late.status_code, late.context["form"]["title"].value()) == (422, "其他")
    for page in (late, client.get(address("change", paper)), client.get(address("edition", paper))):
        assert "take the request back" in page.text
    tab = client.get(reverse("cadres:cadre_documents", args=[paper.cadre_id])).text
    assert address("move", paper, "take_back") in tab
    assert address("change", paper) not in tab
    assert client.post(address("move", paper, "take_back"), {"seen_stage": "asked"}).status_code == 302
    assert client.post(address("change", paper), typed).status_code == 302


def test_who_asks_and_who_decides_are_told_what_was_verified_on_the_paper(staff, leader, as_user):
    cadre = CadreFactory()
    paper, other = add_document(cadre, staff), add_document(cadre, staff, jpeg(), name="b.jpg")
    verify(cadre, "birth", found="1982-03-01", paper="school", paper_number="学籍卡", document=paper, by=staff)
    client, head = as_user(staff), as_user(leader)

    ask = client.get(address("move", paper, "ask"))
    assert "School record 学籍卡" in ask.text
    assert "override" not in ask.context["form"].fields
    for one in (paper, other):
        assert client.post(address("move", one, "ask"), {"seen_stage": "kept", "reason": "x"}).status_code == 302
    assert "override" not in head.get(address("move", other, "confirm")).context["form"].fields
    told = head.get(address("move", paper, "confirm"))
    assert "School record 学籍卡" in told.text
    refused = head.post(address("move", paper, "confirm"), {"seen_stage": "asked"})
    assert (refused.status_code, "Month of birth" in refused.text) == (422, True)
    known = {"seen_stage": "asked", "override": "on", "reason": "of a namesake"}
    assert head.post(address("move", paper, "confirm"), known).status_code == 302


def test_the_catalogue_lists_class_by_class_the_earliest_first(staff, as_user):
    cadre = CadreFactory()
    for section, dated in (("10", "2001"), ("2", ""), ("1", "2004-03"), ("1", "1998-09-01")):
        add_document(
            cadre, staff, pdf(text=section + dated), section=section, dated=dated, title=f"{section} of {dated}"
        )

    page = as_user(staff).get(reverse("cadres:documents_catalogue", args=[cadre.pk]))

    listed = [paper.place for shelf in page.context["shelves"] for paper in shelf.papers]
    assert listed == ["1-1", "1-2", "2-1", "10-1"]
    assert page.text.index("1998") < page.text.index("2004")
    assert len(page.context["shelves"]) == len(DocumentClass)
    assert FileAccess.objects.get().kind == "print"


def test_an_empty_file_says_so(staff, as_user):
    page = as_user(staff).get(reverse("cadres:cadre_documents", args=[CadreFactory().pk]))

    assert "No paper has been put into this file yet." in page.text
    assert "Print the catalogue" not in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tab_costs_the_same_for_one_paper_and_for_three(rows, staff, as_user, django_assert_num_queries):
    cadre = CadreFactory()
    for number in range(rows):
        paper = add_document(cadre, UserFactory(), pdf(text=str(number)))
        documents.add_edition(paper, BytesIO(jpeg(400 + number)), name="", by=staff, reason="x")
        withdrawn(add_document(cadre, staff, png(400 + number), name="x.png"), UserFactory(), LeaderFactory())
    client = as_user(staff)

    with django_assert_num_queries(6):
        assert client.get(reverse("cadres:cadre_documents", args=[cadre.pk])).status_code == 200
    with django_assert_num_queries(5):
        assert client.get(reverse("cadres:documents_catalogue", args=[cadre.pk])).status_code == 200

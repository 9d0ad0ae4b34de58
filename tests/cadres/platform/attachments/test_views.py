"""Pages of attachments, and of the records that show them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cadres.models import Attachment, FileAccess
from cadres.platform.accounts.choices import Role
from selection.elections.choices import Stage
from tests.cadres.platform.attachments.making import attach, inspection, replace
from tests.support.cadres import CountyFactory, TownshipUserFactory, UserFactory
from tests.support.documents import DOCX, package, pdf
from tests.support.selection import ready_election

pytestmark = pytest.mark.django_db

PAGES = ("detail", "view", "download", "replace")


def address(name, paper):
    return reverse(f"cadres:attachment_{name}", args=[paper.pk])


def new(record, slot="file"):
    return reverse("cadres:attachment_new", args=[record._meta.label_lower, record.pk, slot])


def upload(data=None, name="审核表.pdf"):
    return SimpleUploadedFile(name, pdf() if data is None else data)


def test_who_opens_what(staff, leader, as_user, client):
    paper = attach(inspection(), staff)
    people = {role: UserFactory(role=role) for role in (Role.SYSTEM, Role.SECURITY, Role.AUDIT)}
    people[Role.TOWNSHIP] = TownshipUserFactory()
    elsewhere = as_user(UserFactory(remit=CountyFactory(code="330523000000", name="安吉县")))

    urls = [address(name, paper) for name in PAGES]
    assert [client.get(url).status_code for url in urls] == [302] * 4
    assert [as_user(staff).get(url).status_code for url in urls] == [200] * 4
    assert [as_user(leader).get(url).status_code for url in urls] == [200, 200, 200, 403]
    assert [elsewhere.get(url).status_code for url in urls] == [404] * 4
    for person in people.values():
        assert [as_user(person).get(url).status_code for url in urls] == [403] * 4
    replaced = {"file": upload(pdf(text="2")), "reason": "x"}
    assert as_user(leader).post(urls[3], replaced).status_code == 403
    assert elsewhere.post(urls[3], replaced).status_code == 404
    assert Attachment.objects.count() == 1


def test_a_download_is_recorded_and_can_do_nothing_in_the_browser(staff, as_user):
    record = inspection()
    paper = attach(record, staff)

    given = as_user(staff).get(address("download", paper))

    assert b"".join(given) == pdf()
    assert given["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (given["X-Content-Type-Options"], given["Cache-Control"]) == ("nosniff", "no-store")
    assert given["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    row = FileAccess.objects.get()
    assert (row.kind, row.part, row.cadre, row.by) == (
        "export", f"attachment {paper.pk}", record.nominee.cadre, staff,
    )  # fmt: skip


def test_only_what_a_browser_shows_is_shown(staff, as_user):
    word = attach(inspection(), staff, package(DOCX), name="a.docx")

    assert as_user(staff).get(address("view", word)).status_code == 404
    assert b"".join(as_user(staff).get(address("download", word))) == package(DOCX)


def test_a_paper_is_attached_by_the_form_of_the_dossier(staff, as_user):
    record = inspection()
    dossier = record.nominee.election.get_absolute_url()
    browser = as_user(staff)
    assert new(record) in browser.get(dossier).text
    assert new(record, "portrait") not in browser.get(dossier).text

    done = browser.post(new(record), {"file": upload()}, follow=True)

    assert done.redirect_chain == [(f"{record.get_absolute_url()}#papers", 302)]
    paper = Attachment.objects.get()
    assert address("download", paper) in done.text
    assert new(record) not in done.text
    assert address("replace", paper) in done.text


def test_a_form_sent_twice_attaches_once(staff, as_user):
    record = inspection()
    browser = as_user(staff)

    answers = [browser.post(new(record), {"file": upload(), "once": "a" * 32}) for _ in range(2)]
    again = browser.post(new(record), {"file": upload()})

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert again.status_code == 422
    assert [one.code for one in again.context["objections"]] == ["attachment-there"]
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [(b"MZ", "a.pdf", "file-kind"), (b"%PDF" + b"x" * (20 * 1024 * 1024), "a.pdf", "file-too-large")],
)
def test_what_is_wrong_is_said_beside_the_form(data, name, code, staff, as_user):
    answer = as_user(staff).post(new(inspection()), {"file": upload(data, name), "title": "审核表"})

    assert answer.status_code == 422
    assert [one.code for one in answer.context["objections"]] == [code]
    assert 'value="审核表"' in answer.text
    assert not Attachment.objects.exists()


def test_bad_input_is_no_error_of_the_program(staff, as_user):
    record, browser = inspection(), as_user(staff)

    assert browser.post(new(record), {}).status_code == 422
    assert browser.post(new(record), {"file": upload(), "dated": "soon"}).status_code == 422
    assert browser.get(new(record, "portrait")).status_code == 404
    assert browser.get(f"/attachments/cadres.cadre/{record.nominee.cadre_id}/file/").status_code == 404
    assert browser.get("/attachments/no.model/1/file/").status_code == 404
    assert browser.get("/attachments/99999999999999999999/").status_code == 404
    assert browser.get(f"/attachments/selection.inspection/{'9' * 30}/file/").status_code == 404


def test_replacing_wants_a_reason_and_the_history_shows_both(staff, as_user):
    first = attach(inspection(), staff, title="初稿")
    browser = as_user(staff)

    def send(**more):
        file = upload(pdf(text="2"), "定稿.pdf")
        return browser.post(address("replace", first), {"file": file, "title": "定稿", **more}, follow=bool(more))

    assert send().status_code == 422
    done = send(reason="缺少签名")
    assert done.redirect_chain[0][1] == 302
    page = browser.get(address("detail", first))
    assert page.context["present"].title == "定稿"
    assert page.text.index("定稿") < page.text.index("初稿")
    assert "缺少签名" in page.text
    late = send(reason="x")
    assert late.redirect_chain == [(first.get_absolute_url(), 302)]
    assert "Somebody else has replaced" in late.text
    assert Attachment.objects.count() == 2


def test_the_forms_of_inspection_and_vote_show_their_papers(staff, as_user):
    browser = as_user(staff)
    record = inspection()
    paper = attach(record, staff, slot="report", title="查核结果")
    ballot = ready_election(Stage.INSPECTED).ballot

    page = browser.get(reverse("selection:inspection_record", args=[record.nominee_id])).text
    assert "查核结果" in page
    assert address("replace", paper) in page
    assert "paper on file: report 12" in page
    assert new(ballot, "minutes") in browser.get(reverse("selection:ballot_enter", args=[ballot.election_id])).text
    fresh = ready_election(Stage.RECOMMENDED).nominees.last()
    type(record).objects.filter(nominee=fresh).delete()
    assert "Save first" in browser.get(reverse("selection:inspection_record", args=[fresh.pk])).text


def test_who_only_reads_is_offered_no_form(leader, staff, as_user):
    record = inspection()
    attach(record, staff)

    page = as_user(leader).get(record.nominee.election.get_absolute_url()).text

    assert "审核表" in page
    assert "/attachments/selection" not in page
    assert "/replace/" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_dossier_costs_the_same_for_any_number_of_papers(number, staff, as_user, django_assert_max_num_queries):
    record = inspection(Stage.INSPECTED)
    for slot in ("file", "report", "discipline")[:number]:
        replace(attach(record, staff, slot=slot), staff)
    attach(record.nominee.election.ballot, staff, slot="minutes")
    browser = as_user(staff)

    with django_assert_max_num_queries(9):
        page = browser.get(record.nominee.election.get_absolute_url())

    assert page.text.count("former paper") == number

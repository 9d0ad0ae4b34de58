"""The papers and the photo of a file in a real browser: put in, looked at, judged on phone and screen."""

from io import BytesIO

import pytest
from django.urls import reverse

from cadres.registry.cadre_files.services import photos
from cadres.registry.documents import services as documents
from cadres.registry.verifications.services import verify
from tests.support.cadres import TenureFactory
from tests.support.documents import add_document, jpeg, pdf, png, withdrawn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_the_pages_of_papers_are_sound(width, scheme, page_as, check_page, staff, leader):
    cadre = TenureFactory().cadre
    photos.set_photo(cadre, png(), by=staff)
    paper = add_document(cadre, staff, title="关于参加重大活动情况的说明以及其他一份题目很长的材料", dated="2021-05")
    withdrawn(add_document(cadre, staff, png(300, 300), name="b.png"), staff, leader)
    page = page_as(staff, width=width, scheme=scheme)
    names = ("cadre_documents", "documents_put_in", "documents_catalogue", "photo_change", "photo_remove")
    pages = [reverse(f"cadres:{name}", args=[cadre.pk]) for name in names]
    pages += [reverse(f"cadres:document_{name}", args=[paper.pk]) for name in ("change", "edition")]
    pages += [reverse("cadres:document_move", args=[paper.pk, "ask"])]

    for address in pages:
        page.goto(address)
        check_page(page)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (360, "light")])
def test_the_pages_of_what_rests_on_papers_are_sound(width, scheme, page_as, check_page, staff, leader):
    cadre = TenureFactory().cadre
    paper, former = (
        add_document(cadre, staff, png(300 + n, 300), name="b.png", title="初中毕业生登记表") for n in (1, 2)
    )
    for item, found, scan in (("birth", "1982-03-01", paper), ("party", "2003-06-01", former)):
        verify(cadre, item, found=found, paper="school", paper_number="学籍卡", document=scan, by=staff)
    documents.add_edition(former, BytesIO(png()), name="c.png", by=staff, reason="清楚")
    documents.move_document(paper, "ask", by=staff, reason="同名人的材料")
    page = page_as(staff, width=width, scheme=scheme)
    pages = [reverse(f"cadres:{name}", args=[cadre.pk]) for name in ("cadre_verification", "cadre_history")]
    pages += [reverse("cadres:verify", args=[cadre.pk, "birth"])]
    pages += [reverse("cadres:document_move", args=[paper.pk, "take_back"])]

    for address in pages:
        page.goto(address)
        check_page(page)
    page = page_as(leader, width=width, scheme=scheme)
    page.goto(reverse("cadres:document_move", args=[paper.pk, "confirm"]))
    check_page(page)


def test_papers_are_put_in_and_each_refusal_is_told(page_as, check_page, staff):
    cadre = TenureFactory().cadre
    page = page_as(staff)
    page.goto(reverse("cadres:documents_put_in", args=[cadre.pk]))
    page.select_option("[name=section]", "4-1")
    files = [("a.pdf", pdf()), ("b.pdf", pdf(b"<</S/JavaScript/JS(x)>>")), ("c.jpg", jpeg()[:-2])]
    page.set_input_files("[name=files]", [{"name": n, "mimeType": "", "buffer": data} for n, data in files])
    page.click("form.card button[type=submit]")

    page.get_by_text("1 put in, 2 refused").wait_for()
    assert page.get_by_text("The PDF can act by itself").is_visible()
    assert page.get_by_text("damaged or not complete").is_visible()
    check_page(page)

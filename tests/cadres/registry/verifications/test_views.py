"""Pages of verification: form, section, list."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse

from cadres.models import Verification
from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.documents import services as documents
from tests.support.cadres import CadreFactory
from tests.support.documents import DOCX, add_document, jpeg, package, png, withdrawn
from tests.support.exports import csv_of, exported
from tests.support.verifications import fresh, verify

pytestmark = pytest.mark.django_db


def test_the_form_offers_the_papers_that_tell_of_the_item_first_and_fills_nothing_in(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    url = reverse("cadres:verify", args=[cadre.pk, "birth"])
    assert client.get(url).context["form"].fields["document"].choices == [("", "---------")]
    pay = add_document(cadre, staff, section="9-1", title="工资表")
    add_document(cadre, staff, jpeg(), name="a.jpg", section="8", title="处分决定")
    card = add_document(cadre, staff, png(), name="a.png", section="4-1", title="学籍卡", dated="1995-09", number="12")

    page = client.get(url)

    form = page.context["form"]
    assert form.fields["document"].choices[1:] == [
        ("4-1 Education and degrees", [(str(card.pk), "学籍卡 · 1995-09 · 12")]),
        ("9-1 Pay and benefits", [(str(pay.pk), "工资表")]),
    ]
    assert form.initial.keys() == {"seen", "found"}
    assert "处分决定" not in page.text
    typed = {"found": "1981-12-01", "paper": "school", "seen": form.initial["seen"]}
    without = client.post(url, {**typed, "document": card.pk})
    assert (without.status_code, set(without.context["form"].errors)) == (422, {"__all__"})  # the paper has no name
    assert client.post(url, {**typed, "paper_number": "学籍卡", "document": card.pk}).status_code == 302
    assert Verification.objects.get().document == card


def test_a_scan_that_left_the_file_meanwhile_is_no_choice_any_more(staff, leader, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    scan = add_document(cadre, staff)
    url = reverse("cadres:verify", args=[cadre.pk, "birth"])
    typed = {"found": "1981-12-01", "paper": "school", "paper_number": "x", "document": scan.pk}
    withdrawn(scan, staff, leader)

    late = client.post(url, {**typed, "seen": client.get(url).context["form"].initial["seen"]})

    assert (late.status_code, set(late.context["form"].errors)) == (422, {"document"})
    assert "Choose another one, or none." in late.text


def test_the_scan_is_a_link_for_who_may_open_it_and_its_fate_is_told(staff, leader, as_user):
    cadre = CadreFactory()
    word = add_document(cadre, staff, package(DOCX), name="b.docx", title="审核表")
    scan, once = (
        add_document(cadre, staff, title="学籍卡"),
        add_document(cadre, staff, jpeg(), name="a.jpg", title="户口簿"),
    )
    verify(cadre, staff, document=once)
    verify(cadre, staff, document=scan)
    verify(cadre, staff, "2004-07-01", item="work", document=word)
    view, gone = (reverse("cadres:document_view", args=[one.pk]) for one in (scan, once))
    page = reverse("cadres:cadre_verification", args=[cadre.pk])
    client, head = as_user(staff), as_user(leader)

    for url in (page, reverse("cadres:verify", args=[cadre.pk, "birth"])):
        assert f'href="{view}"' in client.get(url).text
        assert f'href="{gone}"' in client.get(url).text
    assert reverse("cadres:document_download", args=[word.pk]) in client.get(page).text

    documents.add_edition(scan, BytesIO(png()), name="a.png", by=staff, reason="sharper")
    withdrawn(once, staff, leader)
    assert "Replaced by a new edition" in client.get(page).text
    assert f'href="{view}"' in client.get(page).text
    for reader, link in ((client, False), (head, True)):
        told = reader.get(page).text
        assert ("户口簿" in told, "Withdrawn" in told, f'href="{gone}"' in told) == (True, True, link)


def test_a_scan_of_discipline_is_named_to_leaders_alone(staff, leader, as_user):
    cadre = CadreFactory()
    scan = add_document(cadre, staff, title="处分决定")
    verify(cadre, staff, document=scan)
    documents.change_document(scan, {"section": "8"}, by=staff)

    for user, known in ((staff, False), (leader, True)):
        for page in ("cadre_verification", "cadre_history"):
            told = as_user(user).get(reverse(f"cadres:{page}", args=[cadre.pk])).text
            assert ("处分决定" in told, f"/documents/{scan.pk}/" in told) == (known, known), page


def test_the_form_shows_it_and_leaves_it(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    verify(cadre, staff)
    url = reverse("cadres:cadre_change", args=[cadre.pk])
    form = client.get(url).context["form"]
    data = {
        name: form.initial.get(name) or "" for name in form.fields if name not in ("tidy", "growth_place", "born_on")
    }

    response = client.post(url, {**data, "born_on": "1990-01-01", "health": "健康", "reason": "体检"})

    assert form.fields["born_on"].disabled
    assert response.status_code == 302
    assert (fresh(cadre).born_on, fresh(cadre).health) == (date(1981, 12, 1), "健康")


def test_from_the_file_one_form_corrects_the_birth_date(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    url = reverse("cadres:verify", args=[cadre.pk, "birth"])

    assert url in client.get(cadre.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    assert form.initial["found"] == "1982-03-01"
    done = client.post(
        url, {"found": "1981-12-01", "paper": "school", "paper_number": "学籍卡", "seen": form.initial["seen"]}
    )
    late = client.post(
        url, {"found": "1981-11-01", "paper": "school", "paper_number": "学籍卡", "seen": form.initial["seen"]}
    )
    page = client.get(cadre.get_absolute_url()).content.decode()
    history = client.get(reverse("cadres:cadre_history", args=[cadre.pk]), {"what": "cadre.born_on"})

    assert done.url == reverse("cadres:cadre_verification", args=[cadre.pk])
    assert late.status_code == 409  # the newer decision above, what was typed still in the form
    assert late.context["form"]["found"].value() == "1981-11-01"
    assert "1981.12" in late.content.decode()
    assert fresh(cadre).born_on == date(1981, 12, 1)
    assert "declared: 1982.03" in page
    assert f"{done.url}#birth" in page
    changes = history.context["changes"]
    assert {change.paper for change in changes} == {"", "School record 学籍卡"}
    assert staff.name in {change.who for change in changes}


def test_an_unknown_item_does_not_exist(staff, as_user):
    url = reverse("cadres:verify", args=[CadreFactory().pk, "shoe-size"])

    assert as_user(staff).get(url).status_code == 404


def test_a_leader_reads_but_does_not_verify(leader, as_user):
    cadre, client = CadreFactory(), as_user(leader)

    assert client.get(reverse("cadres:cadre_verification", args=[cadre.pk])).status_code == 200
    assert client.get(reverse("cadres:verify", args=[cadre.pk, "birth"])).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, staff, as_user, django_assert_num_queries):
    for _number in range(rows):
        verify(CadreFactory(), staff)
    client = as_user(staff)

    with django_assert_num_queries(6):
        page = client.get(reverse("cadres:verification_list")).context["page"]

    assert len(page.rows) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_section_costs_the_same_for_one_and_three(rows, staff, as_user, django_assert_num_queries):
    cadre = CadreFactory()
    for item, found in [("birth", "1981-12-01"), ("work", "2004-07-01"), ("standing", "worker")][:rows]:
        verify(cadre, staff, found, item=item)
    client = as_user(staff)

    with django_assert_num_queries(5):
        client.get(reverse("cadres:cadre_verification", args=[cadre.pk]))
    for number in range(rows):
        verify(cadre, staff, document=add_document(cadre, staff, jpeg(400 + number), name="a.jpg"))
    with django_assert_num_queries(6):
        client.get(reverse("cadres:cadre_verification", args=[cadre.pk]))


def test_the_list_is_narrowed_by_item_and_result(staff, as_user):
    agreed, doubted, untouched = (CadreFactory(name=name) for name in ("甲", "乙", "丙"))
    CadreFactory(status="retired")
    verify(agreed, staff, "1982-03-01")
    verify(doubted, staff, doubtful=True)
    client, url = as_user(staff), reverse("cadres:verification_list")

    def names(**query):
        return {row.name for row in client.get(url, query).context["page"].rows}

    assert names() == {"甲", "乙", "丙"}
    assert names(item="birth") == {"乙", "丙"}
    assert names(item="birth", state="agrees") == {"甲"}
    assert names(state="doubtful") == {"乙"}
    assert names(item="birth", state="none") == {untouched.name}
    for item in VerifiedItem.values[1:]:
        verify(agreed, staff, {"standing": "worker", "party": "2003-06-01"}.get(item, "2004-08-01"), item=item)
    assert names() == {"乙", "丙"}


def test_the_list_is_exported_in_words(staff, as_user):
    verify(CadreFactory(), staff)

    text = csv_of(exported(as_user(staff), staff, reverse("cadres:verification_list"), {"export": "csv"}))

    assert "Differs" in text
    assert "not verified" in text

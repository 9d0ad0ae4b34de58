"""Verified beside declared values: what holds, what stays, who is told, what the database forbids."""

from datetime import date
from functools import partial
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cadres.models import Cadre, Education, Job, Kinship, Step, Verification
from cadres.platform.imports import jobs
from cadres.registry.appointment_forms.lrmx import read
from cadres.registry.appointment_forms.services.exporting import export_form
from cadres.registry.appointment_forms.services.intake import import_form
from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.cadre_files.services import files as cadre_files
from cadres.registry.documents import services as documents
from cadres.registry.verifications import services as verifications
from cadres.registry.verifications.rules import Told, earliest_paper
from cadres.registry.workbooks.import_resources import Cadres
from cadres.shared.dates import whole_years
from cadres.shared.errors import OutOfDate, Refused
from tests.support.cadres import COUNTY, CadreFactory, CountyFactory, UserFactory
from tests.support.concurrency import at_once, refusals
from tests.support.documents import DOCX, jpeg, package, png, put_in, withdrawn
from tests.support.exports import csv_of, exported
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db

PAPER = {"paper": "school", "paper_number": "初中学籍卡", "paper_on": date(1995, 9, 1)}


def verify(cadre, by, found="1981-12-01", item="birth", **more):
    return verifications.verify(cadre, item, found=found, by=by, **{**PAPER, **more})


def fresh(cadre) -> Cadre:
    return Cadre.objects.get(pk=cadre.pk)


# --- rules ------------------------------------------------------------------------------------------

days = st.none() | st.dates(date(1960, 1, 1), date(2020, 1, 1))


@given(st.lists(st.builds(Told, st.sampled_from(["", "1981-12-01", "1982-03-01"]), st.just("x"), days)))
def test_the_earliest_dated_paper_that_says_something_counts(told):
    first = earliest_paper(told)

    dated = [one for one in told if one.on and one.value]
    assert (first is None) == (not dated)
    assert first is None or first.on == min(one.on for one in dated)


# --- what holds -------------------------------------------------------------------------------------


def test_another_value_changes_the_particular_and_keeps_the_declared_one(staff):
    cadre = CadreFactory(born_on=date(1982, 3, 1))

    one = verify(cadre, staff, note="以学籍卡为准")

    assert (one.state, one.declared, one.found, one.by) == ("differs", "1982-03-01", "1981-12-01", staff)
    assert fresh(cadre).born_on == date(1981, 12, 1)
    assert whole_years(fresh(cadre).born_on, date(2026, 1, 1)) == 44
    step = Step.objects.get(subject=f"cadres.cadre:{cadre.pk}", move="verify")
    assert (step.target, step.reason) == ("differs", "以学籍卡为准")
    assert step.facts == {"item": "birth", "verification": one.pk}


def test_the_same_value_agrees_and_changes_nothing(staff):
    cadre = CadreFactory(born_on=date(1982, 3, 1))

    assert verify(cadre, staff, "1982-03-01").state == "agrees"
    assert fresh(cadre).born_on == date(1982, 3, 1)


def test_a_doubt_changes_nothing(staff):
    cadre = CadreFactory(born_on=date(1982, 3, 1))

    assert verify(cadre, staff, doubtful=True).state == "doubtful"
    assert fresh(cadre).born_on == date(1982, 3, 1)
    assert not verifications.settled([cadre.pk])[cadre.pk]


def test_a_new_decision_takes_the_place_and_the_declared_value_is_not_lost(staff):
    cadre = CadreFactory(born_on=date(1982, 3, 1))
    verify(cadre, staff)
    verify(cadre, staff, doubtful=True, paper="household")

    last = verify(cadre, staff, "1982-03-01", paper="finding")

    assert (last.state, last.declared) == ("agrees", "1982-03-01")
    assert fresh(cadre).born_on == date(1982, 3, 1)
    assert [one.state for one in Verification.objects.order_by("pk")] == ["differs", "doubtful", "agrees"]
    assert Verification.objects.holding().get() == last


@pytest.mark.parametrize(
    ("item", "found", "field", "value"),
    [
        ("work", "2004-07-01", "began_work_on", date(2004, 7, 1)),
        ("party", "2003-12-01", "joined_party_on", date(2003, 12, 1)),
        ("standing", "civil_servant", "standing", "civil_servant"),
    ],
)
def test_each_age_and_the_standing_are_brought_in(item, found, field, value, staff):
    cadre = CadreFactory()

    assert verify(cadre, staff, found, item=item).state == "differs"
    assert getattr(fresh(cadre), field) == value


def test_histories_are_verified_as_they_stand_and_lose_it_when_they_change(staff, as_user):
    cadre = CadreFactory(resume="2004.08--  某镇科员")
    Education.objects.create(cadre=cadre, mode="full_time", level="大学", school="某大学")
    assert verify(cadre, staff, "", item="education").declared == "全日制教育 大学 某大学"
    assert verify(cadre, staff, "", item="resume").state == "agrees"
    Cadre.objects.filter(pk=cadre.pk).update(resume="2004.08--  某县某局科员")

    page = as_user(staff).get(reverse("cadres:cadre_verification", args=[cadre.pk]))

    assert [state.settled for state in page.context["states"]] == [False, False, False, True, False, False]
    assert "changed since it was verified" in page.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper_number": "", "paper_on": None},
        {"paper": ""},
        {"found": ""},
        {"found": "2010-01-01"},  # began work in 2004
    ],
)
def test_what_cannot_be_is_refused(wrong, staff):
    cadre = CadreFactory()

    with pytest.raises(ValidationError):
        verify(cadre, staff, **wrong)

    assert not Verification.objects.exists()
    assert fresh(cadre).born_on == date(1982, 3, 1)


def test_a_stale_page_decides_nothing(staff):
    cadre = CadreFactory()
    seen = verifications.mark_of(cadre, "birth", [])
    verify(cadre, staff, seen=seen)

    with pytest.raises(OutOfDate):
        verify(cadre, staff, "1981-10-01", seen=seen)


def test_a_relatives_file_is_closed(staff):
    cadre = CadreFactory()
    Kinship.objects.create(user=staff, cadre=cadre, relation="弟弟", stage="confirmed", confirmed_by=UserFactory())

    with pytest.raises(PermissionDenied):
        verify(cadre, staff)


def test_a_later_paper_against_an_earlier_one_is_reminded_of(staff):
    cadre = CadreFactory()
    verify(cadre, staff)
    verify(cadre, staff, "1982-03-01", paper="household", paper_on=date(2005, 1, 1))

    step = Step.objects.filter(move="verify").order_by("-pk").first()
    assert ["says otherwise" in text for text in step.warnings] == [True]
    assert "1981" not in str((step.facts, step.warnings, step.reason))
    latest, *before = Verification.objects.order_by("-pk")
    assert [one.code for one in verifications.against_earlier_paper(latest, before)] == ["earlier-paper"]


# --- the scanned paper ------------------------------------------------------------------------------


def test_a_decision_rests_on_a_scan_of_the_file(staff):
    cadre = CadreFactory()
    scan = put_in(cadre, staff, section="4-1")

    assert verify(cadre, staff, document=scan).document == scan
    assert verifications.resting_on(scan) == [Verification.objects.get()]
    assert verify(cadre, staff).document is None
    assert verifications.resting_on(scan) == []


def test_what_is_not_kept_in_the_file_or_closed_is_no_scan_to_rest_on(staff, leader):
    cadre = CadreFactory()
    others, closed = put_in(CadreFactory(), staff), put_in(cadre, staff, section="8")
    gone = withdrawn(put_in(cadre, staff, jpeg(), name="a.jpg"), staff, leader)
    asked = documents.move_document(put_in(cadre, staff, png(), name="a.png"), "ask", by=staff, reason="x")

    for scan in (others, closed, gone, asked):
        with pytest.raises(Refused, match="no-such-scan"):
            verify(cadre, staff, document=scan)
    for scan in (others, gone, asked):
        with pytest.raises(IntegrityError, match="not kept in this file"), transaction.atomic():
            Verification.objects.create(cadre=cadre, by=staff, document=scan, **ROW)


@pytest.mark.django_db(transaction=True)
def test_a_decision_at_the_moment_of_the_request_for_withdrawal_comes_before_it_or_is_refused(staff):
    for _round in range(4):
        cadre = CadreFactory()
        scan = put_in(cadre, staff)

        decision, asked = at_once(
            partial(verify, cadre, staff, document=scan),
            partial(documents.move_document, scan, "ask", by=staff, reason="x"),
        )

        assert asked.stage == "asked"
        if refusals([decision]):
            assert [one.code for one in decision.objections] == ["no-such-scan"]
            assert not verifications.resting_on(scan)


def test_the_form_offers_the_papers_that_tell_of_the_item_first_and_fills_nothing_in(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    url = reverse("cadres:verify", args=[cadre.pk, "birth"])
    assert client.get(url).context["form"].fields["document"].choices == [("", "---------")]
    pay = put_in(cadre, staff, section="9-1", title="工资表")
    put_in(cadre, staff, jpeg(), name="a.jpg", section="8", title="处分决定")
    card = put_in(cadre, staff, png(), name="a.png", section="4-1", title="学籍卡", dated="1995-09", number="12")

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
    scan = put_in(cadre, staff)
    url = reverse("cadres:verify", args=[cadre.pk, "birth"])
    typed = {"found": "1981-12-01", "paper": "school", "paper_number": "x", "document": scan.pk}
    withdrawn(scan, staff, leader)

    late = client.post(url, {**typed, "seen": client.get(url).context["form"].initial["seen"]})

    assert (late.status_code, set(late.context["form"].errors)) == (422, {"document"})
    assert "Choose another one, or none." in late.text


def test_the_scan_is_a_link_for_who_may_open_it_and_its_fate_is_told(staff, leader, as_user):
    cadre = CadreFactory()
    word = put_in(cadre, staff, package(DOCX), name="b.docx", title="审核表")
    scan, once = put_in(cadre, staff, title="学籍卡"), put_in(cadre, staff, jpeg(), name="a.jpg", title="户口簿")
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

    documents.put_in_edition(scan, BytesIO(png()), name="a.png", by=staff, reason="sharper")
    withdrawn(once, staff, leader)
    assert "Replaced by a new edition" in client.get(page).text
    assert f'href="{view}"' in client.get(page).text
    for reader, link in ((client, False), (head, True)):
        told = reader.get(page).text
        assert ("户口簿" in told, "Withdrawn" in told, f'href="{gone}"' in told) == (True, True, link)


def test_a_scan_of_discipline_is_named_to_leaders_alone(staff, leader, as_user):
    cadre = CadreFactory()
    scan = put_in(cadre, staff, title="处分决定")
    verify(cadre, staff, document=scan)
    documents.change_document(scan, {"section": "8"}, by=staff)

    for user, known in ((staff, False), (leader, True)):
        for page in ("cadre_verification", "cadre_history"):
            told = as_user(user).get(reverse(f"cadres:{page}", args=[cadre.pk])).text
            assert ("处分决定" in told, f"/documents/{scan.pk}/" in told) == (known, known), page


# --- what is verified stays -------------------------------------------------------------------------


def test_a_verified_particular_is_not_changed_by_the_form(staff):
    cadre = CadreFactory()
    verify(cadre, staff)

    with pytest.raises(Refused) as caught:
        cadre_files.change_file(cadre, {"born_on": date(1983, 1, 1)}, by=staff)
    assert [objection.code for objection in caught.value.objections] == ["verified"]
    with pytest.raises(Refused):
        cadre_files.change_files([(fresh(cadre), {"born_on": date(1983, 1, 1)})], by=staff)
    assert cadre_files.change_file(cadre, {"health": "健康"}, by=staff).health == "健康"


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


def test_a_form_file_leaves_it_and_says_so(staff):
    cadre = CadreFactory(name="测试甲", born_on=date(1982, 3, 1), joined_party_on=date(2003, 6, 1))
    verify(cadre, staff)
    verify(cadre, staff, "2004-06-01", item="party")
    file = (
        "<Person><XingMing>测试甲</XingMing><XingBie>男</XingBie><ChuShengNianYue>198203</ChuShengNianYue>"
        "<RuDangShiJian>200306</RuDangShiJian><MinZu>回族</MinZu></Person>"
    )

    done = import_form(file.encode(), division=CountyFactory(), by=staff)

    assert (done.cadre.pk, done.created) == (cadre.pk, False)
    assert (done.cadre.born_on, done.cadre.ethnicity) == (date(1981, 12, 1), "回族")
    assert done.cadre.joined_party_on == date(2004, 6, 1)
    assert [fault.element for fault in done.warnings] == ["ChuShengNianYue", "RuDangShiJian"]
    assert "1981.12" in done.warnings[0].message
    out = read(export_form(fresh(cadre), by=staff)).values
    assert (out["ChuShengNianYue"], out["RuDangShiJian"]) == ("198112", "200406")


def test_a_form_file_with_another_history_comes_in_and_says_so(staff):
    cadre = CadreFactory(name="测试甲", born_on=date(1982, 3, 1), resume="2004.08--  某镇科员")
    verify(cadre, staff, "", item="resume")
    file = (
        "<Person><XingMing>测试甲</XingMing><XingBie>男</XingBie><ChuShengNianYue>198203</ChuShengNianYue>"
        "<JianLi>2004.08--2010.01  某镇科员\n2010.01--         某镇镇长</JianLi></Person>"
    )

    done = import_form(file.encode(), division=CountyFactory(), by=staff)
    again = import_form(file.encode(), division=CountyFactory(), by=staff)

    assert [fault.element for fault in done.warnings] == ["JianLi"]
    assert not again.warnings
    assert "某镇镇长" in fresh(cadre).resume


def test_a_form_file_that_agrees_says_nothing(staff):
    cadre = CadreFactory(name="测试甲", born_on=date(1982, 3, 15))
    verify(cadre, staff, "1982-03-15")
    file = "<Person><XingMing>测试甲</XingMing><XingBie>男</XingBie><ChuShengNianYue>198203</ChuShengNianYue></Person>"

    done = import_form(file.encode(), division=CountyFactory(), by=staff)

    assert not done.warnings
    assert fresh(cadre).born_on == date(1982, 3, 15)


@pytest.mark.django_db(transaction=True)
def test_a_workbook_leaves_it_and_says_so(staff):
    cadre = CadreFactory(name="王五", born_on=date(1982, 3, 1))
    verify(cadre, staff)
    file = workbook(("姓名", "性别", "出生年月", "民族"), [("王五", "男", "1982.03", "回族")])

    found = jobs.start_preview(Cadres, file, by=staff, key="auto", county=COUNTY)
    row = jobs.page_of(Job.objects.get(pk=found.pk), "changed", 1)[0][0]

    assert row["changes"] == [["Ethnic group", "汉族", "回族"]]
    assert "1981.12" in row["notes"][0][1]


# --- the database -----------------------------------------------------------------------------------

ROW = {
    "item": "birth",
    "state": "differs",
    "declared": "1982-03-01",
    "found": "1981-12-01",
    "paper": "school",
    "paper_number": "x",
    "note": "",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper": ""},
        {"paper_number": ""},
        {"found": ""},
        {"found": "1982-03-01"},
        {"state": "agrees"},
        {"state": "maybe"},
        {"found": "1981年12月"},
        {"by_id": None},
    ],
)
def test_the_database_refuses_decisions_without_paper_person_or_sense(wrong, staff):
    values = {**ROW, "cadre_id": CadreFactory().pk, "by_id": staff.pk, "at": "2026-01-01T00:00Z", **wrong}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO cadres_verification ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608


@pytest.mark.parametrize("sql", ["UPDATE cadres_verification SET note = 'x'", "DELETE FROM cadres_verification"])
def test_decisions_are_neither_changed_nor_deleted(sql, staff):
    verify(CadreFactory(), staff)

    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# --- pages ------------------------------------------------------------------------------------------


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

    with django_assert_num_queries(5):
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
        verify(cadre, staff, document=put_in(cadre, staff, jpeg(400 + number), name="a.jpg"))
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

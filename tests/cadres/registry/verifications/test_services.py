"""Verified beside declared values: what holds, what stays, who is told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cadres.models import Cadre, Education, Job, Kinship, Step, Verification
from cadres.platform.imports import jobs
from cadres.registry.appointment_forms.lrmx import read
from cadres.registry.appointment_forms.services.exporting import export_form
from cadres.registry.appointment_forms.services.intake import import_form
from cadres.registry.cadre_files.services import files as cadre_files
from cadres.registry.documents import services as documents
from cadres.registry.verifications import services as verifications
from cadres.registry.workbooks.import_resources import Cadres
from cadres.shared.dates import whole_years
from cadres.shared.errors import OutOfDate, Refused
from tests.support.cadres import COUNTY, CadreFactory, CountyFactory, UserFactory
from tests.support.documents import add_document, jpeg, png, withdrawn
from tests.support.verifications import ROW, fresh, verify
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db


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
    seen = verifications.version_of(cadre, "birth", [])
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


def test_a_decision_rests_on_a_scan_of_the_file(staff):
    cadre = CadreFactory()
    scan = add_document(cadre, staff, section="4-1")

    assert verify(cadre, staff, document=scan).document == scan
    assert verifications.resting_on(scan) == [Verification.objects.get()]
    assert verify(cadre, staff).document is None
    assert verifications.resting_on(scan) == []


def test_what_is_not_kept_in_the_file_or_closed_is_no_scan_to_rest_on(staff, leader):
    cadre = CadreFactory()
    others, closed = add_document(CadreFactory(), staff), add_document(cadre, staff, section="8")
    gone = withdrawn(add_document(cadre, staff, jpeg(), name="a.jpg"), staff, leader)
    asked = documents.move_document(add_document(cadre, staff, png(), name="a.png"), "ask", by=staff, reason="x")

    for scan in (others, closed, gone, asked):
        with pytest.raises(Refused, match="no-such-scan"):
            verify(cadre, staff, document=scan)
    for scan in (others, gone, asked):
        with pytest.raises(IntegrityError, match="not kept in this file"), transaction.atomic():
            Verification.objects.create(cadre=cadre, by=staff, document=scan, **ROW)


def test_a_verified_particular_is_not_changed_by_the_form(staff):
    cadre = CadreFactory()
    verify(cadre, staff)

    with pytest.raises(Refused) as caught:
        cadre_files.change_file(cadre, {"born_on": date(1983, 1, 1)}, by=staff)
    assert [objection.code for objection in caught.value.objections] == ["verified"]
    with pytest.raises(Refused):
        cadre_files.change_files([(fresh(cadre), {"born_on": date(1983, 1, 1)})], by=staff)
    assert cadre_files.change_file(cadre, {"health": "健康"}, by=staff).health == "健康"


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

"""Parts of a file typed by hand: services, pages, and the form file after each change."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cadres.models import AnnualResult, Education, FamilyMember, Kinship, Sanction, Step
from cadres.registry.appointment_forms.lrmx import read
from cadres.registry.appointment_forms.services.exporting import export_form
from cadres.registry.appointment_forms.services.intake import import_form
from cadres.registry.cadre_files.services import sections as cadre_parts
from cadres.registry.sanctions import services as sanctions
from cadres.registry.sanctions.choices import SanctionKind
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.pages.edit_conflicts import fingerprint
from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory, UserFactory
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db

WIFE = {"relation": "妻子", "name": "测试乙", "born": "198405", "political_status": "群众", "work": "某中学教师"}
SCHOOL = {"mode": "full_time", "level": "大学", "degree": "农学学士", "school": "某农业大学", "degree_school": ""}
WARNING = {
    "kind": SanctionKind.PARTY_WARNING,
    "decided_on": date(2025, 3, 1),
    "rights_restored_on": None,
    "effect_until": None,
    "organ": "县纪委",
    "document": "平纪〔2025〕3号",
}


def relative(cadre, name, **more):
    return FamilyMember.objects.create(cadre=cadre, relation="妻子", name=name, **more)


# --- services ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "values", "changed"),
    [
        (Education, SCHOOL, {"level": "研究生"}),
        (FamilyMember, WIFE, {"work": "某县某局"}),
        (AnnualResult, {"year": 2024, "grade": "competent"}, {"grade": "excellent"}),
    ],
)
def test_a_part_is_added_changed_and_removed_on_record(model, values, changed, staff):
    cadre, noun = CadreFactory(), model._meta.model_name

    part = cadre_parts.add_part(cadre, model, values, by=staff, reason="补录")
    seen = fingerprint(part, cadre_parts.FIELDS[model])
    part = cadre_parts.change_part(part, {**values, **changed}, by=staff, seen=seen, reason="更正")
    cadre_parts.remove_part(part, by=staff, reason="重复")

    assert not model.objects.exists()
    steps = Step.objects.filter(subject=f"cadres.cadre:{cadre.pk}").order_by("pk")
    assert [(step.move, step.reason, step.by) for step in steps] == [
        (f"add_{noun}", "补录", staff),
        (f"change_{noun}", "更正", staff),
        (f"remove_{noun}", "重复", staff),
    ]


def test_the_second_of_two_editors_is_told(staff):
    part = Education.objects.create(cadre=CadreFactory(), **SCHOOL)
    seen = fingerprint(part, cadre_parts.FIELDS[Education])
    cadre_parts.change_part(part, {**SCHOOL, "level": "研究生"}, by=staff, seen=seen)

    with pytest.raises(OutOfDate):
        cadre_parts.change_part(part, {**SCHOOL, "level": "大专"}, by=staff, seen=seen)
    with pytest.raises(OutOfDate):
        cadre_parts.remove_part(part, by=staff, seen=seen, reason="x")


def test_a_part_that_is_gone_is_told_readably(staff):
    part = relative(CadreFactory(), "测试乙")
    cadre_parts.remove_part(part, by=staff, reason="重复")
    part.pk = part.pk or 1

    with pytest.raises(Refused) as caught:
        cadre_parts.change_part(part, WIFE, by=staff)
    assert codes(caught) == ["removed-meanwhile"]
    with pytest.raises(Refused):
        cadre_parts.move_relative(part, up=True, by=staff)


def test_removing_needs_a_reason(staff):
    with pytest.raises(Refused) as caught:
        cadre_parts.remove_part(relative(CadreFactory(), "测试乙"), by=staff)

    assert codes(caught) == ["reason-missing"]


def test_a_grade_confirmed_here_is_not_changed_by_hand(staff):
    result = AnnualResult.objects.create(cadre=CadreFactory(), year=2024, grade="competent", confirmed_here=True)

    with pytest.raises(Refused) as caught:
        cadre_parts.change_part(result, {"year": 2024, "grade": "excellent"}, by=staff)
    assert codes(caught) == ["confirmed-here"]
    with pytest.raises(Refused) as caught:
        cadre_parts.remove_part(result, by=staff, reason="x")
    assert codes(caught) == ["confirmed-here"]


def test_a_year_has_one_result(staff):
    cadre = CadreFactory()
    AnnualResult.objects.create(cadre=cadre, year=2024, grade="competent")

    with pytest.raises(Refused) as caught:
        cadre_parts.add_part(cadre, AnnualResult, {"year": 2024, "grade": "excellent"}, by=staff)

    assert codes(caught) == ["result-exists"]


def test_relatives_move_up_and_down_and_new_ones_come_last(staff):
    cadre = CadreFactory()
    one, two, three = (relative(cadre, f"测试{number}") for number in (1, 2, 3))

    cadre_parts.move_relative(three, up=True, by=staff)
    cadre_parts.move_relative(one, up=True, by=staff)  # is the first already
    cadre_parts.add_part(cadre, FamilyMember, WIFE, by=staff)
    cadre_parts.move_relative(two, up=False, by=staff)

    assert [member.name for member in cadre.family.on_form()] == ["测试1", "测试3", "测试乙", "测试2"]


def test_own_and_relatives_files_are_closed(staff):
    part = relative(CadreFactory(), "测试乙")
    Kinship.objects.create(
        user=staff, cadre=part.cadre, relation="弟弟", stage="confirmed", confirmed_by=UserFactory()
    )

    for act in (
        lambda: cadre_parts.add_part(part.cadre, FamilyMember, WIFE, by=staff),
        lambda: cadre_parts.change_part(part, WIFE, by=staff),
        lambda: cadre_parts.move_relative(part, up=True, by=staff),
        lambda: sanctions.enter_sanction(part.cadre, WARNING, by=staff),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- the form file ----------------------------------------------------------------------------------

FORM = """<?xml version='1.0' encoding='utf-8'?>
<Person>
<XingMing>测试甲</XingMing><XingBie>男</XingBie><ChuShengNianYue>198203</ChuShengNianYue>
<QuanRiZhiJiaoYu_XueLi>大学</QuanRiZhiJiaoYu_XueLi>
<NianDuKaoHeJieGuo>2024年称职</NianDuKaoHeJieGuo>
<JiaTingChengYuan>
<Item><ChengWei>妻子</ChengWei><XingMing>测试乙</XingMing><XinYuanSu>一</XinYuanSu></Item>
<Item><ChengWei>女儿</ChengWei><XingMing>测试丁</XingMing><XinYuanSu>二</XinYuanSu></Item>
</JiaTingChengYuan>
<QiTa a="1">三</QiTa>
</Person>"""


@pytest.fixture
def taken_in(staff):
    return import_form(FORM.encode(), division=CountyFactory(), by=staff).cadre


def family_in_file(cadre, by):
    form = read(export_form(cadre.__class__.objects.get(pk=cadre.pk), by=by))
    assert form.unknown == ['<QiTa a="1">三</QiTa>']
    return [(one.relation, one.name, one.unknown) for one in form.family]


FIRST = ("妻子", "测试乙", ["<XinYuanSu>一</XinYuanSu>"])
SECOND = ("女儿", "测试丁", ["<XinYuanSu>二</XinYuanSu>"])


def test_the_file_keeps_the_others_when_one_is_added_changed_moved_or_removed(taken_in, staff):
    wife, daughter = taken_in.family.on_form()
    assert family_in_file(taken_in, staff) == [FIRST, SECOND]

    cadre_parts.add_part(taken_in, FamilyMember, {**WIFE, "relation": "儿子", "name": "测试戊"}, by=staff)
    assert family_in_file(taken_in, staff) == [FIRST, SECOND, ("儿子", "测试戊", [])]

    cadre_parts.change_part(wife, {**WIFE, "name": "测试己"}, by=staff)
    assert family_in_file(taken_in, staff)[0] == ("妻子", "测试己", FIRST[2])

    cadre_parts.move_relative(daughter, up=True, by=staff)
    assert family_in_file(taken_in, staff)[:2] == [SECOND, ("妻子", "测试己", FIRST[2])]

    cadre_parts.remove_part(wife, by=staff, reason="离异")
    assert family_in_file(taken_in, staff) == [SECOND, ("儿子", "测试戊", [])]


def test_the_file_says_what_was_typed(taken_in, staff):
    cadre_parts.change_part(taken_in.education.get(), {**SCHOOL, "level": "研究生"}, by=staff)
    cadre_parts.add_part(taken_in, AnnualResult, {"year": 2025, "grade": "excellent"}, by=staff)

    form = read(export_form(taken_in.__class__.objects.get(pk=taken_in.pk), by=staff))

    assert form.values["QuanRiZhiJiaoYu_XueLi"] == "研究生"
    assert form.values["NianDuKaoHeJieGuo"] == "2024年称职，2025年优秀"


def test_the_same_form_taken_in_again_changes_no_relative(taken_in, staff):
    before = list(taken_in.family.on_form().values_list("pk", flat=True))

    import_form(FORM.encode(), division=CountyFactory(), by=staff)

    assert list(taken_in.family.on_form().values_list("pk", flat=True)) == before


# --- pages ------------------------------------------------------------------------------------------


def test_a_relative_is_added_and_changed_on_the_page(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)

    added = client.post(reverse("cadres:family_add", args=[cadre.pk]), {**WIFE, "reason": "补录"})
    member = cadre.family.get()
    form = client.get(reverse("cadres:family_change", args=[member.pk])).context["form"]
    data = {**WIFE, "work": "某局", "seen": form.initial["seen"], "reason": ""}
    changed = client.post(reverse("cadres:family_change", args=[member.pk]), data)
    late = client.post(reverse("cadres:family_change", args=[member.pk]), {**data, "work": "另一局"})

    assert added.url == f"{cadre.get_absolute_url()}#family"
    assert changed.status_code == 302
    assert late.status_code == 409
    assert "某局" in late.content.decode()
    assert "另一局" in late.content.decode()
    assert cadre.family.get().work == "某局"


def test_two_presses_add_one(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    data = {**SCHOOL, "once": "a" * 32}

    for _press in range(2):
        assert client.post(reverse("cadres:education_add", args=[cadre.pk]), data).status_code == 302

    assert cadre.education.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("family_add", {**WIFE, "born": "1984.13"}, "yyyyMM"),
        ("education_add", {"mode": "full_time"}, "level of education"),
        ("result_add", {"year": "2999", "grade": "excellent"}, "has begun"),
        ("sanction_enter", {"kind": "party_warning", "decided_on": "2100-01-01", "organ": "x"}, "future"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(name, data, word, staff, as_user):
    response = as_user(staff).post(reverse(f"cadres:{name}", args=[CadreFactory().pk]), data)

    assert response.status_code == 422
    assert word in response.content.decode()


def test_the_file_points_out_gaps_and_what_the_tenures_tell_otherwise(staff, as_user):
    tenure = TenureFactory(cadre__resume="2004.08--2010.01  某镇科员\n2010.05--  某县某局科员")

    response = as_user(staff).get(tenure.cadre.get_absolute_url())
    page = response.content.decode()

    assert "A gap of 4 months before this period: 2010.01 – 2010.05." in page
    assert "but the résumé does not name it then" in page
    assert {part.key: part.badge for part in response.context["contents"]}["resume"] == "2 remarks"
    assert all(f'id="{part.key}"' in page for part in response.context["contents"])


def test_parts_are_removed_and_moved_on_the_page(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    one, two = relative(cadre, "测试乙"), relative(cadre, "测试丁")

    for _press in range(2):
        client.post(reverse("cadres:family_move", args=[two.pk, "up"]), {"once": "b" * 32})
    client.post(reverse("cadres:family_move", args=[two.pk, "down"]), {"once": "b" * 32})
    assert list(cadre.family.on_form()) == [one, two]
    client.post(reverse("cadres:family_move", args=[two.pk, "up"]))
    assert list(cadre.family.on_form()) == [two, one]
    form = client.get(reverse("cadres:family_remove", args=[two.pk])).context["form"]
    without = client.post(reverse("cadres:family_remove", args=[two.pk]), {"seen": form.initial["seen"]})
    done = client.post(
        reverse("cadres:family_remove", args=[two.pk]), {"seen": form.initial["seen"], "reason": "重复"}
    )

    assert (without.status_code, done.status_code) == (422, 302)
    assert list(cadre.family.all()) == [one]


@pytest.mark.parametrize("name", ["education_change", "family_change", "result_change", "sanction_change"])
def test_forms_of_another_county_do_not_exist(name, as_user):
    cadre = CadreFactory()
    part = {
        "education_change": lambda: Education.objects.create(cadre=cadre, **SCHOOL),
        "family_change": lambda: relative(cadre, "测试乙"),
        "result_change": lambda: AnnualResult.objects.create(cadre=cadre, year=2024, grade="competent"),
        "sanction_change": lambda: Sanction.objects.create(cadre=cadre, **WARNING),
    }[name]()
    sibling = UserFactory(remit=CountyFactory(code="511922000000", name="南江县"))

    assert as_user(sibling).get(reverse(f"cadres:{name}", args=[part.pk])).status_code == 404


def test_months_of_birth_read_as_elsewhere_on_the_page(staff, as_user):
    cadre = CadreFactory()
    for number, born in enumerate(("198405", "不详")):
        FamilyMember.objects.create(cadre=cadre, **{**WIFE, "born": born, "name": f"测试{number}"})

    page = as_user(staff).get(cadre.get_absolute_url()).content.decode()

    assert "1984.05" in page
    assert "不详" in page
    assert "198405" not in page

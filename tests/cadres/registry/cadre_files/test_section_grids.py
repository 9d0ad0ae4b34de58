"""All rows of a section in one table: what is judged, saved together, refused together."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cadres.models import AnnualResult, Education, FamilyMember, Kinship, Step
from cadres.registry.cadre_files.services import sections as cadre_parts
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db

ROW = {"relation": "妻子", "name": "测试乙", "born": "198405", "political_status": "群众", "work": "某中学教师"}


def sent(key, **values):
    return {f"{key}-{name}": value for name, value in values.items()}


@pytest.fixture
def family(staff):
    cadre = CadreFactory()
    return cadre, [
        cadre_parts.add_part(cadre, FamilyMember, {**ROW, "name": f"测试{sign}"}, by=staff) for sign in "甲乙"
    ]


@pytest.fixture
def page(as_user, staff):
    """Opens the table of a section and sends it back with what is given."""

    def send(cadre, name, **data):
        client = as_user(staff)
        address = reverse(f"cadres:{name}_rows", args=[cadre.pk])
        form = client.get(address).context["form"]
        shown = {field.html_name: field.value() for field in form.visible_fields() if field.value() not in (None, "")}
        shown |= {"seen": form.initial["seen"]}
        return client.post(address, {key: value for key, value in (shown | data).items() if value is not False})

    return send


def test_rows_are_changed_added_and_taken_away_at_once(page, family, staff):
    cadre, (one, two) = family

    answer = page(
        cadre,
        "family",
        **{f"{one.pk}-work": "某县医院医生", f"{two.pk}-remove": "on", "reason": "核对"},
        **sent("new1", **{**ROW, "relation": "女儿", "name": "测试丁", "born": "201001"}),
        **sent("new7", **{**ROW, "relation": "父亲", "name": "测试戊", "born": ""}),
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert [(member.name, member.work) for member in cadre.family.on_form()] == [
        ("测试甲", "某县医院医生"),
        ("测试丁", "某中学教师"),
        ("测试戊", "某中学教师"),
    ]
    steps = Step.objects.filter(subject=f"cadres.cadre:{cadre.pk}", reason="核对").order_by("pk")
    assert [step.move for step in steps] == [
        "remove_familymember",
        "change_familymember",
        "add_familymember",
        "add_familymember",
    ]


def test_what_nobody_touched_is_not_put_on_record(page, family):
    cadre, _members = family
    before = Step.objects.count()

    assert page(cadre, "family").status_code == 302
    assert Step.objects.count() == before


def test_an_error_stands_in_its_cell_and_nothing_is_saved(page, family):
    cadre, (one, _two) = family
    row = sent("new1", **{**ROW, "born": "198413"})

    answer = page(cadre, "family", **{f"{one.pk}-name": ""}, **row)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {f"{one.pk}-name", "new1-born"}
    assert cadre.family.count() == 2
    text = answer.content.decode()
    assert f'id="id_{one.pk}-name_error"' in text
    assert 'value="198413"' in text  # what was typed stays


def test_taking_away_needs_a_reason(page, family):
    cadre, (one, _two) = family

    answer = page(cadre, "family", **{f"{one.pk}-remove": "on"})

    assert set(answer.context["form"].errors) == {"reason"}


def test_the_second_of_two_editors_is_told(page, family, as_user, staff):
    cadre, (one, two) = family
    client, address = as_user(staff), reverse("cadres:family_rows", args=[cadre.pk])
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() or "" for field in form.visible_fields() if "remove" not in field.html_name}
    cadre_parts.change_part(two, {**ROW, "name": "测试丙"}, by=staff)

    answer = client.post(address, {**data, "seen": form.initial["seen"], f"{one.pk}-work": "某厂"})

    assert answer.status_code == 409
    assert "测试丙" in answer.content.decode()
    assert not cadre.family.filter(work="某厂").exists()


def test_a_year_stands_once_and_a_confirmed_grade_is_only_shown(page):
    cadre = CadreFactory()
    here = AnnualResult.objects.create(cadre=cadre, year=2024, grade="competent", confirmed_here=True)

    answer = page(cadre, "result", **sent("new1", year="2024", grade="excellent"))
    assert set(answer.context["form"].errors) == {"new1-year"}
    both = {**sent("new1", year="2023", grade="excellent"), **sent("new2", year="2023", grade="competent")}
    assert set(page(cadre, "result", **both).context["form"].errors) == {"new1-year", "new2-year"}
    forged = sent(here.pk, year="2022", grade="excellent") | sent("new1", year="2023", grade="excellent")
    assert page(cadre, "result", **forged).status_code == 302

    assert list(cadre.annual_results.values_list("year", "grade")) == [(2024, "competent"), (2023, "excellent")]


@pytest.mark.parametrize("key", ["new0000000001", "newx", "new-1", "new²"])
def test_names_of_rows_that_nobody_was_shown_are_passed_over(page, family, key):
    cadre, _members = family

    assert page(cadre, "family", **sent(key, **ROW)).status_code == 302
    assert cadre.family.count() == 2


def test_rows_of_somebody_else_are_not_reached(family, staff):
    cadre, _members = family
    other = cadre_parts.add_part(CadreFactory(), FamilyMember, ROW, by=staff)

    for rows in (
        cadre_parts.Rows(FamilyMember, {other.pk: {**ROW, "name": "测试癸"}}, [], []),
        cadre_parts.Rows(FamilyMember, {}, [], [other.pk]),
    ):
        with pytest.raises(Refused) as caught:
            cadre_parts.save_parts(cadre, rows, by=staff, reason="x")
        assert codes(caught) == ["removed-meanwhile"]


def test_one_refusal_refuses_all(family, staff):
    cadre, _members = family
    AnnualResult.objects.create(cadre=cadre, year=2024, grade="competent")
    added = [{"year": 2023, "grade": "competent"}, {"year": 2024, "grade": "competent"}]

    with pytest.raises(Refused) as caught:
        cadre_parts.save_parts(cadre, cadre_parts.Rows(AnnualResult, {}, added, []), by=staff)

    assert codes(caught) == ["result-exists"]
    assert AnnualResult.objects.count() == 1


def test_the_own_file_is_closed_here_too(family):
    (cadre, _members), staff = family, UserFactory()
    Kinship.objects.create(user=staff, cadre=cadre, relation="弟弟", stage="confirmed", confirmed_by=UserFactory())

    with pytest.raises(PermissionDenied):
        cadre_parts.save_parts(cadre, cadre_parts.Rows(FamilyMember, {}, [ROW], []), by=staff)


def test_education_is_judged_by_its_own_form(page):
    cadre = CadreFactory()

    answer = page(cadre, "education", **sent("new1", mode="full_time", school="某农业大学"))
    assert set(answer.context["form"].errors) == {"new1-level"}

    assert page(cadre, "education", **sent("new1", mode="full_time", level="大学")).status_code == 302
    assert Education.objects.get().level == "大学"

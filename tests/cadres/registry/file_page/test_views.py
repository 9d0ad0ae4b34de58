"""List and page of a cadre's file, its forms, and the leader's own file."""

from datetime import UTC, date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from cadres.models import Cadre, Division, Step
from cadres.platform.divisions.choices import Level
from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory, TermFactory, TownshipUserFactory
from tests.support.exports import exported
from tests.support.files import PARTICULARS

pytestmark = pytest.mark.django_db


def test_identity_number_and_phone_are_masked(staff, as_user):
    cadre = CadreFactory(identity_number="511923198203011234", phone="13800001234")

    body = as_user(staff).get(cadre.get_absolute_url()).content.decode()

    assert "511***********1234" in body
    assert "511923198203011234" not in body
    assert "138****1234" in body
    assert "13800001234" not in body


@pytest.mark.parametrize(
    ("typed", "found"),
    [("曾", 1), ("曾志", 1), ("志强", 0), ("zeng", 1), ("zengzhi", 1), ("Zeng Zhi", 1), ("zhiqiang", 0), ("zengz", 1)],
)
def test_cadres_are_found_by_the_beginning_of_name_or_pinyin(typed, found, staff, as_user):
    CadreFactory(name="曾志强", name_key="zeng zhi qiang")

    response = as_user(staff).get(reverse("cadres:cadre_list"), {"q": typed})

    assert len(response.context["page"].rows) == found


def test_cadres_are_filtered_by_age_sex_grade_and_township(staff, as_user, time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    tenure = TenureFactory(cadre__born_on=date(1982, 3, 1))
    CadreFactory(born_on=date(1990, 12, 1), sex="2", grade="a_staff")
    client, url = as_user(staff), reverse("cadres:cadre_list")

    def names(**query):
        return [row.name for row in client.get(url, query).context["page"].rows]

    assert names(age_from=44, age_to=44) == [tenure.cadre.name]
    assert len(names(age_to=35)) == 1
    assert len(names(age_from=36)) == 1
    assert len(names(sex="2")) == 1
    assert len(names(grade=["a_staff", "b_section_deputy"])) == 2
    assert names(township=tenure.post.organization.division_id) == [tenure.cadre.name]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_cannot_start_a_formula(kind, staff, as_user):
    CadreFactory(name="=1+1")

    body = exported(as_user(staff), staff, reverse("cadres:cadre_list"), {"export": kind})

    if kind == "csv":
        assert "'=1+1" in body.decode("utf-8-sig")
    else:
        from io import BytesIO  # noqa: PLC0415 -- for this one case

        from openpyxl import load_workbook  # noqa: PLC0415

        cells = [cell for row in load_workbook(BytesIO(body)).active.iter_rows() for cell in row]
        assert any(cell.value == "'=1+1" for cell in cells)
        assert not any(cell.data_type == "f" for cell in cells)


def test_a_bad_cursor_is_not_found(staff, as_user):
    assert as_user(staff).get(reverse("cadres:cadre_list"), {"cursor": "x"}).status_code == 404


def test_staff_open_a_file(staff, as_user):
    county = Division.objects.get(level=Level.COUNTY)
    number = "11010519491231002X"

    response = as_user(staff).post(
        reverse("cadres:cadre_create"), {**PARTICULARS, "division": county.pk, "identity_number": number}
    )

    assert response.status_code == 302
    cadre = county.cadres.get()
    assert (cadre.name, cadre.name_key, cadre.identity_number) == ("王新", "wang xin", number)
    step = Step.objects.get(move="open", subject=f"cadres.cadre:{cadre.pk}")
    assert step.by == staff


def test_a_wrong_identity_number_is_refused(staff, as_user):
    county = Division.objects.get(level=Level.COUNTY)

    response = as_user(staff).post(
        reverse("cadres:cadre_create"), {**PARTICULARS, "division": county.pk, "identity_number": "110105194912310021"}
    )

    assert response.status_code == 422
    assert "check digit" in response.content.decode()


def test_a_file_cannot_be_opened_for_a_county_of_others(staff, as_user):
    other = CountyFactory(code="511922000000", name="南江县")

    response = as_user(staff).post(reverse("cadres:cadre_create"), {**PARTICULARS, "division": other.pk})

    assert response.status_code == 422
    assert not other.cadres.exists()


def test_the_second_of_two_editors_sees_both_versions_and_loses_nothing(staff, as_user):
    cadre = CadreFactory(name="王一", name_key="wang yi")
    url = reverse("cadres:cadre_change", args=[cadre.pk])
    client = as_user(staff)
    seen = client.get(url).context["form"].initial["seen"]

    first = client.post(url, {**PARTICULARS, "name": "王二", "seen": seen})
    second = client.post(url, {**PARTICULARS, "name": "王三", "native_place": "某地", "seen": seen})

    assert first.status_code == 302
    assert second.status_code == 409
    body = second.content.decode()
    assert "王二" in body
    assert second.context["form"]["name"].value() == "王三"
    assert second.context["form"]["native_place"].value() == "某地"
    cadre.refresh_from_db()
    assert cadre.name == "王二"

    third = client.post(url, {**PARTICULARS, "name": "王三", "seen": second.context["form"]["seen"].value()})

    assert third.status_code == 302
    cadre.refresh_from_db()
    assert cadre.name == "王三"


def test_an_empty_identity_number_keeps_the_one_on_file(staff, as_user):
    cadre = CadreFactory(identity_number="11010519491231002X")
    url = reverse("cadres:cadre_change", args=[cadre.pk])
    client = as_user(staff)

    assert "110***********002X" in client.get(url).content.decode()
    client.post(url, {**PARTICULARS, "identity_number": ""})

    cadre.refresh_from_db()
    assert cadre.name == "王新"
    assert cadre.identity_number == "11010519491231002X"


def test_a_leader_reads_files_but_changes_none(leader, as_user):
    cadre = CadreFactory()
    client = as_user(leader)

    assert client.get(cadre.get_absolute_url()).status_code == 200
    assert client.get(reverse("cadres:cadre_change", args=[cadre.pk])).status_code == 403


def test_own_file_shows_the_own_part_only(as_user, django_assert_max_num_queries):
    tenure = TenureFactory()
    TermFactory(organization=tenure.post.organization, period=DateRange(date(2024, 1, 1), date(2029, 1, 1)))
    other = CadreFactory(name="别人")
    client = as_user(TownshipUserFactory(cadre=tenure.cadre))

    with django_assert_max_num_queries(8):
        response = client.get(reverse("cadres:my_file"))

    body = response.content.decode()
    assert response.status_code == 200
    assert tenure.cadre.name in body
    assert "term 18 ends on" in body
    assert other.name not in body
    assert client.get(other.get_absolute_url()).status_code == 403


def test_an_account_without_a_file_has_no_own_file(as_user):
    assert as_user(TownshipUserFactory(cadre=None)).get(reverse("cadres:my_file")).status_code == 404


def test_a_page_points_out_what_contradicts_the_number_and_saves_it(staff, as_user):
    """11010519491231002X is a woman's, born in December 1949; 穿青人 is none of the 56 groups."""
    county, client = CountyFactory(), as_user(staff)
    typed = {**PARTICULARS, "division": county.pk, "identity_number": "11010519491231002x", "ethnicity": "穿青人"}

    answer = client.post(reverse("cadres:cadre_create"), typed, follow=True)

    told = [str(one) for one in answer.context["messages"]]
    assert [any(one.startswith(words) for one in told) for words in ("Month of birth", "Sex and", "“穿青人”")] == [
        True
    ] * 3

    cadre = Cadre.objects.get()
    url = reverse("cadres:cadre_change", args=[cadre.pk])
    change = {**PARTICULARS, "sex": "2", "born_on": "1949-12-31", "ethnicity": "汉"}
    answer = client.post(url, change, follow=True)
    assert [str(one) for one in answer.context["messages"]] == ["The particulars are saved."]
    cadre.refresh_from_db()
    assert (cadre.ethnicity, cadre.sex) == ("汉族", "2")


def test_a_new_file_with_a_used_number_is_pointed_out_with_both(staff, as_user):
    county = CountyFactory()
    CadreFactory(name="王五", born_on=date(1949, 12, 31), began_work_on=None, identity_number="11010519491231002X")
    typed = {**PARTICULARS, "division": county.pk, "name": "王新", "sex": "2", "born_on": "1949-12-31"}

    answer = as_user(staff).post(
        reverse("cadres:cadre_create"), {**typed, "identity_number": "11010519491231002x"}, follow=True
    )

    told = [str(one) for one in answer.context["messages"]]
    assert told[0].startswith(
        "A file has this identity number already: 王五, born 1949.12, Serving. Here: 王新, born 1949.12"
    )

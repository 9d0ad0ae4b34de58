"""Pages of the base: what they cost, who may open them, what they say."""

from datetime import UTC, date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from cadres.models import AnnualResult, Division, DivisionProfile, Education, FamilyMember, Notice, Sanction, Step
from cadres.platform.accounts.choices import Role
from cadres.platform.divisions.choices import Level
from cadres.platform.notices.points import KINDS, NoticeKind
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
    TownshipFactory,
    TownshipUserFactory,
    UserFactory,
)
from tests.support.exports import exported

pytestmark = pytest.mark.django_db

KINDS.add(NoticeKind("tests.plain", "Do %(what)s"))

# Session, account with its remits, state of the site, then what the page itself asks.
LISTS = {
    "division_list": 4,
    "organization_list": 5,
    "post_list": 5,
    "cadre_list": 6,  # with the saved views
    "tenure_list": 5,
}
DETAILS = {
    "division_detail": 8,  # two of them for what selection plans
    "organization_detail": 5,
    "post_detail": 5,
    "cadre_detail": 6,  # one of them records the reading, one brings the file with all its parts
    "cadre_timeline": 8,  # a query for each app that marks something, one that records the reading
    "cadre_history": 8,  # and one more where people made the changes
}


def profile(township, year=2025, **facts):
    values = {
        "population": 20000,
        "area": 80,
        "mountain_share": 70,
        "distance": 30,
        "income": 21000,
        "revenue": 900,
        "tier": "middling",
    }
    return DivisionProfile.objects.create(division=township, year=year, **{**values, **facts})


def full_file():
    """A sitting secretary whose file has something in each section."""
    tenure = TenureFactory(cadre__resume="2004.08--2010.01  某镇科员\n2011.01--  某镇书记")
    cadre = tenure.cadre
    Education.objects.create(cadre=cadre, mode="full_time", level="大学", school="某大学")
    FamilyMember.objects.create(cadre=cadre, relation="妻子", name="某人")
    AnnualResult.objects.create(cadre=cadre, year=2025, grade="excellent")
    Sanction.objects.create(cadre=cadre, kind="party_warning", decided_on=date(2015, 1, 1), organ="县纪委")
    return tenure


def page_of(name, tenure):
    post = tenure.post
    keys = {
        "division": post.organization.division_id,
        "organization": post.organization_id,
        "post": post.pk,
        "cadre": tenure.cadre_id,
    }
    return reverse(f"cadres:{name}", args=[keys[name.split("_")[0]]])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), LISTS.items())
def test_a_list_costs_the_same_for_one_row_and_for_three(
    name, queries, rows, staff, as_user, django_assert_num_queries
):
    for _ in range(rows):
        profile(full_file().post.organization.division)
    client = as_user(staff)

    with django_assert_num_queries(queries):
        response = client.get(reverse(f"cadres:{name}"))

    assert response.status_code == 200
    assert len(response.context["page"].rows) >= rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), DETAILS.items())
def test_a_page_costs_the_same_whatever_it_shows(name, queries, rows, staff, as_user, django_assert_num_queries):
    tenure = full_file()
    division = tenure.post.organization.division
    for number in range(rows):
        profile(division, 2023 + number)
        organization = OrganizationFactory(division=division, name=f"单位{number}", kind="county_organ")
        TermFactory(organization=organization)
        PostFactory(organization=organization, kind="other", name=f"职务{number}")
        TenureFactory(
            cadre=tenure.cadre,
            held=DateRange(date(2010 + number, 1, 1), date(2011 + number, 1, 1)),
            end_reason="other_post",
            post__kind="other",
        )
    client = as_user(staff)

    with django_assert_num_queries(queries):
        response = client.get(page_of(name, tenure))

    assert response.status_code == 200
    assert tenure.cadre.name in response.content.decode()


@pytest.mark.parametrize("name", [*LISTS])
@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.SYSTEM, Role.SECURITY, Role.AUDIT])
def test_lists_are_closed_to_who_has_no_business_there(name, role, as_user):
    user = UserFactory(role=role)

    assert as_user(user).get(reverse(f"cadres:{name}")).status_code == 403


@pytest.mark.parametrize("name", [*LISTS, "cadre_create", "my_file", "notice_list"])
def test_nobody_reads_without_logging_in(name, client, db):
    response = client.get(reverse(f"cadres:{name}"))

    assert response.status_code == 302
    assert "/accounts/login/" in response.url


@pytest.mark.parametrize("name", DETAILS)
def test_a_sibling_county_finds_nothing(name, as_user):
    tenure = full_file()
    sibling = UserFactory(remit=CountyFactory(code="511922000000", name="南江县"))

    assert as_user(sibling).get(page_of(name, tenure)).status_code == 404


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


def test_posts_show_approved_actual_and_vacant(staff, as_user):
    post = PostFactory(kind="committee_member", name="委员", approved_number=3)
    TenureFactory(post=post)
    TenureFactory(post=post, seat=2, held=DateRange(date(2020, 1, 1), date(2021, 1, 1)), end_reason="promoted")

    rows = as_user(staff).get(reverse("cadres:post_list"), {"vacant": "true"}).context["page"].rows

    assert [(row.approved_number, row.actual, row.vacant) for row in rows] == [(3, 1, 2)]


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


PARTICULARS = {
    "name": "王新",
    "sex": "1",
    "born_on": "1985-06-01",
    "ethnicity": "汉族",
    "political_status": "01",
    "grade": "b_section_deputy",
    "status": "serving",
}


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


def test_history_tells_who_changed_what(staff, as_user):
    cadre = CadreFactory(native_place="甲县")
    client = as_user(staff)
    client.post(reverse("cadres:cadre_change", args=[cadre.pk]), {**PARTICULARS, "native_place": "乙县"})

    changes = client.get(reverse("cadres:cadre_history", args=[cadre.pk])).context["changes"]

    assert [change.what for change in changes] == ["changed", "added"]
    assert changes[0].who == staff.name
    assert ("native place", "甲县", "乙县") in changes[0].fields


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


PROFILE = {
    "year": 2025,
    "population": 20000,
    "area": "80.5",
    "mountain_share": "70",
    "distance": "30",
    "income": 21000,
    "revenue": "900",
}


def test_a_profile_gets_its_tier_by_the_rule(staff, as_user):
    township = TownshipFactory()
    client = as_user(staff)
    url = reverse("cadres:profile_create", args=[township.pk])

    assert client.post(url, PROFILE).status_code == 302
    row = township.profiles.get()
    assert row.tier == "middling"

    client.post(reverse("cadres:profile_change", args=[row.pk]), {**PROFILE, "income": 40000, "revenue": "9000"})
    row.refresh_from_db()
    assert row.tier == "developed"
    assert client.post(url, PROFILE).status_code == 422  # the same year again


def test_only_a_department_leader_declares_a_pilot(staff, leader, as_user):
    township = TownshipFactory()
    url = reverse("cadres:pilot_declare", args=[township.pk])
    pilot = {"since": "2026-01-01", "last": "2027-12-31", "basis": "县委〔2026〕1号"}

    assert as_user(staff).post(url, pilot).status_code == 403
    assert as_user(leader).post(url, pilot).status_code == 302
    assert township.pilots.get().period == DateRange(date(2026, 1, 1), date(2028, 1, 1))
    assert as_user(leader).post(url, pilot).status_code == 422  # overlaps the first


def test_the_approved_number_cannot_fall_below_what_is_held(staff, as_user):
    post = PostFactory(kind="committee_member", name="委员", approved_number=3)
    TenureFactory(post=post, seat=2)
    url = reverse("cadres:post_change", args=[post.pk])
    client = as_user(staff)

    refused = client.post(url, {"approved_number": 1, "document": "县委〔2026〕2号"})
    assert refused.status_code == 422
    assert [o.code for o in refused.context["objections"]] == ["seats-taken"]

    assert client.post(url, {"approved_number": 2, "document": "县委〔2026〕2号"}).status_code == 302
    post.refresh_from_db()
    assert post.approved_number == 2


def test_terms_are_entered_and_corrected_but_never_overlap(staff, as_user):
    organization = OrganizationFactory()
    client = as_user(staff)
    url = reverse("cadres:term_create", args=[organization.pk])

    assert client.post(url, {"ordinal": 18, "first": "2021-10-01", "last": "2026-09-30"}).status_code == 302
    term = organization.terms.get()
    assert term.period == DateRange(date(2021, 10, 1), date(2026, 10, 1))
    overlapping = client.post(url, {"ordinal": 19, "first": "2026-09-30", "last": "2031-09-30"})
    assert [o.code for o in overlapping.context["objections"]] == ["terms-overlap"]
    assert client.get(url).context["form"].initial["ordinal"] == 19

    change = reverse("cadres:term_change", args=[term.pk])
    seen = client.get(change).context["form"].initial["seen"]
    assert (
        client.post(change, {"ordinal": 18, "first": "2021-10-01", "last": "2026-12-31", "seen": seen}).status_code
        == 302
    )
    stale = client.post(change, {"ordinal": 18, "first": "2021-10-01", "last": "2027-01-31", "seen": seen})
    assert stale.status_code == 409


def test_notices_are_opened_once_and_settled_by_their_reader(staff, leader, as_user, django_assert_num_queries):
    notice = Notice.objects.create(user=staff, kind="tests.plain", key="a", params={"what": "this"}, url="/cadres/")
    Notice.objects.create(user=leader, kind="tests.plain", key="a", params={"what": "that"}, url="/cadres/")
    client = as_user(staff)

    with django_assert_num_queries(5):
        response = client.get(reverse("cadres:notice_list"))
    assert [n.text for n in response.context["waiting"]] == ["Do this"]

    opened = client.get(reverse("cadres:notice_open", args=[notice.pk]))
    assert opened.url == "/cadres/"
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert as_user(leader).get(reverse("cadres:notice_open", args=[notice.pk])).status_code == 404

    assert client.get(reverse("cadres:notice_settle", args=[notice.pk])).status_code == 405
    client.post(reverse("cadres:notice_settle", args=[notice.pk]))
    response = client.get(reverse("cadres:notice_list"))
    assert response.context["waiting"] == []
    assert [n.text for n in response.context["page"].rows] == ["Do this"]
    assert Notice.objects.get(user=leader).settled_at is None


def test_a_notice_never_leads_out_of_the_house(staff, as_user):
    notice = Notice.objects.create(
        user=staff, kind="tests.plain", key="a", params={"what": "x"}, url="//evil.example/"
    )

    response = as_user(staff).get(reverse("cadres:notice_open", args=[notice.pk]))

    assert response.url == reverse("cadres:notice_list")

"""The page of a township and of its leading group: profiles, pilots, charts, structure."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from cadres.models import Education
from cadres.platform.accounts.choices import Role
from cadres.registry.cadre_files.choices import EducationMode
from cadres.registry.posts.choices import PostKind
from cadres.registry.township_page.facts import group_of, groups_around
from cadres.registry.township_page.views.townships import tier_history
from tests.support.cadres import CountyFactory, PostFactory, TenureFactory, TownshipFactory, UserFactory
from tests.support.files import profile

pytestmark = pytest.mark.django_db

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


TODAY = date(2026, 11, 23)


def test_the_group_of_a_township_and_of_its_county(db):
    first = TenureFactory(held=DateRange(date(2020, 1, 1), None))
    second = PostFactory(head=True, organization__division=first.post.organization.division)
    TenureFactory(post=second)
    deputy = PostFactory(kind=PostKind.DEPUTY_HEAD, name="副镇长", organization=second.organization)
    TenureFactory(post=deputy)
    other = TenureFactory()
    Education.objects.create(cadre=other.cadre, mode=EducationMode.FULL_TIME, level="大学")
    town = first.post.organization.division

    assert len(group_of(town, TODAY)) == 3
    assert len(groups_around(town, TODAY)) == 4
    county = group_of(CountyFactory(), TODAY)
    assert len(county) == 3  # the deputy is no main leader
    assert {person.levels for person in county} == {(), ("大学",)}


def test_tiers_run_over_years():
    class Row:
        def __init__(self, year, tier):
            self.year, self.tier = year, tier

    rows = [Row(2024, "middling"), Row(2022, "poor"), Row(2023, "poor"), Row(2025, "middling")]

    assert [run[:2] for run in tier_history(rows)] == [(2022, 2023), (2024, 2025)]


def test_the_township_page_draws_lines_beside_the_county(staff, as_user):
    town = TenureFactory().post.organization.division
    for year in (2023, 2024, 2025):
        profile(town, year, income=15000 + year)
    page = as_user(staff).get(reverse("cadres:division_detail", args=[town.pk])).content.decode()

    assert page.count('class="chart chart-lines"') == 3
    assert "highest 17,025 (2025)" in page
    assert "Average of the county" in page
    assert "style=" not in page


@pytest.mark.parametrize("people", [1, 6])
def test_structure_pages_cost_the_same(staff, as_user, django_assert_max_num_queries, people):
    for _ in range(people):
        tenure = TenureFactory()
    browser = as_user(staff)
    town = tenure.post.organization.division

    with django_assert_max_num_queries(7):
        page = browser.get(reverse("cadres:structure_detail", args=[town.pk])).content.decode()

    assert "chart-pin" in page
    assert browser.get(reverse("cadres:structure_detail", args=[town.parent_id])).status_code == 200
    assert browser.get(reverse("cadres:structure_detail", args=["510000000000"])).status_code == 404


def test_pages_give_the_numbers_of_their_charts_as_files_to_whoever_may_see_them(staff, as_user):
    town = TenureFactory().post.organization.division
    for year in (2024, 2025):
        profile(town, year, income=15000 + year)
    lines, groups = (reverse(f"cadres:{name}_detail", args=[town.pk]) for name in ("division", "structure"))
    browser, asked = as_user(staff), {"chart": "income", "format": "csv"}

    answer = browser.get(lines, asked)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    header = f"\ufeffYear,{town.name},Average of the county"
    assert answer.content.decode().splitlines() == [header, "2024,17024,17024", "2025,17025,17025"]
    assert b"Share" in browser.get(groups, {"chart": "age", "format": "csv"}).content
    assert "?chart=income&amp;format=csv" in browser.get(lines).content.decode()

    for wrong in ({**asked, "chart": "leaders"}, {**asked, "format": "xlsx"}, {"chart": ""}):
        assert browser.get(lines, wrong).status_code == 404
    elsewhere = as_user(UserFactory(remit=CountyFactory(code="511902000000")))
    assert elsewhere.get(lines, asked).status_code == 404
    assert as_user(UserFactory(role=Role.SECURITY)).get(lines, asked).status_code == 403
    assert Client().get(lines, asked).status_code == 302

"""Structure, marks, the board of posts and the pages with charts: what they count, and what they cost."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cadres.models import AnnualResult, Education, FileAccess, Sanction
from cadres.platform.accounts.choices import Role
from cadres.registry.cadre_files.choices import AnnualGrade, EducationMode, Sex
from cadres.registry.posts.choices import PostKind, SeatState
from cadres.registry.posts.rules import seat_state
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.tenures.facts import precheck
from cadres.registry.township_page.facts import group_of, groups_around
from cadres.registry.township_page.rules import Person, breakdowns, education_of, origin_of
from cadres.registry.township_page.views.townships import tier_history
from cadres.shared.charts.milestones import marks_of
from tests.cadres.registry.file_page.test_views import profile
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    UserFactory,
)
from tests.support.incentives import AwardFactory
from tests.support.selection import VacancyFactory
from tests.support.training import EnrolmentFactory

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["大专", "省委党校研究生"], "Postgraduate"),
        (["大学", "大专"], "Undergraduate"),
        (["大学专科"], "Junior college"),
        (["中专"], "Secondary school or below"),
        ([""], "not on record"),
    ],
)
def test_highest_education(levels, expected):
    assert str(education_of(levels)) == expected


@pytest.mark.parametrize(
    ("place", "county", "expected"),
    [
        ("四川平昌", "平昌县", "Local"),
        ("四川巴中", "平昌县", "From elsewhere"),
        ("", "平昌县", "not on record"),
        ("四川北川", "北川羌族自治县", "From elsewhere"),
        ("某省某县", "某县", "Local"),
    ],
)
def test_origin(place, county, expected):
    assert str(origin_of(place, county)) == expected


people_of = st.builds(
    Person,
    st.dates(date(1960, 1, 1), date(2005, 1, 1)),
    st.sampled_from(Sex.values),
    st.just(("大学",)),
    st.just("四川平昌"),
    st.dates(date(2000, 1, 1), TODAY),
)


@given(st.lists(people_of, max_size=12))
def test_everybody_is_counted_once_in_every_breakdown(people):
    for chart in breakdowns(people, people, county="平昌县", on=TODAY):
        assert sum(bar.number for bar in chart.bars) == len(people)
        assert all(bar.compare is None or bar.compare == bar.share for bar in chart.bars)


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


@pytest.mark.parametrize(("approved", "held", "state"), [(2, 1, "vacant"), (2, 2, "full"), (1, 2, "over")])
def test_seat_states(approved, held, state):
    assert seat_state(approved, held) == SeatState(state)


def test_precheck_takes_a_free_seat_before_a_held_one(db):
    organization = OrganizationFactory()
    post = PostFactory(kind=PostKind.DEPUTY_HEAD, name="副镇长", organization=organization, approved_number=3)
    held = TenureFactory(post=post, seat=1)

    first = precheck(post, TODAY)
    VacancyFactory(post=post, seat=2)
    VacancyFactory(post=post, seat=3)
    last = precheck(post, TODAY)

    assert (first.approved, first.held, first.proposed, first.seat, first.holder) == (3, 1, 0, 2, None)
    assert (last.proposed, last.seat, last.holder) == (2, 1, held)
    assert first.state == SeatState.VACANT


def test_precheck_counts_who_comes_later(db):
    post = PostFactory()
    TenureFactory(post=post, held=DateRange(date(2027, 1, 1), None))

    assert precheck(post, TODAY).holder is not None
    assert precheck(post, TODAY).seat == 1


def test_apps_mark_what_they_know(staff):
    cadre = CadreFactory()
    AnnualResult.objects.create(cadre=cadre, year=2025, grade=AnnualGrade.EXCELLENT)
    Sanction.objects.create(cadre=cadre, kind=SanctionKind.PARTY_WARNING, decided_on=date(2024, 3, 1), organ="县纪委")
    EnrolmentFactory(cadre=cadre, stage="attended")
    AwardFactory(cadre=cadre)

    found = {kind.key: marks for kind, marks in marks_of(cadre, staff)}

    assert set(found) == {"results", "sanctions", "training"}  # the award is not granted
    assert [mark.tone for mark in found["sanctions"]] == ["bad"]


def test_the_career_page_lists_the_marks(staff, as_user):
    tenure = TenureFactory()
    AnnualResult.objects.create(cadre=tenure.cadre, year=2025, grade=AnnualGrade.EXCELLENT)
    page = as_user(staff).get(reverse("cadres:cadre_timeline", args=[tenure.cadre_id])).content.decode()

    assert "lane-dot-good" in page
    assert "2025 Excellent" in page
    assert "style=" not in page


def test_the_township_page_draws_lines_beside_the_county(staff, as_user):
    town = TenureFactory().post.organization.division
    for year in (2023, 2024, 2025):
        profile(town, year, income=15000 + year)
    page = as_user(staff).get(reverse("cadres:division_detail", args=[town.pk])).content.decode()

    assert page.count('class="chart chart-lines"') == 3
    assert "highest 17,025 (2025)" in page
    assert "Average of the county" in page
    assert "style=" not in page


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


@pytest.mark.parametrize("towns", [1, 5])
def test_the_board_says_vacant_full_and_filling(staff, as_user, django_assert_max_num_queries, towns):
    for _ in range(towns):
        full = TenureFactory()
        VacancyFactory(post=PostFactory(head=True, organization__division=full.post.organization.division))
    browser = as_user(staff)

    with django_assert_max_num_queries(8):
        page = browser.get(reverse("cadres:board_list")).content.decode()

    assert page.count("seats seats-full") == towns
    assert page.count("1 vacant, 1 being filled") == towns


def test_the_board_filters_and_exports(staff, as_user):
    full = TenureFactory().post.organization.division
    vacant = PostFactory().organization.division
    browser = as_user(staff)
    address = reverse("cadres:board_list")

    def shown(**asked):
        page = browser.get(address, asked).content.decode()
        return [town for town in (full, vacant) if f">{town.name}<" in page]

    assert shown() == [full, vacant]
    assert shown(state="vacant") == [vacant]
    assert shown(state="full") == [full]
    assert shown(state="over") == []
    assert shown(grade="b_section_deputy") == []
    export = b"".join(browser.get(address, {"export": "csv"}).streaming_content).decode()
    assert "1/1 full" in export
    assert "0/1 1 vacant" in export


def test_the_board_is_printed_on_record_with_who_and_when(staff, as_user):
    town = TenureFactory().post.organization.division
    browser = as_user(staff)
    assert "print=1" in browser.get(reverse("cadres:board_list")).content.decode()

    page = browser.get(reverse("cadres:board_list"), {"print": "1", "state": "full"}).content.decode()

    assert town.name in page
    assert f'<p class="watermark" aria-hidden="true">{staff}' in page
    row = FileAccess.objects.get()
    assert (row.kind, row.part, row.by, row.cadre) == ("print", "board", staff, None)


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

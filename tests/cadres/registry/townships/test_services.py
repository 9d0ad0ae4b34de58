"""The page of a township: who leads it, who led it, what is planned, and why it is in its tier."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from cadres.models import Pilot, Tenure
from cadres.platform.divisions.choices import Tier
from cadres.registry.township_page.presenters import mark_one_shoulder, time_in
from cadres.registry.townships.rules import MOST_POINTS, tier, tier_points
from selection.terms.models import Watch
from tests.support.cadres import (
    CadreFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
    TownshipFactory,
    UserFactory,
)
from tests.support.files import profile
from tests.support.selection import VacancyFactory, ready_election


def page_of(township):
    return reverse("cadres:division_detail", args=[township.pk])


@pytest.fixture
def town(db):
    """A township with both main posts."""
    township = TownshipFactory()
    secretary = PostFactory(organization=OrganizationFactory(division=township))
    head = PostFactory(head=True, organization__division=township)
    return township, secretary, head


def stay(cadre, post, first, last=None):
    return Tenure(cadre=cadre, post=post, held=DateRange(first, last))


@pytest.mark.parametrize(
    ("head_until", "days"),
    [
        (None, "1 Mar 2022–1 Jun 2024"),
        (date(2023, 1, 1), "1 Mar 2022–1 Jan 2023"),
        (date(2021, 12, 1), ""),
        (date(2022, 3, 1), ""),  # left the one post on the day of taking up the other
    ],
)
def test_one_shoulder_is_the_days_on_which_one_held_both(town, head_until, days):
    _township, secretary, head = town
    cadre, other = CadreFactory(), CadreFactory()
    tenures = [
        stay(cadre, secretary, date(2022, 3, 1), date(2024, 6, 1)),
        stay(cadre, head, date(2020, 1, 1), head_until),
        stay(other, secretary, date(2024, 6, 1)),
    ]

    mark_one_shoulder(tenures)

    assert [days in tenure.joined for tenure in tenures[:2]] == [True, True]
    assert bool(tenures[0].joined) == bool(days)
    assert not tenures[2].joined


def test_the_page_tells_the_group_of_today_and_one_shoulder(town, staff, as_user):
    township, secretary, head = town
    Pilot.objects.create(division=township, period=DateRange(date(2020, 1, 1), None), basis="县委〔2019〕1号")
    both = TenureFactory(post=secretary).cadre
    TenureFactory(post=head, cadre=both)
    PostFactory(organization=head.organization, kind="deputy_head", name="副镇长", approved_number=2)

    response = as_user(staff).get(page_of(township))

    group = response.context["group"]
    assert [row.get("both") for row in group if "holder" in row] == [True, True]
    assert [row["vacant"] for row in group if "vacant" in row] == [2]
    page = response.content.decode()
    assert page.count("lane-joined") == 2 * 2 + 1  # two stays, wide and narrow, and the key
    assert "2 seats vacant" in page
    assert "style=" not in page


def test_the_plan_shows_terms_vacancies_elections_and_what_falls_due(town, staff, leader, as_user):
    township, secretary, head = town
    today = localdate()
    TermFactory(
        organization=secretary.organization, period=DateRange(today - timedelta(days=400), today + timedelta(days=400))
    )
    TermFactory(organization=secretary.organization, ordinal=17, period=DateRange(date(2016, 1, 1), date(2021, 1, 1)))
    vacancy = VacancyFactory(post=head, wanted_by=today - timedelta(days=1), free_on=today - timedelta(days=9))
    tenure = TenureFactory(post=secretary)
    found = Watch.objects.create(tenure=tenure, kind="rotation_10y", due_on=today, found_on=today)
    elsewhere = ready_election().vacancy

    response = as_user(staff).get(page_of(township))
    page = response.content.decode()

    (row,) = [row for row in response.context["terms"] if row["running"]]
    assert 45 <= row["running"]["share"] <= 55
    assert len(row["others"]) == 1
    (told,) = [told for panel, told in response.context["panels"] if panel.key == "selection"]
    assert told["vacancies"] == [vacancy]
    assert told["vacancies"][0].late
    assert [watch.tenure for watch in told["watches"]] == [tenure]
    assert reverse("selection:election_open", args=[vacancy.pk]) in page
    assert reverse("selection:watch_succession", args=[found.pk]) in page
    assert elsewhere.get_absolute_url() not in page

    read = as_user(leader).get(page_of(township)).content.decode()
    assert reverse("selection:election_open", args=[vacancy.pk]) not in read


def test_an_election_under_way_is_linked_with_its_stage(staff, as_user):
    election = ready_election()
    township = election.vacancy.post.organization.division

    page = as_user(staff).get(page_of(township)).content.decode()

    assert election.get_absolute_url() in page
    assert election.get_stage_display() in page


def test_the_panel_costs_the_same_for_any_number(town, as_user, django_assert_max_num_queries):
    township, secretary, _head = town
    client = as_user(UserFactory())
    for number in range(3):
        post = PostFactory(organization=secretary.organization, kind="other", name=f"职务{number}")
        VacancyFactory(post=post)
        tenure = TenureFactory(post=post)
        Watch.objects.create(tenure=tenure, kind="term_end_6", due_on=localdate(), found_on=localdate())

    with django_assert_max_num_queries(10):
        client.get(page_of(township))


def test_the_page_says_why_the_tier_is_what_it_is(town, staff, as_user):
    township, _secretary, _head = town
    profile(township, 2025, income=21000, revenue=900, mountain_share=70, distance=30, was_poor=True)

    response = as_user(staff).get(page_of(township))

    assert [number for _label, number, _most in response.context["points"]] == [2, 1, 0, 1, 0]
    assert "Why “Middling” in 2025" in response.content.decode()


@given(
    st.integers(0, 60_000),
    st.decimals(0, 20_000, places=1),
    st.decimals(0, 100, places=1),
    st.decimals(0, 200, places=1),
    st.booleans(),
)
def test_the_tier_follows_from_its_points(income, revenue, mountain_share, distance, was_poor):
    facts = {
        "income": income,
        "revenue": revenue,
        "mountain_share": mountain_share,
        "distance": distance,
        "was_poor": was_poor,
    }
    points = tier_points(**facts)

    assert all(0 <= points[name] <= most for name, most in MOST_POINTS.items())
    total = sum(points.values())
    assert tier(**facts) == (Tier.POOR if total <= 3 else Tier.MIDDLING if total <= 6 else Tier.DEVELOPED)


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (date(2026, 1, 1), "0 months"),
        (date(2025, 12, 1), "1 month"),
        (date(2025, 1, 1), "1 year"),
        (date(2023, 11, 1), "2 years 2 months"),
    ],
)
def test_time_in_post_in_words(since, told):
    assert time_in(since, date(2026, 1, 1)) == told


def test_a_county_has_no_plan_of_its_own(staff, as_user):
    township = TownshipFactory()

    response = as_user(staff).get(page_of(township.parent))

    assert "panels" not in response.context
    assert township.name in response.content.decode()

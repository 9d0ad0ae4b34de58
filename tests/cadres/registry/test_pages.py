"""Lists and pages of the files: what they cost, and to whom they are closed."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from cadres.platform.accounts.choices import Role
from tests.support.cadres import (
    CountyFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
    UserFactory,
)
from tests.support.files import full_file, profile

pytestmark = pytest.mark.django_db

# Session, account with its remits, state of the site, then what the page itself asks.
LISTS = {
    "division_list": 5,
    "organization_list": 6,
    "post_list": 6,
    "cadre_list": 6,  # with the saved views
    "tenure_list": 6,
}

DETAILS = {
    "division_detail": 8,  # two of them for what selection plans
    "organization_detail": 5,
    "post_detail": 5,
    "cadre_detail": 6,  # one of them records the reading, one brings the file with all its parts
    "cadre_timeline": 8,  # a query for each app that marks something, one that records the reading
    "cadre_history": 8,  # and one more where people made the changes
}


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

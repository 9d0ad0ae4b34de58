"""Pages of organizations: their terms of office."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import QueryDict
from django.urls import reverse

from cadres.registry.organizations.lists import ORGANIZATION_LIST
from tests.support.cadres import OrganizationFactory, TermFactory

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"term_ends_after": "2026-12-31", "term_ends_before": "2026-12-31"}, True),
        ({"term_ends_after": "2027-01-01"}, False),
        ({"term_ends_before": "2026-12-30"}, False),
        ({"term_ends_before": "2026-12-31"}, True),
    ],
)
def test_organizations_are_found_by_the_last_day_of_a_term(staff, asked, found, time_machine):
    """The period ends with the day after its last."""
    time_machine.move_to("2026-11-25 09:00:00+08:00", tick=False)
    term = TermFactory(period=DateRange(date(2022, 1, 1), date(2027, 1, 1)))
    OrganizationFactory()
    query = QueryDict(mutable=True)
    query.update(asked)

    rows = list(ORGANIZATION_LIST.asked_by(staff, query).rows)

    assert [(row, row.term_ends) for row in rows] == [(term.organization, date(2026, 12, 31))] * found


def test_the_list_shows_the_last_day_of_the_running_term_alone(staff, as_user, time_machine):
    time_machine.move_to("2026-11-25 09:00:00+08:00", tick=False)
    organization = TermFactory(period=DateRange(date(2022, 1, 1), date(2027, 1, 1))).organization
    TermFactory(organization=organization, ordinal=17, period=DateRange(date(2017, 1, 1), date(2022, 1, 1)))

    page = as_user(staff).get(reverse("cadres:organization_list")).text

    assert "31 Dec 2026" in page
    assert "31 Dec 2021" not in page

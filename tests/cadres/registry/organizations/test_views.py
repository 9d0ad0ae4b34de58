"""Pages of organizations: their terms of office."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from tests.support.cadres import OrganizationFactory

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

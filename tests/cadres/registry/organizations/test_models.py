"""What the database refuses of terms of office."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.support.cadres import TermFactory
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_terms_do_not_overlap():
    term = TermFactory()

    refused(
        "cadres_term_one_at_a_time",
        lambda: TermFactory(
            organization=term.organization, ordinal=19, period=DateRange(date(2026, 9, 30), date(2031, 10, 1))
        ),
    )

"""What the database refuses of pilots."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Pilot
from tests.support.cadres import TownshipFactory
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_pilots_do_not_overlap():
    pilot = Pilot.objects.create(division=TownshipFactory(), period=DateRange(date(2023, 1, 10), None), basis="a")

    refused(
        "cadres_pilot_one_at_a_time",
        lambda: Pilot.objects.create(
            division=pilot.division, period=DateRange(date(2025, 1, 1), date(2026, 1, 1)), basis="b"
        ),
    )

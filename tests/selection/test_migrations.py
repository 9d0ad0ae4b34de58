"""Tenures that began by an election of the program name it; what was brought in stays as it was."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Step, Tenure
from selection.elections.choices import Stage
from tests.support.cadres import TenureFactory
from tests.support.migrations import migrate
from tests.support.selection import days_ago, ready_election


@pytest.mark.django_db
@pytest.mark.slow
def test_tenures_of_elections_name_them_and_others_are_kept_as_brought_in():
    election = ready_election(Stage.APPOINTED)
    Step.objects.create(subject=f"selection.election:{election.pk}", move="appoint", target="appointed", by=None)
    of_election = TenureFactory(
        cadre=election.winner.cadre,
        post=election.vacancy.post,
        held=DateRange(days_ago(20), None),
        start_basis="public_election",
        authority=f"selection.election:{election.pk}",
    )
    brought_in = TenureFactory(held=DateRange(date(2020, 3, 1), None), start_basis="public_election")

    migrate("0080_sealing", app="cadres")
    migrate("0010_tenures_of_elections", app="selection")
    migrate("0110_corrections", app="cadres")

    assert Tenure.objects.get(pk=of_election.pk).authority == f"selection.election:{election.pk}"
    assert Tenure.objects.get(pk=brought_in.pk).authority == ""

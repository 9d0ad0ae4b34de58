"""Two appointments at once."""

from datetime import date

import pytest

from cadres.models import Step, Tenure
from cadres.registry.tenures.choices import StartBasis
from cadres.registry.tenures.services import start_tenure
from tests.support.cadres import CadreFactory, PostFactory, UserFactory
from tests.support.concurrency import refusals, run_concurrently

TODAY = date(2025, 11, 23)


@pytest.mark.django_db(transaction=True)
def test_of_two_appointments_into_one_seat_one_is_refused():
    post, user = PostFactory(), UserFactory()
    cadres = [CadreFactory(), CadreFactory()]

    results = run_concurrently(
        *(
            lambda cadre=cadre: start_tenure(cadre, post, on=TODAY, basis=StartBasis.APPOINTMENT, by=user)
            for cadre in cadres
        )
    )

    (refused,) = refusals(results)
    assert [o.code for o in refused.objections] == ["no-seat"]
    assert sum(isinstance(result, Tenure) for result in results) == 1
    assert Tenure.objects.filter(post=post).count() == 1
    assert Step.objects.filter(move="start").count() == 1

"""Ends of probation that counted from the decision are open until the day of the return of rights is entered."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from cadres.models import Sanction
from cadres.shared.dates import add_months
from tests.support.cadres import CadreFactory
from tests.support.migrations import migrate

TODAY = localdate()


def probation(decided_on, *, until=24, kind="party_probation", **changes):
    end = add_months(decided_on, until)
    return Sanction.objects.create(
        cadre=CadreFactory(), kind=kind, decided_on=decided_on, effect_until=end, organ="县纪委", **changes
    )


@pytest.mark.django_db
@pytest.mark.slow
def test_probation_that_may_still_have_effect_has_no_known_end():
    longest = add_months(TODAY, -48)
    rows = {
        "running": probation(add_months(TODAY, -12)),
        "maybe": probation(longest if add_months(longest, 48) >= TODAY else date.fromordinal(longest.toordinal() + 1)),
        "over": probation(add_months(TODAY, -49)),
        "own end": probation(add_months(TODAY, -12), until=30),
        "another kind": probation(add_months(TODAY, -12), kind="party_removal"),
        "annulled": probation(
            add_months(TODAY, -12), annulled_on=TODAY, annulled_reason="复查", annulled_document="县纪〔2026〕1号"
        ),
    }
    ends = {name: row.effect_until for name, row in rows.items()}
    migrate("0030_return_of_rights")

    migrate("0031_probation_from_the_return")

    now = {name: Sanction.objects.get(pk=row.pk).effect_until for name, row in rows.items()}
    assert now == {**ends, "running": None, "maybe": None}
    former = Sanction.pgh_event_model.objects.filter(pgh_obj=rows["running"]).order_by("pgh_id")
    assert [row.effect_until for row in former] == [ends["running"], None]

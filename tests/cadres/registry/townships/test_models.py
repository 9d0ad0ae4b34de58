"""What the database refuses of pilots."""

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from cadres.models import Pilot, Step
from cadres.registry.tenures.choices import EndReason
from cadres.registry.tenures.services import end_tenure
from cadres.registry.townships.services import end_pilot
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, PostFactory, TenureFactory, TownshipFactory
from tests.support.refusals import codes, refused

pytestmark = pytest.mark.django_db


def test_pilots_do_not_overlap():
    pilot = Pilot.objects.create(division=TownshipFactory(), period=DateRange(date(2023, 1, 10), None), basis="a")

    refused(
        "cadres_pilot_one_at_a_time",
        lambda: Pilot.objects.create(
            division=pilot.division, period=DateRange(date(2025, 1, 1), date(2026, 1, 1)), basis="b"
        ),
    )


def pair(since=date(2023, 1, 10), until=None):
    """One cadre as secretary and head of a pilot township; the pilot and both tenures."""
    township, cadre = TownshipFactory(), CadreFactory()
    pilot = Pilot.objects.create(division=township, period=DateRange(date(2023, 1, 10), None), basis="县委〔2023〕1号")
    held = {"held": DateRange(since, until), **({"end_reason": "exchanged"} if until else {})}
    secretary = TenureFactory(cadre=cadre, post=PostFactory(organization__division=township), **held)
    head = TenureFactory(cadre=cadre, post=PostFactory(head=True, organization__division=township), **held)
    connection.check_constraints()
    return pilot, secretary, head


def end(pilot, until):
    Pilot.objects.filter(pk=pilot.pk).update(period=DateRange(pilot.period.lower, until))
    connection.check_constraints()


def test_no_pilot_ends_while_both_posts_are_held():
    pilot, _secretary, _head = pair()

    refused("cadres_pilot_covers_both", lambda: end(pilot, date(2026, 1, 1)))
    refused("cadres_pilot_covers_both", lambda: (pilot.delete(), connection.check_constraints()))


@pytest.mark.parametrize(("until", "sound"), [(date(2025, 5, 31), False), (date(2025, 6, 1), True)])
def test_a_pilot_covers_the_last_day_of_both_posts(until, sound):
    pilot, _secretary, _head = pair(until=date(2025, 6, 1))
    if sound:
        end(pilot, until)
    else:
        refused("cadres_pilot_covers_both", lambda: end(pilot, until))


def test_the_end_of_a_pilot_names_who_holds_both_and_goes_on_record(staff):
    pilot, secretary, head = pair()

    with pytest.raises(Refused) as caught:
        end_pilot(pilot, until=date(2026, 1, 1), basis="县委〔2025〕9号", by=staff)
    (objection,) = caught.value.objections
    assert (objection.code, objection.rule) == ("pair-held", "pilot.one_shoulder")
    assert secretary.cadre.name in objection.message

    end_tenure(head, on=date(2025, 12, 31), reason=EndReason.OTHER_POST, by=staff)
    end_pilot(pilot, until=date(2026, 1, 1), basis="县委〔2025〕9号", by=staff)
    connection.check_constraints()
    pilot.refresh_from_db()
    assert pilot.period.upper == date(2026, 1, 1)
    step = Step.objects.of(pilot).get()
    assert (step.move, step.facts["basis"]) == ("end", "县委〔2025〕9号")


@pytest.mark.parametrize(
    ("until", "code"),
    [(date(2023, 1, 10), "ends-before-start"), (date(2026, 1, 1), "pilot-ended"), (date(2026, 1, 2), "pilot-ended")],
)
def test_a_pilot_ends_once_and_after_its_first_day(staff, until, code):
    period = DateRange(date(2023, 1, 10), date(2026, 1, 1))
    pilot = Pilot.objects.create(division=TownshipFactory(), period=period, basis="a")
    with pytest.raises(Refused) as caught:
        end_pilot(pilot, until=until, basis="b", by=staff)
    assert codes(caught) == [code]


def test_a_leader_ends_a_pilot_on_its_page(leader, as_user):
    pilot = Pilot.objects.create(
        division=TownshipFactory(), period=DateRange(date(2023, 1, 10), None), basis="县委〔2023〕1号"
    )
    client = as_user(leader)
    page = client.get(pilot.get_absolute_url()).content.decode()
    url = reverse("cadres:pilot_end", args=[pilot.pk])
    assert url in page
    assert client.post(url, {"last": "2025-12-31", "basis": "县委〔2025〕9号"}).status_code == 302
    assert url not in client.get(pilot.get_absolute_url()).content.decode()

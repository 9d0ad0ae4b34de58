"""The inspections of all who were recommended, in one table."""

import pytest
from django.urls import reverse

from cadres.shared.errors import Refused
from selection.elections import services
from selection.elections.choices import Stage
from selection.elections.models import Inspection
from tests.support.refusals import codes
from tests.support.selection import inspection, ready_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    """Two nominees are to be inspected, neither has been."""
    found = ready_election(Stage.RECOMMENDED)
    Inspection.objects.all().delete()
    return found


def row(nominee, **more):
    values = {**inspection(), **more}
    values["team"] = "\n".join(values["team"])
    return {f"{nominee.pk}-{name}": value for name, value in values.items() if value is not False}


def test_all_are_saved_together_and_who_was_not_inspected_yet_stays_so(election, as_user, staff):
    client, address = as_user(staff), reverse("selection:inspections_record", args=[election.pk])
    one, two = election.nominees.order_by("pk")
    page = client.get(address)
    assert one.cadre.name in page.content.decode()

    answer = client.post(address, {"seen": page.context["form"].initial["seen"], **row(one)})
    assert answer.status_code == 302, answer.context["form"].errors
    assert list(Inspection.objects.values_list("nominee", flat=True)) == [one.pk]

    again = client.get(address).context["form"].initial["seen"]
    answer = client.post(address, {"seen": again, **row(one, conclusion="改"), **row(two)})
    assert answer.status_code == 302, answer.context["form"].errors
    assert list(Inspection.objects.order_by("nominee").values_list("nominee", "conclusion")) == [
        (one.pk, "改"),
        (two.pk, inspection()["conclusion"]),
    ]


def test_names_of_the_team_may_stand_in_one_line(election, as_user, staff):
    one = election.nominees.order_by("pk").first()
    address = reverse("selection:inspections_record", args=[election.pk])

    as_user(staff).post(address, {**row(one), f"{one.pk}-team": "测试甲、测试乙，测试丙"})

    assert Inspection.objects.get().team == ["测试甲", "测试乙", "测试丙"]


def test_a_refusal_names_the_nominee_and_saves_nothing(election, staff):
    one, two = election.nominees.order_by("pk")

    with pytest.raises(Refused) as caught:
        services.record_inspections(
            election, {one.pk: inspection(), two.pk: {**inspection(), "team": ["测试甲"]}}, by=staff
        )

    assert codes(caught) == ["team-too-small"]
    assert str(caught.value.objections[0].message).startswith(two.cadre.name)
    assert not Inspection.objects.exists()


def test_who_is_not_of_this_election_is_refused(election, staff):
    stranger = ready_election(Stage.RECOMMENDED).nominees.first()

    with pytest.raises(Refused) as caught:
        services.record_inspections(election, {stranger.pk: inspection()}, by=staff)

    assert codes(caught) == ["not-recommended"]


def test_the_second_of_two_editors_is_told(election, as_user, staff):
    client, address = as_user(staff), reverse("selection:inspections_record", args=[election.pk])
    one, _two = election.nominees.order_by("pk")
    seen = client.get(address).context["form"].initial["seen"]
    services.record_inspection(one, by=staff, **inspection())

    assert client.post(address, {"seen": seen, **row(one, conclusion="别的")}).status_code == 409
    assert Inspection.objects.get().conclusion == inspection()["conclusion"]

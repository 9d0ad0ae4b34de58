"""Several cadres, selected in their list, registered for one election at once."""

import pytest
from django.urls import reverse

from cadres.models import Cadre
from cadres.shared.errors import Refused
from selection.elections import services
from selection.elections.choices import Path, Stage
from selection.elections.models import Nominee
from tests.support.cadres import CadreFactory, CountyFactory, UserFactory
from tests.support.refusals import codes
from tests.support.selection import ready_election

pytestmark = pytest.mark.django_db
PAGE = "selection:nominees_register"


@pytest.fixture
def election():
    return ready_election(Stage.REGISTRATION, nominees=0)


@pytest.fixture
def two():
    return [CadreFactory(name=name) for name in ("测试甲", "测试乙")]


def test_from_the_list_to_the_election(election, two, as_user, staff):
    client = as_user(staff)
    picked = client.post(reverse("cadres:cadre_list"), {"bulk": "nominate", "pick": [one.pk for one in two]}).url
    page = client.get(picked)
    form = page.context["form"]
    assert [row.label for row in form.grids[0].rows] == ["测试甲", "测试乙"]
    assert form["election"].value() == election.pk  # the only one that takes registrations
    assert form["registered_on"].value() == election.registration_to  # its last day, which has passed

    first, second = (form.cadres[0].pk, form.cadres[1].pk)
    data = {
        "election": election.pk,
        "registered_on": election.registration_from,
        f"path_{first}": Path.SELF,
        f"path_{second}": "",
    }
    answer = client.post(picked, data)

    assert answer.status_code == 302, answer.context["form"].errors
    assert list(election.nominees.values_list("cadre", "path")) == [(first, Path.SELF)]


def test_a_refusal_names_whom_and_registers_nobody(election, two, staff):
    one, other = two
    entries = {
        one.pk: {"path": Path.SELF, "supporters": 0, "nominated_by": ""},
        other.pk: {"path": Path.ORGANISATION, "supporters": 0, "nominated_by": ""},
    }

    with pytest.raises(Refused) as caught:
        services.register_nominees(election, entries, registered_on=election.registration_from, by=staff)

    assert codes(caught) == ["nominator-missing"]
    assert str(caught.value.objections[0].message).startswith("测试乙: ")
    assert not Nominee.objects.filter(election=election).exists()


def test_nobody_beyond_the_reach_is_registered_or_shown(election, two, as_user):
    elsewhere = UserFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    one = two[0]
    entries = {one.pk: {"path": Path.SELF, "supporters": 0, "nominated_by": ""}}

    page = as_user(elsewhere).get(f"{reverse(PAGE)}?chosen={one.pk}")
    assert page.context["form"].cadres == []
    assert "测试甲" not in page.content.decode()
    assert Cadre.objects.visible_to(elsewhere).count() == 0
    found = services.register_nominees(election, entries, registered_on=election.registration_from, by=elsewhere)
    assert found == []
    assert not election.nominees.exists()


@pytest.mark.parametrize("pick", ["", "x", "1.²", "9" * 30, "-1", "1.2.3" * 400])
def test_an_address_that_nobody_made_shows_a_page(pick, as_user, staff):
    assert as_user(staff).get(f"{reverse(PAGE)}?chosen={pick}").status_code == 200


def test_somebody_must_be_chosen(election, two, as_user, staff):
    page = f"{reverse(PAGE)}?chosen={two[0].pk}"

    answer = as_user(staff).post(page, {"election": election.pk, "registered_on": election.registration_from})

    assert answer.status_code == 422
    assert "Choose the way in of at least one cadre." in answer.content.decode()

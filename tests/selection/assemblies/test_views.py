"""Pages of an electing assembly, as staff and leaders use them."""

import pytest
from django.urls import reverse

from selection.assemblies.choices import AssemblyStage, Nominator
from selection.assemblies.models import Assembly
from selection.elections.choices import Stage
from tests.support.cadres import CadreFactory
from tests.support.selection import assembly, days_ago, head_of_township, ready_election

pytestmark = pytest.mark.django_db


def test_an_election_of_a_head_leads_to_its_congress(staff, as_user):
    election = ready_election(Stage.NOTICED, post=head_of_township())
    client = as_user(staff)
    page = client.get(election.get_absolute_url())
    convene = reverse("selection:assembly_convene", args=[election.pk])
    assert f'href="{convene}"' in page.text
    assert "Not convened yet." in page.text

    sent = client.post(convene, {"session": "第三次会议", "held_on": str(days_ago(2)), "due": "45"})
    found = Assembly.objects.get()
    assert sent.url == found.get_absolute_url()
    page = client.get(election.get_absolute_url())
    assert f'href="{found.get_absolute_url()}"' in page.text
    assert f'href="{convene}"' not in page.text


def test_a_secretary_by_committee_has_no_such_section(staff, as_user):
    page = as_user(staff).get(ready_election(Stage.NOTICED).get_absolute_url())
    assert "Election by those entitled" not in page.text
    assert "Convene the electing assembly" not in page.text


def test_a_head_of_earlier_years_has_no_congress_on_record(staff, as_user):
    page = as_user(staff).get(ready_election(Stage.APPOINTED, post=head_of_township()).get_absolute_url())
    assert "No electing assembly on record." in page.text


def test_a_ballot_is_entered_counted_and_corrected(staff, as_user):
    found = assembly(AssemblyStage.SITTING)
    (one,) = found.candidates.all()
    client = as_user(staff)
    page = client.get(found.get_absolute_url())
    assert "issued 40, returned 39, invalid 1, valid 38" in page.text
    assert "23: more than half of 45" in page.text

    correct = reverse("selection:round_correct", args=[found.rounds.get().pk])
    assert f'href="{correct}"' in page.text
    form = client.get(correct)
    assert form.context["form"][f"yes_{one.pk}"].value() == 30
    sent = {"issued": 40, "returned": 40, "invalid": 0, "others": 0, "seen": form.context["form"]["seen"].value()}
    sent |= {f"yes_{one.pk}": 22, f"no_{one.pk}": 18, f"abstain_{one.pk}": 0}
    assert client.post(correct, sent).status_code == 302
    page = client.get(found.get_absolute_url())
    assert "Nobody has the votes needed" in page.text

    sent |= {f"yes_{one.pk}": 41, "seen": client.get(correct).context["form"]["seen"].value()}
    refused = client.post(correct, sent)
    assert refused.status_code == 422
    assert "more votes than there are valid papers (40)" in refused.text


def test_the_first_ballot_is_entered_once(staff, as_user):
    """The second clerk who had the empty form open is shown what the first has entered."""
    found = assembly(AssemblyStage.SITTING)
    (one,) = found.candidates.all()
    found.rounds.get().votes.all().delete()
    found.rounds.all().delete()
    client, address = as_user(staff), reverse("selection:round_record", args=[found.pk])
    seen = client.get(address).context["form"]["seen"].value()
    sent = {"issued": 40, "returned": 40, "invalid": 0, "others": 0, "seen": seen}
    sent |= {f"yes_{one.pk}": 30, f"no_{one.pk}": 5, f"abstain_{one.pk}": 5}

    assert client.post(address, sent).status_code == 302
    assert found.rounds.get().votes.get().yes == 30
    again = client.post(address, sent | {f"yes_{one.pk}": 20, f"no_{one.pk}": 15})
    assert again.status_code != 302
    assert found.rounds.get().votes.get().yes == 30


def test_deputies_nominate_by_name(staff, as_user):
    found, other = assembly(), CadreFactory(name="欧阳明")
    client, address = as_user(staff), reverse("selection:assembly_nominate", args=[found.pk])
    assert "欧阳明" in client.get(address, {"q": "欧阳"}).text
    sent = client.post(address, {"cadre": other.pk, "nominated_by": Nominator.DEPUTIES, "signatures": "甲\n乙\n\n乙"})
    assert sent.status_code == 302
    assert found.candidates.get(cadre=other).signatures == ["甲", "乙"]
    assert "Deputies jointly (2 signatures)" in client.get(found.get_absolute_url()).text


def test_the_leader_sees_the_count_before_declaring_it(leader, as_user):
    found = assembly(AssemblyStage.SITTING)
    client, address = as_user(leader), reverse("selection:assembly_move", args=[found.pk, "declare"])
    page = client.get(address)
    assert "30 for, 6 against, 2 abstained" in page.text
    assert "39 papers counted, 40 people present" in page.text
    assert client.post(address, {"seen_stage": "sitting"}).status_code == 302
    found.refresh_from_db()
    assert (found.stage, found.election.stage) == (AssemblyStage.ELECTED, Stage.ELECTED)


@pytest.mark.parametrize("stage", AssemblyStage)
def test_every_stage_has_its_page(stage, staff, leader, as_user):
    found = assembly(stage)
    for user in (staff, leader):
        assert as_user(user).get(found.get_absolute_url()).status_code == 200
    assert as_user(staff).get(found.election.get_absolute_url()).status_code == 200


def test_what_waits_is_on_the_list_of_who_can_do_it(staff, leader, as_user):
    waiting = ready_election(Stage.NOTICED, post=head_of_township())
    voted = assembly(AssemblyStage.SITTING)
    for_staff, for_leader = as_user(staff).get("/").text, as_user(leader).get("/").text
    assert reverse("selection:assembly_convene", args=[waiting.pk]) in for_staff
    assert reverse("selection:assembly_convene", args=[voted.election_id]) not in for_staff
    assert voted.get_absolute_url() in for_leader

"""What is recorded of an election: nominees, votes, inspections, objections, plan."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cadres.registry.cadre_files.choices import CadreStatus
from cadres.shared.errors import Refused
from selection.elections import services
from selection.elections.choices import Body, Path, Stage
from selection.elections.models import Inspection, Nominee
from tests.support.cadres import CadreFactory, CountyFactory
from tests.support.moves import inputs_of
from tests.support.refusals import codes
from tests.support.selection import ElectionFactory, NomineeFactory, days_ago, inspection, put_at, ready_election

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"registered_on": days_ago(-1)}, "in-future"),
        ({"registered_on": days_ago(10)}, "outside-registration"),
        ({"path": Path.JOINT_MEMBERS, "supporters": 9}, "too-few-supporters"),
        ({"path": Path.JOINT_MASSES, "supporters": 29}, "too-few-supporters"),
        ({"path": Path.MEETING}, "nominator-missing"),
    ],
)
def test_registration_is_refused(change, code, staff):
    election = put_at(ElectionFactory(announced_on=days_ago(41)), Stage.REGISTRATION)
    valid = {"path": Path.SELF, "registered_on": days_ago(35)}
    with pytest.raises(Refused) as refused:
        services.register_nominee(election, CadreFactory(), by=staff, **{**valid, **change})
    assert code in codes(refused)


def test_registration_of_who_does_not_serve_or_is_registered(staff):
    election = put_at(ElectionFactory(announced_on=days_ago(41)), Stage.REGISTRATION)
    valid = {"path": Path.SELF, "registered_on": days_ago(35), "by": staff}
    with pytest.raises(Refused) as refused:
        services.register_nominee(election, CadreFactory(status=CadreStatus.RETIRED), **valid)
    assert codes(refused) == ["not-serving"]
    nominee = services.register_nominee(election, CadreFactory(), **valid)
    with pytest.raises(Refused) as refused:
        services.register_nominee(election, nominee.cadre, **valid)
    assert codes(refused) == ["registered-already"]
    foreign = CadreFactory(division=CountyFactory(code="330523000000", name="安吉县"))
    with pytest.raises(PermissionDenied):
        services.register_nominee(election, foreign, **valid)


def test_joint_nomination_at_the_threshold(staff):
    election = put_at(ElectionFactory(announced_on=days_ago(41)), Stage.REGISTRATION)
    for path, number in ((Path.JOINT_MEMBERS, 10), (Path.JOINT_MASSES, 30)):
        found = services.register_nominee(
            election, CadreFactory(), path=path, supporters=number, registered_on=days_ago(35), by=staff
        )
        assert found.supporters == number


def test_withdrawal(staff):
    nominee = NomineeFactory(election=put_at(ElectionFactory(announced_on=days_ago(41)), Stage.REGISTRATION))
    with pytest.raises(Refused):
        services.withdraw_nominee(nominee, by=staff, reason=" ")
    assert services.withdraw_nominee(nominee, by=staff, reason="个人原因").withdrawn_on is not None
    with pytest.raises(Refused) as refused:
        services.withdraw_nominee(nominee, by=staff, reason="x")
    assert codes(refused) == ["withdrawn-already"]


def test_votes_are_within_those_present(staff):
    election = ready_election(Stage.REGISTRATION)
    one, two = election.nominees.order_by("pk")
    meeting = {"talks_on": days_ago(31), "talks_people": 5, "meeting_on": days_ago(30), "due": 10, "present": 8}
    with pytest.raises(Refused) as refused:
        services.record_recommendation(
            election,
            votes={one.pk: (3, 5), two.pk: (3, 4)},
            examinees={one.pk},
            by=staff,
            **{**meeting, "due": 7},
        )
    assert codes(refused) == ["more-present-than-due", "more-votes-than-people", "more-votes-than-people"]
    services.record_recommendation(
        election, votes={one.pk: (3, 5), two.pk: (2, 3)}, examinees={two.pk}, by=staff, **meeting
    )
    assert list(Nominee.objects.filter(examinee=True)) == [two]


def test_committee_votes_are_within_those_who_voted(staff):
    election = ready_election(Stage.INSPECTED)
    one, two = election.nominees.order_by("pk")
    meeting = {
        "body": Body.FULL_COMMITTEE,
        "met_on": days_ago(20),
        "due": 7,
        "present": 7,
        "recused": 1,
        "secret": True,
        "document": "纪要",
    }
    with pytest.raises(Refused) as refused:
        services.enter_vote(election, votes={one.pk: (7, 0, 0)}, by=staff, **meeting)
    assert codes(refused) == ["more-votes-than-people", "not-all-voted"]
    with pytest.raises(Refused) as refused:
        services.enter_vote(
            election, votes={one.pk: (0, 0, 0), two.pk: (0, 0, 0)}, by=staff, **{**meeting, "recused": 8}
        )
    assert "more-present-than-due" in codes(refused)
    ballot = services.enter_vote(election, votes={one.pk: (5, 1, 0), two.pk: (1, 5, 0)}, by=staff, **meeting)
    assert (ballot.entered_by, ballot.due) == (staff, 7)


def test_inspection_of_who_was_not_chosen(staff):
    election = ready_election(Stage.RECOMMENDED)
    nominee = NomineeFactory(election=election)
    with pytest.raises(Refused) as refused:
        services.record_inspection(nominee, by=staff, **inspection(team=["李", "李"]))
    assert codes(refused) == ["not-recommended", "team-too-small"]
    first = election.nominees.order_by("pk").first()
    services.record_inspection(first, by=staff, **inspection(fit=False))
    assert Inspection.objects.get(nominee=first).fit is False


def test_objections_received_stand_in_the_way(staff, leader):
    election = ready_election(Stage.NOTICED)
    with pytest.raises(Refused):
        services.receive_complaint(election, received_on=days_ago(-1), sender="x", content="x", by=staff)
    found = services.receive_complaint(election, received_on=days_ago(15), sender="匿名", content="反映", by=staff)
    with pytest.raises(Refused) as refused:
        services.take(election, "appoint", by=leader, **inputs_of("appoint"))
    assert codes(refused) == ["complaint-open"]
    with pytest.raises(Refused):
        services.settle_complaint(found, settlement=" ", upheld=False, by=leader)
    services.settle_complaint(found, settlement="查无实据", upheld=False, by=leader)
    with pytest.raises(Refused) as refused:
        services.settle_complaint(found, settlement="查无实据", upheld=True, by=leader)
    assert codes(refused) == ["settled-already"]
    upheld = services.receive_complaint(election, received_on=days_ago(14), sender="某", content="反映", by=staff)
    services.settle_complaint(upheld, settlement="属实", upheld=True, by=leader)
    with pytest.raises(Refused) as refused:
        services.take(election, "appoint", by=leader, **inputs_of("appoint"))
    assert codes(refused) == ["complaint-upheld"]


def test_plan_is_changed_until_announced(staff):
    election = ElectionFactory()
    services.plan_election(election, by=staff, conditions="新条件")
    with pytest.raises(ValidationError):
        services.plan_election(election, by=staff, registration_to=days_ago(99))
    put_at(election, Stage.REGISTRATION, announced_on=days_ago(41))
    with pytest.raises(Refused) as refused:
        services.plan_election(election, by=staff, conditions="更新")
    assert codes(refused) == ["wrong-stage"]

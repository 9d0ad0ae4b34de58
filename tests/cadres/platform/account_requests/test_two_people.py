"""One administrator is not everybody: powerful roles, codes and tokens come from two people."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from cadres.models import AccountRequest, Activation, ApiToken, Notice, Remit, User
from cadres.platform.account_requests import services as requests
from cadres.platform.account_requests.choices import RequestKind, RequestStage
from cadres.platform.accounts.choices import CONFIRMED, Role
from cadres.platform.accounts.services import accounts as people
from cadres.platform.accounts.services.activation import activate
from cadres.shared.errors import Refused
from tests.support.cadres import COUNTY, CountyFactory, UserFactory
from tests.support.refusals import codes
from tests.support.second_factor import with_second_factor

pytestmark = pytest.mark.django_db
PASSWORD = "a-Word-of-my-own-77"


@pytest.fixture
def system():
    return UserFactory(role=Role.SYSTEM)


@pytest.fixture
def security():
    return UserFactory(role=Role.SECURITY)


@pytest.fixture
def auditor():
    return UserFactory(role=Role.AUDIT)


def opened(system, name="新人"):
    return people.open_for("newcomer", name=name, by=system)


def test_a_leader_comes_from_two_people_and_chooses_the_password_alone(system, security, leader, auditor):
    account, first = opened(system)
    asked, second = requests.ask_role(account, Role.LEADER, by=security, division=CountyFactory(), reason="任职")

    account.refresh_from_db()
    assert account.role == ""
    with pytest.raises(Refused):  # not before the role is there
        activate("newcomer", first + second, PASSWORD)
    requests.move_request(asked, "confirm", by=leader)

    assert activate("newcomer", f"{first.lower()}-{second.lower()}", PASSWORD) == account
    account.refresh_from_db()
    assert (account.role, account.check_password(PASSWORD), account.must_change_password) == (Role.LEADER, True, False)
    told = set(Notice.objects.filter(kind="cadres.account_role").values_list("user__role", flat=True))
    assert told == {Role.LEADER, Role.AUDIT}


@pytest.mark.parametrize("role", [role for role in Role if role not in CONFIRMED and role != Role.TOWNSHIP])
def test_what_makes_nobody_powerful_is_given_at_once(role, system, security):
    account, first = opened(system)

    asked, second = requests.ask_role(account, role, by=security, division=CountyFactory(), reason="录用")

    account.refresh_from_db()
    assert (asked, account.role) == (None, role)
    assert bool(second) == (role != Role.CLIENT)
    if second:
        assert activate("newcomer", first + second, PASSWORD) == account


@pytest.mark.parametrize("role", CONFIRMED)
def test_who_asks_cannot_confirm_and_neither_can_the_person_himself(role, security, leader, system):
    account = UserFactory(role=Role.SYSTEM)
    asked, _half = requests.ask_role(
        account, role if role != Role.SYSTEM else Role.AUDIT, by=security, division=CountyFactory(), reason="x"
    )

    with pytest.raises(Refused) as caught:
        requests.move_request(asked, "confirm", by=security)
    assert {"account-same-hands", "account-wrong-hands"} <= set(codes(caught))
    with pytest.raises(Refused) as caught:
        requests.move_request(asked, "confirm", by=account)
    assert codes(caught) == ["own-account"]
    account.refresh_from_db()
    assert account.role == Role.SYSTEM
    requests.move_request(asked, "confirm", by=leader)


KINDS = {
    RequestKind.ROLE: {Role.LEADER, Role.SYSTEM},
    RequestKind.RESET: {Role.SECURITY},
    RequestKind.FACTOR: {Role.SECURITY},
    RequestKind.TOKEN: {Role.SYSTEM},
}


@pytest.mark.parametrize("kind", RequestKind)
@pytest.mark.parametrize("role", Role)
def test_each_kind_has_its_deciders_and_no_others(kind, role, system, security, leader):
    county = CountyFactory()
    target = UserFactory(role=Role.LEADER)
    if kind == RequestKind.ROLE:
        asked, _half = requests.ask_role(UserFactory(), Role.LEADER, by=security, division=county, reason="x")
    elif kind == RequestKind.RESET:
        asked, _half = requests.ask_reset(target, by=system, reason="x")
    elif kind == RequestKind.FACTOR:
        with_second_factor(target)
        asked = requests.ask_factor(target, by=system, reason="x")
    else:
        robot = UserFactory(role=Role.CLIENT)
        asked = requests.ask_token(robot, name="A", scopes=["base"], days=1, by=security)
    decider = UserFactory(role=role)

    if role in KINDS[kind]:
        requests.move_request(asked, "confirm", by=decider)
        assert AccountRequest.objects.get().stage == RequestStage.DONE
    else:
        with pytest.raises((Refused, PermissionDenied)):
            requests.move_request(asked, "confirm", by=decider)
        assert AccountRequest.objects.get().stage == RequestStage.ASKED
        assert not ApiToken.objects.exists()
    told = {one.role for one in requests.deciders(asked)} | ({role} & KINDS[kind])
    assert told <= KINDS[kind]


def test_the_code_of_a_leader_needs_the_security_administrator(system, security, leader, as_user):
    leader.set_password("the-Word-before-1")
    leader.save()
    old = as_user(leader)
    with pytest.raises(Refused) as caught:
        people.new_code(leader, by=system)
    assert codes(caught) == ["reset-by-two"]

    asked, first = requests.ask_reset(leader, by=system, reason="忘记密码")
    assert old.get(reverse("cadres:rule_list")).status_code == 200  # nothing yet
    second = requests.move_request(asked, "confirm", by=security).shown

    assert old.get(reverse("cadres:rule_list")).status_code == 302
    leader.refresh_from_db()
    assert not leader.check_password("the-Word-before-1")
    assert activate(leader.username, first + second, PASSWORD) == leader


def test_a_leader_stands_in_where_the_security_administrator_has_forgotten_his_own(system, security, leader):
    asked, first = requests.ask_reset(security, by=system, reason="忘记密码")

    second = requests.move_request(asked, "confirm", by=leader).shown

    assert activate(security.username, first + second, PASSWORD) == security


def test_the_security_administrator_asks_for_the_system_administrator(system, security, leader, as_user):
    page = reverse("cadres:account_ask_reset", args=[system.pk])
    answer = as_user(security).post(page, {"reason": "忘记密码"})
    first = answer.context["code"]
    asked = AccountRequest.objects.get()

    shown = as_user(leader).post(reverse("cadres:account_request_move", args=[asked.pk, "confirm"]), {})

    assert shown["Cache-Control"] == "no-store"
    assert activate(system.username, first + shown.context["code"], PASSWORD) == system
    assert as_user(security).get(reverse("cadres:account_ask_reset", args=[leader.pk])).status_code == 404


def test_nobody_is_ever_given_both_halves(system, security, leader):
    with transaction.atomic(), pytest.raises(IntegrityError):
        Activation.objects.create(user=leader, first="x", second="y", made_by=system, completed_by=system)
    both = UserFactory(role=Role.SECURITY)
    account, _first = opened(system)
    Activation.objects.filter(user=account).update(made_by=both)

    with pytest.raises(Refused) as caught:
        requests.ask_role(account, Role.STAFF, by=both, division=CountyFactory(), reason="x")

    assert codes(caught) == ["same-hands"]
    account.refresh_from_db()
    assert account.role == ""


@pytest.mark.parametrize("role", CONFIRMED)
def test_the_database_refuses_a_role_that_two_people_have_not_settled(role, staff, security):
    for values in ({"role": role}, {"role": role, "role_request": None}):
        with transaction.atomic(), pytest.raises(IntegrityError, match="two people"):
            User.objects.filter(pk=staff.pk).update(**values)

    asked, _half = requests.ask_role(staff, Role.LEADER, by=security, division=CountyFactory(), reason="x")
    with transaction.atomic(), pytest.raises(IntegrityError, match="two people"):
        User.objects.filter(pk=staff.pk).update(role=role, role_request=asked)


def test_one_settled_request_serves_once(staff, security, leader):
    asked, _half = requests.ask_role(staff, Role.LEADER, by=security, division=CountyFactory(), reason="x")
    requests.move_request(asked, "confirm", by=leader)
    requests.ask_role(User.objects.get(pk=staff.pk), Role.STAFF, by=security, division=CountyFactory(), reason="y")

    with transaction.atomic(), pytest.raises(IntegrityError, match="two people"):
        User.objects.filter(pk=staff.pk).update(role=Role.LEADER)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"stage": "done", "decided_by": "asked_by"}, "four_eyes"),
        ({"stage": "done", "decided_by": "account"}, "not_oneself"),
        ({"stage": "done"}, "decided"),
    ],
)
def test_the_database_knows_two_people(values, constraint, staff, security):
    asked, _half = requests.ask_role(staff, Role.LEADER, by=security, division=CountyFactory(), reason="x")
    told = {"asked_by": security, "account": staff}

    with transaction.atomic(), pytest.raises(IntegrityError, match=constraint):
        AccountRequest.objects.filter(pk=asked.pk).update(**{name: told.get(one, one) for name, one in values.items()})


def test_declined_and_withdrawn_change_nothing_and_may_be_asked_again(staff, security, leader, as_user):
    county = CountyFactory()
    asked, _half = requests.ask_role(staff, Role.LEADER, by=security, division=county, reason="x")
    with pytest.raises(Refused) as caught:
        requests.ask_role(staff, Role.LEADER, by=security, division=county, reason="x")
    assert codes(caught) == ["asked-already"]

    move = reverse("cadres:account_request_move", args=[asked.pk, "decline"])
    assert as_user(leader).post(move, {"reason": "未定"}).status_code == 302
    again, _half = requests.ask_role(staff, Role.LEADER, by=security, division=county, reason="x")
    requests.move_request(again, "withdraw", by=security)

    staff.refresh_from_db()
    assert staff.role == Role.STAFF
    assert Notice.objects.filter(user=security, kind="cadres.account_request_declined").exists()


def test_a_leader_settles_what_lies_in_his_divisions(staff, security):
    far = UserFactory(role=Role.LEADER)
    far.remits.all().delete()
    Remit.objects.create(user=far, division=CountyFactory(code="110101000000"))
    far = User.objects.get(pk=far.pk)
    asked, _half = requests.ask_role(staff, Role.LEADER, by=security, division=CountyFactory(code=COUNTY), reason="x")

    assert far not in requests.deciders(asked)
    with pytest.raises(PermissionDenied):
        requests.move_request(asked, "confirm", by=far)


def test_who_decides_finds_it_on_his_first_page_and_the_person_is_told(staff, security, leader, auditor, as_user):
    asked, _half = requests.ask_role(staff, Role.LEADER, by=security, division=CountyFactory(), reason="任部领导")

    assert asked.get_absolute_url() in as_user(leader).get(reverse("home")).text
    page = as_user(leader).get(reverse("cadres:account_request_move", args=[asked.pk, "confirm"])).text
    assert "任部领导" in page
    assert as_user(leader).post(reverse("cadres:account_request_move", args=[asked.pk, "confirm"])).status_code == 302
    for one in (staff, auditor):
        assert Notice.objects.filter(user=one, kind="cadres.account_role").count() == 1
    assert as_user(auditor).get(asked.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_make_one_token():
    security, robot = UserFactory(role=Role.SECURITY), UserFactory(role=Role.CLIENT)
    deciders = [UserFactory(role=Role.SYSTEM), UserFactory(role=Role.SYSTEM)]
    asked = requests.ask_token(robot, name="A", scopes=["base"], days=1, by=security)
    outcomes, gate = [], threading.Barrier(2)

    def confirm(by):
        gate.wait()
        try:
            requests.move_request(AccountRequest.objects.get(pk=asked.pk), "confirm", by=by)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.objections[0].code)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[one]) for one in deciders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == ["done", "wrong-stage"]
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_at_any_length(number, security, system, as_user, django_assert_num_queries):
    robot = UserFactory(role=Role.CLIENT)
    for _place in range(number):
        requests.ask_token(robot, name="A", scopes=["base"], days=1, by=security)
    browser = as_user(system)

    with django_assert_num_queries(4):
        answer = browser.get(reverse("cadres:account_request_list"))

    assert answer.status_code == 200

"""Accounts: opened, closed and given roles by different administrators, never by oneself."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cadres.models import User
from cadres.platform.account_requests import services as requests
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services import accounts as people
from cadres.shared.errors import Refused
from cadres.shared.permissions import PERMISSIONS_OF
from tests.support.cadres import COUNTY, CadreFactory, CountyFactory, TownshipUserFactory, UserFactory
from tests.support.refusals import codes


@pytest.fixture
def system(db):
    return UserFactory(role=Role.SYSTEM)


@pytest.fixture
def security(db):
    return UserFactory(role=Role.SECURITY)


def log_in(username: str, password: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    answer = client.post(reverse("account_login"), {"login": username, "password": password})
    assert answer.status_code == 302
    return client


def test_a_new_account_can_do_nothing(system, as_user):
    answer = as_user(system).post(reverse("cadres:account_open"), {"username": "new", "name": "新人"})

    assert answer["Cache-Control"] == "no-store"
    assert answer.context["code"] in answer.text
    account = User.objects.get(username="new")
    assert (account.role, account.has_usable_password(), account.remits.count()) == ("", False, 0)
    assert not any(account.has_perm(permission) for permission in set().union(*PERMISSIONS_OF.values()))
    assert as_user(account).get(reverse("cadres:rule_list")).status_code == 403


def test_a_password_made_by_another_is_changed_before_anything_else(staff):
    staff.set_password("given-By-Others-1")
    staff.must_change_password = True
    staff.save()
    browser = log_in(staff.username, "given-By-Others-1")
    change = reverse("account_change_password")

    assert browser.get(reverse("cadres:rule_list")).url == change
    assert browser.get("/api/v1/cadres/").status_code == 403
    same = {"oldpassword": "given-By-Others-1", "password1": "given-By-Others-1", "password2": "given-By-Others-1"}
    assert browser.post(change, same).status_code == 200  # the form again
    browser.post(change, same | {"password1": "my-own-Word-77", "password2": "my-own-Word-77"})
    assert not User.objects.get(pk=staff.pk).must_change_password
    assert browser.get(reverse("cadres:rule_list")).status_code == 200


def test_a_township_leader_is_linked_by_number_and_name(security, as_user):
    cadre = CadreFactory(name="测试甲")
    wish = {"role": Role.TOWNSHIP, "file_number": cadre.pk, "reason": "任职"}
    other, same = UserFactory(role="", name="别人"), UserFactory(role="", name="测试甲")

    wrong = as_user(security).post(reverse("cadres:account_role", args=[other.pk]), wish)
    right = as_user(security).post(reverse("cadres:account_role", args=[same.pk]), wish)

    assert wrong.status_code == 422
    assert right.status_code == 302
    assert User.objects.get(pk=same.pk).cadre == cadre


@pytest.mark.parametrize(("role", "code"), [(Role.STAFF, "remit-missing"), (Role.TOWNSHIP, "file-missing")])
def test_a_role_needs_what_belongs_to_it(security, role, code):
    with pytest.raises(Refused) as caught:
        requests.ask_role(UserFactory(role=""), role, by=security, reason="x")

    assert codes(caught) == [code]


def test_an_empty_installation_begins_with_three_administrators(db):
    out = StringIO()

    call_command("first_admin", stdout=out)
    call_command("first_admin", stdout=StringIO())

    people_ = list(User.objects.order_by("username").values_list("username", "role", "must_change_password"))
    assert people_ == [("admin", "system", True), ("audit", "audit", True), ("security", "security", True)]
    passwords = re.findall(r"password (\S+)", out.getvalue())
    assert len(set(passwords)) == 3
    log_in("security", passwords[1])


def test_closing_shuts_the_door_at_once(system, staff, as_user):
    browser = as_user(staff)
    assert browser.get(reverse("cadres:rule_list")).status_code == 200

    as_user(system).post(reverse("cadres:account_close", args=[staff.pk]))

    assert browser.get(reverse("cadres:rule_list")).status_code == 302
    as_user(system).post(reverse("cadres:account_reopen", args=[staff.pk]))
    staff.refresh_from_db()
    assert staff.is_active


def test_a_client_has_no_password(system):
    with pytest.raises(Refused) as caught:
        people.new_code(UserFactory(role=Role.CLIENT), by=system)

    assert codes(caught) == ["client-has-no-password"]


def test_nobody_decides_about_himself(system, security):
    UserFactory(role=Role.SYSTEM)
    UserFactory(role=Role.SECURITY)
    for act in (
        lambda: people.close_account(system, by=system),
        lambda: people.reopen_account(system, by=system),
        lambda: people.new_code(system, by=system),
        lambda: requests.ask_role(security, Role.LEADER, by=security, division=CountyFactory(), reason="x"),
        lambda: requests.ask_reset(system, by=system, reason="x"),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert "own-account" in codes(caught)


def test_the_last_administrator_of_a_kind_stays(system, security):
    for act in (
        lambda: people.close_account(security, by=system),
        lambda: requests.ask_role(system, Role.AUDIT, by=security, reason="x"),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert codes(caught) == ["last-administrator"]


def test_another_role_brings_what_belongs_to_it(security, as_user):
    user = TownshipUserFactory()
    CountyFactory()
    page = reverse("cadres:account_role", args=[user.pk])

    answer = as_user(security).post(page, {"role": Role.STAFF, "division": COUNTY, "reason": "Decision 7"})

    assert answer.status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.role, user.cadre, [remit.division_id for remit in user.remits.all()]) == (Role.STAFF, None, [COUNTY])
    wish = {"role": Role.TOWNSHIP, "file_number": CadreFactory(name=user.name).pk, "reason": "8"}
    as_user(security).post(page, wish)
    assert not User.objects.get(pk=user.pk).remits.exists()


def test_a_clients_account_is_never_a_persons(security, staff):
    with pytest.raises(Refused) as caught:
        requests.ask_role(staff, Role.CLIENT, by=security, division=CountyFactory(), reason="x")

    assert codes(caught) == ["client-stays-client"]


def test_a_role_is_given_with_a_reason(security, staff):
    with pytest.raises(Refused) as caught:
        requests.ask_role(staff, Role.LEADER, by=security, division=CountyFactory())

    assert codes(caught) == ["reason-missing"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_at_any_length(system, as_user, number, django_assert_num_queries):
    UserFactory.create_batch(number)
    browser = as_user(system)

    with django_assert_num_queries(6):  # session, account, remits; rows, their remits, divisions
        answer = browser.get(reverse("cadres:account_list"))

    assert answer.status_code == 200


def test_an_account_page_shows_to_each_administrator_his_own_buttons(system, security, staff, as_user):
    address = reverse("cadres:account_detail", args=[staff.pk])

    for_system = as_user(system).get(address).content.decode()
    for_security = as_user(security).get(address).content.decode()

    close, role = reverse("cadres:account_close", args=[staff.pk]), reverse("cadres:account_role", args=[staff.pk])
    assert close in for_system
    assert role not in for_system
    assert role in for_security
    assert close not in for_security

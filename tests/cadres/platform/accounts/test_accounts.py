"""Accounts: opened, closed and given roles by different administrators, never by oneself."""

import pytest
from django.test import Client
from django.urls import reverse

from cadres.models import Remit, User
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services import accounts as people
from cadres.shared.errors import Refused
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


def test_a_new_account_must_choose_its_own_password(system, as_user):
    CountyFactory()
    answer = as_user(system).post(
        reverse("cadres:account_open"),
        {"username": "new", "name": "新人", "role": Role.STAFF, "division": COUNTY[:6]},
    )
    secret = answer.context["secret"]
    assert answer["Cache-Control"] == "no-store"
    assert secret in answer.content.decode()
    assert Remit.objects.get(user__username="new").division_id == COUNTY

    browser = log_in("new", secret)
    change = reverse("account_change_password")
    assert browser.get(reverse("cadres:rule_list")).url == change
    assert browser.get("/api/v1/cadres/").status_code == 403
    same = {"oldpassword": secret, "password1": secret, "password2": secret}
    assert browser.post(change, same).status_code == 200  # the form again
    assert User.objects.get(username="new").must_change_password
    browser.post(change, {"oldpassword": secret, "password1": "my-own-Word-77", "password2": "my-own-Word-77"})
    assert not User.objects.get(username="new").must_change_password
    assert browser.get(reverse("cadres:rule_list")).status_code == 200


def test_a_township_leader_is_linked_by_number_and_name(system, as_user):
    cadre = CadreFactory(name="测试甲")
    wish = {"username": "head", "role": Role.TOWNSHIP, "file_number": cadre.pk}

    wrong = as_user(system).post(reverse("cadres:account_open"), {**wish, "name": "别人"})
    right = as_user(system).post(reverse("cadres:account_open"), {**wish, "name": "测试甲"})

    assert wrong.status_code == 422
    assert right.status_code == 200
    assert User.objects.get(username="head").cadre == cadre


@pytest.mark.parametrize(("role", "code"), [(Role.STAFF, "remit-missing"), (Role.TOWNSHIP, "file-missing")])
def test_a_role_needs_what_belongs_to_it(system, role, code):
    with pytest.raises(Refused) as caught:
        people.open_for("new", name="新人", role=role, by=system)

    assert codes(caught) == [code]


def test_the_first_administrators_are_opened_the_next_ones_are_not(system):
    user, _secret = people.open_for("sec", name="安全", role=Role.SECURITY, by=system)
    assert user.role == Role.SECURITY

    with pytest.raises(Refused) as caught:
        people.open_for("sec2", name="安全", role=Role.SECURITY, by=system)

    assert codes(caught) == ["administrator-by-security"]


def test_closing_shuts_the_door_at_once(system, staff, as_user):
    browser = as_user(staff)
    assert browser.get(reverse("cadres:rule_list")).status_code == 200

    as_user(system).post(reverse("cadres:account_close", args=[staff.pk]))

    assert browser.get(reverse("cadres:rule_list")).status_code == 302
    as_user(system).post(reverse("cadres:account_reopen", args=[staff.pk]))
    staff.refresh_from_db()
    assert staff.is_active


def test_a_reset_password_is_shown_once_and_must_be_changed(system, staff, as_user):
    old = as_user(staff)

    answer = as_user(system).post(reverse("cadres:account_reset", args=[staff.pk]))

    secret = answer.context["secret"]
    assert old.get(reverse("cadres:rule_list")).status_code == 302
    browser = log_in(staff.username, secret)
    assert browser.get(reverse("cadres:rule_list")).url == reverse("account_change_password")


def test_a_client_has_no_password(system):
    with pytest.raises(Refused) as caught:
        people.reset_password(UserFactory(role=Role.CLIENT), by=system)

    assert codes(caught) == ["client-has-no-password"]


def test_nobody_decides_about_himself(system, security):
    UserFactory(role=Role.SYSTEM)
    UserFactory(role=Role.SECURITY)
    for act in (
        lambda: people.close_account(system, by=system),
        lambda: people.reopen_account(system, by=system),
        lambda: people.reset_password(system, by=system),
        lambda: people.give_role(security, Role.LEADER, by=security, division=CountyFactory(), reason="x"),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert codes(caught) == ["own-account"]


def test_the_last_administrator_of_a_kind_stays(system, security):
    for act in (
        lambda: people.close_account(security, by=system),
        lambda: people.give_role(system, Role.AUDIT, by=security, reason="x"),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert codes(caught) == ["last-administrator"]


def test_another_role_brings_what_belongs_to_it(security, as_user):
    user = TownshipUserFactory()
    CountyFactory()
    page = reverse("cadres:account_role", args=[user.pk])

    answer = as_user(security).post(page, {"role": Role.LEADER, "division": COUNTY, "reason": "Decision 7"})

    assert answer.status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.role, user.cadre, [remit.division_id for remit in user.remits.all()]) == (Role.LEADER, None, [COUNTY])
    as_user(security).post(page, {"role": Role.AUDIT, "reason": "Decision 8"})
    assert not User.objects.get(pk=user.pk).remits.exists()


def test_a_clients_account_is_never_a_persons(security, staff):
    with pytest.raises(Refused) as caught:
        people.give_role(staff, Role.CLIENT, by=security, division=CountyFactory(), reason="x")

    assert codes(caught) == ["client-stays-client"]


def test_a_role_is_given_with_a_reason(security, staff):
    with pytest.raises(Refused) as caught:
        people.give_role(staff, Role.LEADER, by=security, division=CountyFactory())

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

"""A code works once, briefly, for its account alone, and its failures tell nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cadres.models import Activation, Notice, Step
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services import accounts as people
from cadres.platform.accounts.services import activation
from cadres.shared.errors import Refused
from tests.support.cadres import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a-Word-of-my-own-77"


@pytest.fixture
def system():
    return UserFactory(role=Role.SYSTEM)


@pytest.fixture
def code(staff, system):
    return people.new_code(staff, by=system)


def sent(client, **values):
    wish = {"password1": PASSWORD, "password2": PASSWORD, **values}
    return client.post(reverse("cadres:activate"), wish, headers={"accept-language": "en"})


def test_the_holder_sets_the_password_and_is_told_with_the_auditors(client, staff, code):
    auditor = UserFactory(role=Role.AUDIT)

    answer = sent(client, username=staff.username, code=f" {code[:4].lower()} {code[4:]} ")

    assert answer.url == reverse("account_login")
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)
    assert Notice.objects.filter(user=auditor, kind="cadres.account_activate").exists()
    assert Step.objects.filter(move="activate", by=staff).exists()


def test_a_code_works_once(client, staff, code):
    assert sent(client, username=staff.username, code=code).status_code == 302

    again = sent(client, username=staff.username, code=code)

    assert again.status_code == 422
    assert "do not fit" in again.text


def test_the_password_before_opens_nothing_from_the_reset_on(staff, system, as_user):
    browser = as_user(staff)
    people.new_code(staff, by=system)

    assert browser.get(reverse("cadres:rule_list")).status_code == 302
    staff.refresh_from_db()
    assert not staff.has_usable_password()


@pytest.mark.parametrize(("hours", "works"), [(71.9, True), (72, False), (72.1, False)])
def test_a_code_lasts_three_days(hours, works, staff, code):
    Activation.objects.update(expires_at=timezone.now() + timedelta(hours=72 - hours))

    if works:
        assert activation.activate(staff.username, code, PASSWORD) == staff
    else:
        with pytest.raises(Refused):
            activation.activate(staff.username, code, PASSWORD)


@pytest.mark.parametrize(("wrong", "works"), [(3, True), (4, True), (5, False)])
def test_five_wrong_tries_end_it(wrong, works, client, staff, code):
    for _try in range(wrong):
        assert sent(client, username=staff.username, code="AAAA-AAAA").status_code == 422

    assert (sent(client, username=staff.username, code=code).status_code == 302) is works


def test_who_has_no_code_hears_the_same(client, staff, code):
    texts = {
        sent(client, username=name, code=typed).context["form"].errors["code"][0]
        for name, typed in (("nobody", code), (staff.username, "AAAA-AAAA"), (UserFactory().username, code))
    }

    assert len(texts) == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": ""}, {"role": Role.CLIENT}])
def test_a_closed_account_or_one_without_a_role_is_not_activated(change, staff, code):
    type(staff).objects.filter(pk=staff.pk).update(**change)

    with pytest.raises(Refused):
        activation.activate(staff.username, code, PASSWORD)


def test_half_a_code_is_none(staff, system):
    first = activation.begin(staff, by=system)
    with pytest.raises(Refused):
        activation.activate(staff.username, first, PASSWORD)
    second = activation.complete(staff, by=UserFactory(role=Role.SECURITY))

    for typed in (first, second, second + first, first + second + "A"):
        with pytest.raises(Refused):
            activation.activate(staff.username, typed, PASSWORD)
    assert activation.activate(staff.username, first + second, PASSWORD) == staff


def test_a_new_code_ends_the_one_before(staff, system, code):
    later = people.new_code(staff, by=system)

    with pytest.raises(Refused):
        activation.activate(staff.username, code, PASSWORD)
    assert activation.activate(staff.username, later, PASSWORD) == staff


def test_a_weak_password_uses_up_nothing(client, staff, code):
    weak = sent(client, username=staff.username, code=code, password1="12345678", password2="12345678")
    differing = sent(client, username=staff.username, code=code, password2="another-Word-99")

    assert list(weak.context["form"].errors) == ["password1"]
    assert list(differing.context["form"].errors) == ["password2"]
    with pytest.raises(ValidationError):
        activation.activate(staff.username, code, "12345678")
    assert sent(client, username=staff.username, code=code).status_code == 302


def test_nothing_of_a_code_can_be_read_in_the_database(staff, code):
    stored = Activation.objects.get()

    assert code not in f"{stored.first} {stored.second}"
    assert not Activation.objects.visible_to(UserFactory(role=Role.SECURITY)).exists()
    assert not any(code in str(step.facts) for step in Step.objects.all())

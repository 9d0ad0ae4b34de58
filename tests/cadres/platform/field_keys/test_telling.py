"""A value that cannot be opened: what the reader sees, and that those are told who must know."""

import logging

import pytest
from django.db import transaction
from django.urls import reverse

from cadres.models import Cadre, Draft, Notice
from cadres.platform.accounts.choices import Role
from cadres.platform.drafts import services as drafts
from cadres.platform.field_keys.services import telling
from cadres.shared.crypto import CannotBeOpened
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.crypto import put, stored, unbound_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken():
    """The phone of another person stands in the file."""
    cadre = CadreFactory(name="王国强", phone="13990000001", address="元山镇1号", identity_number="511923198203011234")
    put(cadre, "phone", stored(CadreFactory(phone="13990000002"), "phone"))
    return cadre


def notices():
    return {(one.user.role, one.kind, one.params["place"]) for one in Notice.objects.select_related("user")}


def test_the_page_shows_that_one_field_cannot_be_opened_and_all_others(broken, staff, as_user):
    page = as_user(staff).get(broken.get_absolute_url())

    assert page.status_code == 200
    assert page.text.count("cannot be opened") == 1
    assert "511***********1234" in page.text
    assert "13990000002" not in page.text


def test_to_show_it_in_clear_is_refused_plainly(broken, staff, as_user):
    address = reverse("cadres:field_reveal", args=["cadre.phone", broken.pk])

    page = as_user(staff).post(address, {"reason": "核对"})

    assert "“mobile phone” (王国强) cannot be opened" in page.text
    assert "13990000002" not in page.text


def test_what_needs_the_value_is_refused_and_says_whose_it_is(broken, staff, as_user):
    put(broken, "identity_number", stored(broken, "address"))

    page = as_user(staff).get(reverse("cadres:approval_form"), {"ids": broken.pk})

    assert page.status_code == 409
    assert "“identity number” (王国强) cannot be opened" in page.text


def test_administrators_and_auditors_are_told_once_a_day(broken, caplog):
    roles = (Role.SYSTEM, Role.AUDIT, Role.SECURITY, Role.STAFF)
    for role in roles:
        UserFactory(role=role)
    place = f"cadres.cadre.phone:{broken.pk}"

    with caplog.at_level(logging.ERROR):
        for _time in range(3):
            telling._told.clear()
            with pytest.raises(CannotBeOpened):
                Cadre.objects.get(pk=broken.pk).phone  # noqa: B018

    telling._write("wrong", place, place)  # outside of the transaction of this test it would have been written at once
    telling._write("wrong", place, place)
    assert notices() == {(Role.SYSTEM, "cadres.value_wrong", place), (Role.AUDIT, "cadres.value_wrong", place)}
    assert f"{place} cannot be opened (wrong)" in caplog.text
    assert "1399" not in caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("atomic", [False, True])
def test_they_are_told_though_the_transaction_is_undone(broken, atomic):
    UserFactory(role=Role.SYSTEM)

    def read():
        with transaction.atomic():
            Cadre.objects.filter(pk=broken.pk).update(name="x")
            Cadre.objects.get(pk=broken.pk).phone  # noqa: B018

    with pytest.raises(CannotBeOpened):
        read() if atomic else Cadre.objects.get(pk=broken.pk).phone

    assert Cadre.objects.get(pk=broken.pk).name == "王国强"
    assert notices() == {(Role.SYSTEM, "cadres.value_wrong", f"cadres.cadre.phone:{broken.pk}")}


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_row_is_not_waited_for(broken, caplog):
    """The account that is to be told is locked by who met the value."""
    system = UserFactory(role=Role.SYSTEM)

    with transaction.atomic():
        type(system).objects.select_for_update().get(pk=system.pk)
        with pytest.raises(CannotBeOpened):
            Cadre.objects.get(pk=broken.pk).phone  # noqa: B018

    assert not Notice.objects.exists()
    assert "was told here alone" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_lost_key_is_one_matter_and_many_values_are_not_told_one_by_one(settings, monkeypatch):
    UserFactory(role=Role.SYSTEM)
    people = [CadreFactory(phone=f"1399000000{n}") for n in range(3)]
    settings.FIELD_KEYS = ["another"]
    for one in people:
        with pytest.raises(CannotBeOpened):
            Cadre.objects.get(pk=one.pk).phone  # noqa: B018
    assert Notice.objects.get().kind == "cadres.value_no_key"

    monkeypatch.setattr(telling, "AT_ONCE", 2)
    settings.FIELD_KEYS = []
    for one in people:
        put(one, "phone", unbound_text("1", settings.SECRET_KEY))
        with pytest.raises(CannotBeOpened):
            Cadre.objects.get(pk=one.pk).phone  # noqa: B018
    assert Notice.objects.filter(kind="cadres.value_unbound").count() == 1


def test_a_draft_that_cannot_be_opened_keeps_nobody_from_the_form(staff):
    form = "0" * 32
    Draft.objects.create(user=staff, form=form, payload="a=1", updated_at="2026-11-30T09:00Z")
    put(Draft.objects.get(), "payload", "v2:00000000:AAAA")

    assert drafts.find(staff, form) is None

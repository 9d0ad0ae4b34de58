"""Retention and disposals as the administrators see them, and what everybody is told is kept about him."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cadres.models import Disposal, Notice
from cadres.platform.accounts.choices import Role
from cadres.platform.retention.presenters import own_data
from tests.support import cadres as factories
from tests.support.jobs import work
from tests.support.selection import NomineeFactory

pytestmark = pytest.mark.django_db

AGES = timedelta(days=365 * 3)


@pytest.fixture
def system(db):
    return factories.UserFactory(role=Role.SYSTEM)


@pytest.fixture
def security(db):
    return factories.UserFactory(role=Role.SECURITY)


def old_notice(user, key="old"):
    return Notice.objects.create(user=user, kind="x", key=key, settled_at=timezone.now() - AGES)


def test_from_the_trial_run_to_the_deletion(system, security, as_user):
    for number in range(3):
        old_notice(security, f"old:{number}")
    asks, decides = as_user(system), as_user(security)

    page = asks.get(reverse("cadres:retention")).content.decode()
    new = reverse("cadres:disposal_new", args=["notices"])
    assert new in page
    assert reverse("cadres:disposal_new", args=["sent"]) not in page
    trial = asks.get(new).content.decode()
    assert "Number that would be deleted" in trial
    assert Notice.objects.count() == 3
    answer = asks.post(new, {"reason": "保管期满"})
    disposal = Disposal.objects.get()
    assert answer.url == disposal.get_absolute_url()

    assert disposal.title in decides.get("/").content.decode()
    move = reverse("cadres:disposal_move", args=[disposal.pk, "approve"])
    assert "The records are deleted for good" in decides.get(move).content.decode()
    decides.post(move, {"seen_stage": "proposed"})
    disposal.refresh_from_db()
    assert (disposal.stage, disposal.decided_by) == ("approved", security)
    work(disposal.job)

    page = asks.get(disposal.get_absolute_url()).content.decode()
    assert "What was deleted does not come back" in page
    assert not Notice.objects.filter(kind="x").exists()


@pytest.mark.parametrize("address", ["cadres:retention", "cadres:disposal_list"])
def test_pages_cost_the_same_for_one_and_for_three(address, system, as_user, django_assert_num_queries):
    browser = as_user(system)
    budget = {"cadres:retention": 11, "cadres:disposal_list": 4}[address]
    browser.get(reverse(address))
    for number in range(3):
        Disposal.objects.create(
            records=("notices", "sent", "log_ins")[number],
            before="2020-01-01",
            rows=1,
            months=24,
            reason="保管期满",
            proposed_by=system,
        )
        old_notice(system, f"{address}:{number}")
        if number != 1:
            with django_assert_num_queries(budget):
                browser.get(reverse(address))


def test_a_kind_that_does_not_exist(system, as_user):
    assert as_user(system).get(reverse("cadres:disposal_new", args=["cadres"])).status_code == 404


def test_a_leader_is_told_of_his_file_and_of_no_procedure_that_is_confidential(as_user):
    user = factories.TownshipUserFactory()
    NomineeFactory(cadre=user.cadre)

    page = as_user(user).get(reverse("cadres:own_data")).content.decode()

    assert "In your file" in page
    assert "ominees" not in page
    assert "Arts 18 and 35" in page


def test_everybody_is_told_of_the_own_account_alone(staff, as_user):
    other = factories.UserFactory()
    for number in range(2):
        old_notice(staff, f"own:{number}")
    old_notice(other)

    (part,) = own_data(staff)

    numbers = {line.title: (line.number, line.kept) for line in part.lines}
    assert numbers["Notices"] == (2, "24 months")
    assert as_user(staff).get(reverse("cadres:own_data")).status_code == 200

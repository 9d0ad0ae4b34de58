"""What is older than it must be kept goes by two people and the database's own function; nothing else does."""

from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
import time_machine
from axes.models import AccessFailureLog, AccessLog
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.timezone import localdate

from cadres.models import ApiDay, Disposal, FileAccess, Installation, Job, LocalRule, Notice, OutboxMessage, SignIn
from cadres.platform.access_log.services import record_readings
from cadres.platform.accounts.choices import Role
from cadres.platform.jobs.services import jobs
from cadres.platform.retention.facts import book_of, holdings, kept_since, older
from cadres.platform.retention.services import dispose_some, move_disposal, propose
from cadres.platform.sealing.services.verification import verify
from cadres.shared.dates import add_months, midnight
from cadres.shared.errors import Refused
from cadres.shared.retention import KEPT
from tests.support import cadres as factories
from tests.support.jobs import work
from tests.support.refusals import codes
from tests.support.roles import as_owner
from tests.support.sealing import seal

pytestmark = pytest.mark.django_db

TODAY = datetime(2027, 1, 15, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def system(db):
    return factories.UserFactory(role=Role.SYSTEM)


@pytest.fixture
def security(db):
    return factories.UserFactory(role=Role.SECURITY)


def make_one(kept, moment):
    """A row of the kind as old as ``moment``; the database's own clock and guards are passed by."""
    user = factories.UserFactory()
    if kept.key == "readings":
        cadre = factories.CadreFactory()
        record_readings([cadre.pk], "file", by=user, kind="view")
        row = FileAccess.objects.latest("pk")
    elif kept.key == "api_days":
        return ApiDay.objects.create(account=user, day=localdate(moment), number=1)
    elif kept.key == "sign_ins":
        row = SignIn.objects.create(user=user, ended_at=moment, ended="left")
    elif kept.key == "log_ins":
        row = AccessLog.objects.create(username="x")
    elif kept.key == "failed_log_ins":
        row = AccessFailureLog.objects.create(username="x")
    elif kept.key == "notices":
        row = Notice.objects.create(user=user, kind="x", key=f"x:{moment}", settled_at=moment)
    else:
        assert kept.key == "sent", "make a row of this kind here"
        with time_machine.travel(moment):
            row = OutboxMessage.objects.create(
                channel="email", kind="x", key=f"x:{moment}", state="sent", sent_at=moment, next_try_at=None, tries=1
            )
    with as_owner(), pgtrigger.ignore():
        kept.rows.model._base_manager.filter(pk=row.pk).update(**{kept.moment: moment})
    return row


def approved(kept, system, security):
    found = propose(kept, reason="保管期满", by=system)
    return move_disposal(found, "approve", by=security)


@pytest.mark.parametrize("kept", list(KEPT), ids=lambda kept: kept.key)
def test_what_the_trial_run_counts_goes_and_nothing_else(kept, system, security):
    cut = midnight(kept_since(kept, book_of()))
    old, first_kept = make_one(kept, cut - timedelta(seconds=1)), make_one(kept, cut)
    seal(everything=True)

    disposal = approved(kept, system, security)
    work(disposal.job)

    left = kept.rows.model._base_manager.filter(pk__in=[old.pk, first_kept.pk])
    assert [row.pk for row in left] == [first_kept.pk]
    disposal.refresh_from_db()
    assert (disposal.rows, disposal.gone) == (1, 1)


@pytest.mark.parametrize("key", ["readings"])
def test_the_chain_still_verifies_and_what_went_beyond_is_a_fault(key, system, security):
    kept = KEPT[key]
    make_one(kept, midnight(add_months(localdate(), -37)))
    young = factories.CadreFactory()
    record_readings([young.pk], "file", by=security, kind="view")
    seal(everything=True)
    disposal = approved(kept, system, security)
    seal(everything=True)

    work(disposal.job)
    seal(everything=True)
    assert verify().faults == []

    with as_owner() as cursor, pgtrigger.ignore():
        cursor.execute("DELETE FROM cadres_fileaccess")
        cursor.execute("UPDATE cadres_auditevent SET payload = NULL WHERE source = 'cadres.fileaccess'")
    assert [fault.code for fault in verify().faults] == ["dropped", "source_gone"]


def test_a_county_keeps_longer_and_never_shorter(system):
    kept = KEPT["readings"]
    county = Installation.objects.create(division=factories.CountyFactory(), demonstration=False).division
    make_one(kept, midnight(add_months(localdate(), -40)))
    LocalRule.objects.create(
        division=county,
        key=kept.rule,
        value=48,
        during="[2026-01-01,)",
        basis="组〔2026〕1号",
        set_by=factories.UserFactory(),
        approved_by=factories.LeaderFactory(),
    )

    with pytest.raises(Refused) as refused:
        propose(kept, reason="保管期满", by=system)

    assert codes(refused) == ["nothing-to-dispose"]
    assert {one.kept.key: one.months for one in holdings(book_of())}["readings"] == 48


def test_what_the_county_decides_to_keep_meanwhile_stays(system, security):
    kept = KEPT["readings"]
    county = Installation.objects.create(division=factories.CountyFactory(), demonstration=False).division
    make_one(kept, midnight(add_months(localdate(), -40)))
    found = propose(kept, reason="保管期满", by=system)
    LocalRule.objects.create(
        division=county,
        key=kept.rule,
        value=48,
        during="[2026-01-01,)",
        basis="组〔2026〕1号",
        set_by=factories.UserFactory(),
        approved_by=factories.LeaderFactory(),
    )

    with pytest.raises(Refused) as refused:
        move_disposal(found, "approve", by=security)

    assert codes(refused) == ["disposal-too-young"]


def test_only_the_system_administrator_proposes(security, staff):
    for user in (security, staff):
        with pytest.raises(PermissionDenied):
            propose(KEPT["notices"], reason="保管期满", by=user)


def test_every_reason_against_a_proposal_at_once(system, security):
    kept = KEPT["notices"]
    make_one(kept, midnight(add_months(localdate(), -25)))
    propose(kept, reason="保管期满", by=system)
    Notice.objects.filter(kind="x").delete()

    with pytest.raises(Refused) as refused:
        propose(kept, reason=" ", by=system)

    assert codes(refused) == ["nothing-to-dispose", "reason-missing", "disposal-under-way"]


def test_one_person_in_two_offices_does_not_do_both(system):
    kept = KEPT["notices"]
    make_one(kept, midnight(add_months(localdate(), -25)))
    found = propose(kept, reason="保管期满", by=system)
    with pgtrigger.ignore():
        type(system).objects.filter(pk=system.pk).update(role=Role.SECURITY)
    again = type(system).objects.get(pk=system.pk)

    with pytest.raises(Refused) as refused:
        move_disposal(found, "approve", by=again)

    assert codes(refused) == ["disposal-same-hands"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=found.pk).update(stage="approved", decided_by=system)


@pytest.mark.parametrize("stage", ["proposed", "declined", "withdrawn"])
def test_the_database_deletes_nothing_without_an_approval(stage, system, security):
    kept = KEPT["readings"]
    make_one(kept, midnight(add_months(localdate(), -37)))
    found = propose(kept, reason="保管期满", by=system)
    if stage == "declined":
        move_disposal(found, "decline", by=security, reason="审计在用")
    elif stage == "withdrawn":
        move_disposal(found, "withdraw", by=system)

    with pytest.raises(IntegrityError, match="not approved"), transaction.atomic():
        dispose_some(found)

    assert FileAccess.objects.count() == 1


def test_the_database_keeps_half_a_year_whatever_was_approved(system, security):
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        today = localdate(cursor.fetchone()[0])  # the database's own, wherever the test has travelled
    with pgtrigger.ignore():
        found = Disposal.objects.create(
            records="readings",
            before=add_months(today, -6) + timedelta(days=1),
            rows=1,
            months=6,
            reason="保管期满",
            stage="approved",
            proposed_by=system,
            decided_by=security,
        )

    with pytest.raises(IntegrityError, match="too near"), transaction.atomic():
        dispose_some(found)


def test_readings_go_by_no_other_door(system, security):
    make_one(KEPT["readings"], midnight(add_months(localdate(), -37)))

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        FileAccess.objects.all().delete()
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic(), as_owner():
        FileAccess.objects.all().delete()


def test_a_stopped_job_changes_nothing_and_may_be_carried_out_again(system, security):
    kept = KEPT["notices"]
    make_one(kept, midnight(add_months(localdate(), -25)))
    disposal = approved(kept, system, security)
    jobs.request_cancel(Job.objects.get(pk=disposal.job_id), by=system)

    with pytest.raises(Refused) as refused:
        move_disposal(disposal, "approve", by=security)
    assert codes(refused) == ["wrong-stage"]
    disposal = move_disposal(disposal, "resume", by=system)

    work(disposal.job)
    disposal.refresh_from_db()
    assert disposal.gone == 1
    for name in ("withdraw", "resume"):
        with pytest.raises(Refused):
            move_disposal(disposal, name, by=system)


def test_what_runs_is_not_withdrawn(system, security):
    kept = KEPT["notices"]
    make_one(kept, midnight(add_months(localdate(), -25)))
    disposal = approved(kept, system, security)

    with pytest.raises(Refused) as refused:
        move_disposal(disposal, "withdraw", by=system)

    assert codes(refused) == ["disposal-running"]
    assert older(kept, disposal.before).count() == 1


def test_who_asked_and_the_auditors_are_told(system, security):
    auditor = factories.UserFactory(role=Role.AUDIT)
    kept = KEPT["notices"]
    make_one(kept, midnight(add_months(localdate(), -25)))
    disposal = approved(kept, system, security)

    work(disposal.job)

    told = Notice.objects.filter(kind="cadres.disposal_done").values_list("user", flat=True)
    assert set(told) == {system.pk, auditor.pk}

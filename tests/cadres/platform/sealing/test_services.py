"""Sealing: order, batches, several sealers, a sealer that is killed; checkpoints and where their copies go."""

import socket
import stat
import threading
import time

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, connections
from django.db.utils import DatabaseError, OperationalError
from django.utils import timezone

from cadres.models import AuditEvent, ChainCheck, Checkpoint, Notice, Seal
from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings
from cadres.platform.accounts.choices import Role
from cadres.platform.log.services import record_step, record_steps
from cadres.platform.sealing.rules import Note, read_notes
from cadres.platform.sealing.services import sealer
from cadres.platform.sealing.services.checkpoints import copies
from cadres.platform.sealing.services.sealer import state
from cadres.platform.sealing.services.verification import verify
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.concurrency import run_concurrently
from tests.support.roles import as_owner, as_sealer, by
from tests.support.sealing import check, make_checkpoint, seal, tamper


@pytest.fixture
def cadre(db):
    return CadreFactory()


def write(cadre, number, by=None):
    return record_steps([cadre] * number, "change", by=by, reason="理由", facts={"number": number})


def codes(outcome):
    return [fault.code for fault in outcome.faults]


def test_a_step_leaves_an_event_with_the_time_of_the_database(cadre, staff, time_machine_past):
    step = record_step(cadre, "change", by=staff, reason="任职文件", target="open", facts={"a": 1})

    event = AuditEvent.objects.get(source="cadres.step", source_id=step.pk)
    assert (event.actor, event.role, event.action, event.object) == (
        staff.username,
        Role.STAFF,
        "change",
        f"cadres.cadre:{cadre.pk}",
    )
    assert event.result == "open"
    assert '"a": 1' in event.payload
    assert len(event.reason_digest) == len(event.payload_digest) == 64
    assert timezone.now().year == 2020  # what the program believes
    assert min(step.at.year, event.at.year) > 2020


@pytest.fixture
def time_machine_past(monkeypatch):
    past = timezone.now().replace(year=2020, day=1)
    monkeypatch.setattr(timezone, "now", lambda: past)


def test_readings_of_many_leave_an_event_each(staff):
    cadres = [CadreFactory() for _ in range(3)]

    record_readings([cadre.pk for cadre in cadres], "roster", by=staff, kind=AccessKind.PRINT)

    assert AuditEvent.objects.filter(source="cadres.fileaccess", action="print", result="roster").count() == 3


def test_an_event_knows_the_address_of_the_request(cadre, as_user, staff):
    as_user(staff).get(cadre.get_absolute_url(), REMOTE_ADDR="10.1.2.3")

    assert AuditEvent.objects.filter(source="cadres.fileaccess", address="10.1.2.3").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO cadres_auditevent (source, source_id, action, object) VALUES ('cadres.step', 99, 'x', 'x')",
        "UPDATE cadres_auditevent SET actor = 'another'",
        "UPDATE cadres_auditevent SET payload = '{}'",
        "DELETE FROM cadres_auditevent",
        "TRUNCATE cadres_auditevent",
        "UPDATE cadres_seal SET hash = ''",
        "DELETE FROM cadres_seal",
        "TRUNCATE cadres_seal",
        "UPDATE cadres_checkpoint SET size = 0",
        "DELETE FROM cadres_checkpoint",
        "TRUNCATE cadres_checkpoint",
        "DELETE FROM cadres_chaincheck",
        "TRUNCATE cadres_step",
        "TRUNCATE cadres_fileaccess",
    ],
)
def test_the_database_refuses_to_rewrite_the_record(cadre, statement):
    write(cadre, 2)
    seal()
    make_checkpoint()
    check()

    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or PostgreSQL itself would refuse to truncate
        with pytest.raises(DatabaseError, match="Cannot"):
            cursor.execute(statement)


def test_content_that_is_not_sealed_yet_cannot_be_dropped(cadre):
    write(cadre, 1)

    with pytest.raises(DatabaseError, match="Cannot"), as_owner() as cursor:
        cursor.execute("UPDATE cadres_auditevent SET payload = NULL")


def test_the_time_of_a_checkpoint_is_the_database_s(cadre):
    past = timezone.now().replace(year=2020, day=1)

    with as_sealer():
        made = Checkpoint.objects.create(size=1, note="", at=past)
    made.refresh_from_db()

    assert made.at > past


def test_rows_are_sealed_in_order_and_batches_join(cadre):
    write(cadre, 25)

    assert seal(batch=10) == 25
    assert list(Seal.objects.values_list("n", flat=True)) == list(range(1, 26))
    assert list(Seal.objects.values_list("event_id", flat=True)) == sorted(
        AuditEvent.objects.values_list("pk", flat=True)
    )
    assert seal() == 0
    assert verify().ok
    assert verify().rows == 25
    assert verify(since=20).rows == 6


def test_what_was_committed_late_is_sealed_too(cadre, monkeypatch):
    monkeypatch.setattr(sealer, "WINDOW", 3)
    write(cadre, 9)
    late = AuditEvent.objects.order_by("pk")[2]  # as if its transaction had lasted
    with as_sealer() as cursor:
        cursor.execute("INSERT INTO cadres_seal (n, event_id, hash) SELECT row_number() OVER (), id, repeat('0', 64)"
                       " FROM cadres_auditevent WHERE id <> %s", [late.pk])  # fmt: skip

    assert seal() == 0
    assert seal(everything=True) == 1
    assert Seal.objects.get(n=9).event_id == late.pk


@pytest.mark.django_db(transaction=True)
def test_two_sealers_make_one_chain():
    cadre = CadreFactory()
    write(cadre, 300)

    done = run_concurrently(*[lambda: seal(batch=20)] * 4)
    seal()

    assert sum(done) <= 300
    assert list(Seal.objects.values_list("n", flat=True)) == list(range(1, 301))
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_a_sealer_killed_within_a_batch_leaves_no_gap(monkeypatch):
    """Its connection is cut off while the batch is written and not yet committed, as by kill -9."""
    cadre = CadreFactory()
    write(cadre, 60)
    begun, reached, killed = threading.Event(), threading.Event(), []
    real = sealer.link

    def slow(previous, n, entry):
        if n == 35 and threading.current_thread().name == "doomed":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                killed.append(cursor.fetchone()[0])
            reached.set()
            begun.wait(20)
        return real(previous, n, entry)

    def doomed():
        try:
            with pytest.raises(OperationalError):
                seal(batch=20)
        finally:
            connections.close_all()

    monkeypatch.setattr(sealer, "link", slow)
    thread = threading.Thread(target=doomed, name="doomed")
    thread.start()
    assert reached.wait(20)
    assert seal() == 0  # the other one still holds the lock
    with as_owner() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [killed[0]])
    begun.set()
    thread.join(20)

    assert Seal.objects.count() == 20
    deadline = time.monotonic() + 10
    while not (rows := seal(batch=20)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert rows == 40
    assert list(Seal.objects.values_list("n", flat=True)) == list(range(1, 61))
    assert verify().ok


def test_a_checkpoint_is_signed_once_for_what_is_new_and_copied(cadre, settings):
    write(cadre, 2)
    seal()

    first = make_checkpoint()
    again = make_checkpoint()

    assert (first.size, again) == (2, None)
    assert stat.S_IMODE(settings.AUDIT_KEY_FILE.stat().st_mode) == 0o600
    (copy,) = copies(settings.AUDIT_COPIES_DIR)
    assert isinstance(copy, Note)
    assert str(copy) == first.note
    assert copy.head.hex() == Seal.objects.get(n=2).hash
    write(cadre, 1)
    seal()
    make_checkpoint()
    assert [note.size for note in copies(settings.AUDIT_COPIES_DIR)] == [2, 3]
    assert verify().checkpoints == 4


def test_a_checkpoint_goes_to_syslog(cadre, settings):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as host:
        host.bind(("127.0.0.1", 0))
        host.settimeout(5)
        settings.AUDIT_SYSLOG = f"127.0.0.1:{host.getsockname()[1]}"
        write(cadre, 1)
        seal()
        made = make_checkpoint()
        line = host.recv(2000).decode()

    assert "cadres-audit: cadres 1 " in line
    assert made.note.split()[-1] in line


def test_a_syslog_that_does_not_answer_stops_nothing(cadre, settings, tmp_path):
    settings.AUDIT_SYSLOG = str(tmp_path / "no-socket")
    write(cadre, 1)
    seal()

    assert make_checkpoint().size == 1


def test_a_lost_key_is_not_made_anew_by_itself(cadre, settings):
    write(cadre, 1)
    seal()
    make_checkpoint()
    settings.AUDIT_KEY_FILE.unlink()
    write(cadre, 1)
    seal()

    with pytest.raises(ImproperlyConfigured, match=r"docs/audit\.md"):
        make_checkpoint()
    assert "no_key" in codes(verify())


def test_a_key_that_others_may_read_is_refused(cadre, settings):
    write(cadre, 1)
    seal()
    make_checkpoint()
    settings.AUDIT_KEY_FILE.chmod(0o644)

    assert "no_key" in codes(verify())


def test_notes_follow_one_another_in_a_file(cadre):
    write(cadre, 1)
    seal()
    note = make_checkpoint().note

    assert [type(one).__name__ for one in read_notes(f"{note}\n{note}\nwhat?", "x")] == ["Note", "Note", "Fault"]


def test_content_that_is_gone_without_a_purge_is_noticed(cadre):
    write(cadre, 3)
    seal()
    with as_owner() as cursor:
        cursor.execute("UPDATE cadres_auditevent SET payload = NULL")

    assert codes(verify()) == ["dropped"]


def test_the_nightly_verification_tells_the_auditors(cadre):
    auditor = UserFactory(role=Role.AUDIT)
    write(cadre, 3)
    by(as_sealer)(call_command)("seal")
    assert check().faults == []
    assert not Notice.objects.filter(user=auditor).exists()
    tamper("UPDATE cadres_auditevent SET actor = 'x' WHERE id = (SELECT event_id FROM cadres_seal WHERE n = 2)")

    assert check().faults[0][:2] == ["changed", 2]
    assert Notice.objects.get(user=auditor).kind == "cadres.record_broken"
    assert ChainCheck.objects.count() == 2


def test_what_waits_is_counted(cadre):
    write(cadre, 3)
    assert (state().rows, state().waiting) == (0, 3)
    seal()
    assert (state().rows, state().waiting, state().late) == (3, 0, False)

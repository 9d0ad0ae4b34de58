# ruff: noqa: S608 -- statements of an intruder, put together here
"""Whatever somebody does to the record with the guards switched off is found by the verification."""

import random

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from cadres.models import AuditEvent, Checkpoint, Notice, Seal
from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import record_readings
from cadres.platform.accounts.choices import Role
from cadres.platform.log.services import record_steps
from cadres.platform.sealing.rules import START, Chain, Entry, link, sign
from cadres.platform.sealing.services.keys import as_text, known_keys, read_key
from cadres.platform.sealing.services.sealer import ENTRY
from cadres.platform.sealing.services.verification import WALK, examine, verify
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.roles import as_owner, as_sealer
from tests.support.sealing import check, make_checkpoint, seal, tamper, unguarded

ROWS, HALF = 24, 12


@pytest.fixture
def sealed(staff):
    """24 rows, with checkpoints of 12 and of 24."""
    cadre = CadreFactory()
    for _ in range(2):
        record_steps([cadre] * (HALF - 2), "change", by=staff, reason="任职文件", target="open", facts={"分": 1.5})
        record_readings([cadre.pk] * 2, "resume", by=staff, kind=AccessKind.VIEW)
        seal()
        make_checkpoint()


def found():
    outcome = verify()
    return [(fault.code, fault.n) for fault in outcome.faults]


def cut_off(after):
    """Everything that tells of later rows is gone, consistently, as in an older backup."""
    later = (
        "SELECT source_id FROM cadres_auditevent JOIN cadres_seal ON event_id = cadres_auditevent.id"
        f" WHERE n > {after} AND source"
    )
    tamper(
        f"DELETE FROM cadres_step WHERE id IN ({later} = 'cadres.step')",
        f"DELETE FROM cadres_fileaccess WHERE id IN ({later} = 'cadres.fileaccess')",
        f"DELETE FROM cadres_auditevent WHERE id IN (SELECT event_id FROM cadres_seal WHERE n > {after})",
        f"DELETE FROM cadres_seal WHERE n > {after}",
        f"DELETE FROM cadres_checkpoint WHERE size > {after}",
    )


def record(n):
    """The number of the step or reading of which row ``n`` tells."""
    return f"(SELECT source_id FROM cadres_auditevent WHERE id = {event(n)})"


def event(n):
    return f"(SELECT event_id FROM cadres_seal WHERE n = {n})"


def rewrite(first=1):
    """Compute the chain anew, as somebody would who can write everything but has not the key."""
    with unguarded() as cursor:
        cursor.execute(
            "UPDATE cadres_auditevent SET payload_digest = encode(sha256(convert_to(payload, 'UTF8')), 'hex')"
        )
        cursor.execute("SELECT hash FROM cadres_seal WHERE n = %s", [first - 1])
        head = bytes.fromhex(cursor.fetchone()[0]) if first > 1 else START
        cursor.execute(WALK, [first])
        for n, _hash, _payload, *fields in cursor.fetchall():
            head = link(head, n, Entry._make(fields))
            cursor.execute("UPDATE cadres_seal SET hash = %s WHERE n = %s", [head.hex(), n])


def test_untouched_all_is_in_order(sealed):
    outcome = verify()

    assert outcome.ok, outcome.faults
    assert (outcome.rows, outcome.last, outcome.waiting, outcome.checkpoints) == (ROWS, ROWS, 0, 4)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "'another'"),
        ("role", "'leader'"),
        ("address", "'10.0.0.1'"),
        ("at", "at - interval '1 day'"),
        ("at", "'20000-01-01'"),
        ("at", "'infinity'"),
        ("action", "'approve'"),
        ("object", "'cadres.cadre:0'"),
        ("result", "''"),
        ("reason_digest", "''"),
        ("payload_digest", "repeat('0', 64)"),
    ],
)
def test_a_changed_field_is_found(sealed, column, value):
    tamper(f"UPDATE cadres_auditevent SET {column} = {value} WHERE id = {event(7)}")

    assert found()[0] == ("changed", 7)


@pytest.mark.parametrize("value", ["replace(payload, 'open', 'shut')", "'no json'"])
def test_a_changed_payload_is_found(sealed, value):
    tamper(f"UPDATE cadres_auditevent SET payload = {value} WHERE id = {event(7)}")

    assert found()[0] == ("payload", 7)


@pytest.mark.parametrize("column", ["source = 'cadres.fileaccess', source_id = 0", "source_id = 0"])
def test_an_event_led_to_another_record_is_found(sealed, column):
    tamper(f"UPDATE cadres_auditevent SET {column} WHERE id = {event(7)}")

    assert found()[0] == ("changed", 7)
    assert "no_event" in [code for code, _n in found()]


def test_an_event_taken_out_of_the_middle_is_found(sealed):
    tamper(f"DELETE FROM cadres_auditevent WHERE id = {event(7)}")

    assert found()[0] == ("gone", 7)


def test_a_seal_taken_out_of_the_middle_is_found(sealed):
    tamper(f"DELETE FROM cadres_auditevent WHERE id = {event(7)}", "DELETE FROM cadres_seal WHERE n = 7")

    assert found()[0] == ("gap", 7)


def test_rows_moved_up_over_a_gap_are_found(sealed):
    tamper(
        f"DELETE FROM cadres_auditevent WHERE id = {event(7)}",
        "DELETE FROM cadres_seal WHERE n = 7",
        "UPDATE cadres_seal SET n = n - 1000 WHERE n > 7",
        "UPDATE cadres_seal SET n = n + 999 WHERE n < 0",
    )
    assert found()[0] == ("changed", 7)


def test_the_end_cut_off_is_found(sealed):
    cut_off(after=20)

    assert found() == [("older", 0)]  # by the copy alone


def test_an_older_backup_is_found(sealed):
    """It ends with a checkpoint of its own, and is in order by itself."""
    cut_off(after=HALF)

    assert found() == [("older", 0)]


def test_two_rows_exchanged_are_found(sealed):
    tamper(
        "UPDATE cadres_seal SET event_id = -event_id WHERE n IN (5, 6)",
        "UPDATE cadres_seal mine SET event_id = -other.event_id FROM cadres_seal other"
        " WHERE (mine.n, other.n) IN ((5, 6), (6, 5))",
    )
    assert found()[0] == ("changed", 5)


def test_a_chain_written_anew_is_found_by_the_signature(sealed):
    tamper(
        f"UPDATE cadres_step SET reason = 'x' WHERE id = {record(15)}",
        f"UPDATE cadres_auditevent SET payload = replace(payload, '任职文件', 'x') WHERE id = {event(15)}",
    )
    rewrite()

    assert found() == [("rewritten", 13)]  # after the checkpoint of 12, which still agrees


def test_a_chain_written_anew_is_found_by_the_copy_when_the_checkpoints_go_too(sealed):
    tamper(f"UPDATE cadres_auditevent SET actor = 'another' WHERE id = {event(15)}", "DELETE FROM cadres_checkpoint")
    rewrite()

    assert found() == [("rewritten", 13)]


def test_a_chain_signed_anew_with_another_key_is_found(sealed, settings):
    tamper(f"UPDATE cadres_auditevent SET actor = 'another' WHERE id = {event(15)}", "DELETE FROM cadres_checkpoint")
    rewrite()
    old = as_text(read_key().public_key())
    settings.AUDIT_KEY_FILE.unlink()
    make_checkpoint()  # by a new key

    assert [code for code, _n in found()] == ["other_key"]
    settings.AUDIT_FORMER_KEYS = [old]  # who says that it was replaced on purpose still has the old heads against him
    assert found() == [("rewritten", 13)]


def test_a_key_replaced_on_purpose_is_no_fault(sealed, settings):
    settings.AUDIT_FORMER_KEYS = [as_text(known_keys()[0])]
    settings.AUDIT_KEY_FILE.rename(settings.AUDIT_KEY_FILE.with_suffix(".old"))
    with unguarded() as cursor:
        cursor.execute("DELETE FROM cadres_checkpoint")
    make_checkpoint()

    assert found() == []


def test_a_checkpoint_signed_by_nobody_is_found(sealed):
    head = bytes.fromhex(Seal.objects.get(n=ROWS).hash)
    note = str(sign(read_key(), origin="cadres", size=ROWS, head=head, at=AuditEvent.objects.first().at))
    with as_sealer():
        Checkpoint.objects.create(size=ROWS, note=note.replace(f"\n{ROWS}\n", f"\n{ROWS - 1}\n"))

    assert [code for code, _n in found()] == ["forged"]


def test_a_spoilt_copy_is_found(sealed, settings):
    (path,) = settings.AUDIT_COPIES_DIR.glob("checkpoints-*.txt")
    path.write_text(path.read_text().replace("cadres\n24", "cadres 24"))

    assert [code for code, _n in found()] == ["unreadable"]


def test_a_forged_step_is_found(sealed, staff):
    tamper(
        "INSERT INTO cadres_step"
        " (subject, move, source, target, by_id, at, reason, facts, warnings, overridden, edition)"
        f" VALUES ('cadres.cadre:1', 'approve', '', '', {staff.pk}, '2020-01-01', '', '{{}}', '[]', '[]', '')"
    )
    assert [code for code, _n in found()] == ["no_event"]


def forged_event(at):
    return (
        "INSERT INTO cadres_auditevent (source, source_id, at, actor, role, address, action, object, result,"
        " reason_digest, payload_digest, payload) SELECT 'cadres.step', max(source_id) + 1, "
        f"{at}, 'x', '', '', 'approve', 'x', '', '', encode(sha256('{{}}'), 'hex'), '{{}}' FROM cadres_auditevent"
    )


def test_a_forged_event_is_found(sealed):
    tamper(forged_event("now()"))
    assert [code for code, _n in found()] == ["source_gone"]
    seal()
    assert found() == [("source_gone", ROWS + 1)]


def test_an_event_written_later_with_an_earlier_time_is_found(sealed):
    tamper(forged_event("now() - interval '2 days'"))
    seal()

    assert ("backdated", ROWS + 1) in found()


def test_a_changed_record_is_found(sealed):
    tamper(f"UPDATE cadres_step SET by_id = NULL WHERE id = {record(3)}")

    assert found() == [("source", 3)]


def test_a_record_that_is_gone_is_found(sealed):
    tamper(f"DELETE FROM cadres_fileaccess WHERE id = {record(HALF)}")
    assert found() == [("source_gone", HALF)]


@pytest.mark.parametrize("table", ["cadres_step", "cadres_fileaccess", "cadres_auditevent", "cadres_seal"])
def test_a_guard_switched_off_is_found(sealed, table):
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")

    assert found() == []
    assert {fault.code for fault in examine().faults} == {"changed_trigger"}


def test_a_guard_whose_function_does_nothing_is_found(sealed):
    with as_owner() as cursor:
        cursor.execute("SELECT tgfoid::regproc FROM pg_trigger WHERE tgrelid = 'cadres_step'::regclass"
                       " AND tgname LIKE 'pgtrigger_leaves_event%'")  # fmt: skip
        (name,) = cursor.fetchone()
        cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
                       " 'BEGIN RETURN NULL; END'")  # fmt: skip

    assert [(fault.code, fault.params) for fault in examine().faults] == [("changed_function", {"what": f"{name}()"})]


def test_the_nightly_check_keeps_what_was_changed_of_the_database_and_tells_the_auditors(sealed, as_user):
    auditor = UserFactory(role=Role.AUDIT)
    assert check().faults == []
    with as_owner() as cursor:
        cursor.execute("CREATE TABLE copies (id int)")
    kept = check()

    assert kept.faults == [["strange_table", 0, {"what": "copies"}]]
    (notice,) = Notice.objects.filter(user=auditor)
    assert (notice.kind, notice.params, notice.url) == ("cadres.database_changed", {"number": 1}, "/audit/chain/")
    page = as_user(auditor).get(reverse("cadres:chain")).text
    assert "The program has not made the table copies. Find out who did" in page
    assert "not as the program made it" in page
    assert page.count("badge-good") == 0  # neither the verification nor anything else is called in order
    with pytest.raises(SystemExit):
        call_command("audit_verify")


def test_the_command_says_the_first_bad_row(sealed, capsys, settings, tmp_path):
    call_command("audit_verify", checkpoints=settings.AUDIT_COPIES_DIR)
    assert f"In order: {ROWS} rows to number {ROWS}" in capsys.readouterr().out
    call_command("audit_verify", since=HALF, key=[as_text(known_keys()[0])])
    assert f"In order: {ROWS - HALF + 1} rows" in capsys.readouterr().out
    tamper(f"UPDATE cadres_auditevent SET actor = 'another' WHERE id = {event(7)}")

    with pytest.raises(SystemExit) as ended:
        call_command("audit_verify")

    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "Row 7" in told
    assert "first bad row: 7" in told


# --- single bits -------------------------------------------------------------------------------------------------


def flipped(value, draw):
    """The value with one bit of its text turned over; numbers likewise."""
    if isinstance(value, int):
        return value ^ 1 << draw.randrange(63)
    data = bytearray(value.encode())
    place = draw.randrange(len(data) * 8)
    data[place // 8] ^= 1 << place % 8
    return bytes(data).decode("utf-8", "surrogateescape")


def walk(rows):
    """The first fault of exported rows, as the verification finds it."""
    chain = Chain()
    for n, sealed, payload, *fields in rows:
        try:
            fault = chain.check(n, sealed, Entry._make(fields), payload)
        except (UnicodeEncodeError, OverflowError):  # no text or number that the database could hold
            return "impossible"
        if fault:
            return fault.code
    return None


def test_each_of_a_thousand_flipped_bits_is_found(sealed):
    with connection.cursor() as cursor:
        cursor.execute(WALK, [1])
        rows = cursor.fetchall()
    draw = random.Random(20261130)
    assert walk(rows) is None
    missed = []
    for _ in range(1000):
        row = draw.randrange(len(rows))
        column = draw.choice([place for place, value in enumerate(rows[row]) if value not in ("", None)])
        bad = list(rows[row])
        bad[column] = flipped(bad[column], draw)
        if walk([*rows[:row], bad, *rows[row + 1 :]]) is None:
            missed.append((row + 1, column))

    assert missed == []


COLUMNS = ("actor", "role", "action", "object", "result", "reason_digest", "payload_digest", "payload", "source")


def test_bits_flipped_in_the_database_are_found(sealed):
    """Forty real updates: one bit of a letter each, so that the database takes it."""
    draw = random.Random(7)
    for _ in range(40):
        n, column = draw.randint(1, ROWS), draw.choice(COLUMNS)
        with unguarded() as cursor:
            cursor.execute(f"SELECT id, {column} FROM cadres_auditevent WHERE id = {event(n)}")
            key, value = cursor.fetchone()
            letters = [place for place, letter in enumerate(value) if letter.isascii() and letter.isalnum()]
            if not letters:
                continue
            place = draw.choice(letters)
            changed = value[:place] + chr(ord(value[place]) ^ 1 << draw.randrange(3)) + value[place + 1 :]
            cursor.execute(f"UPDATE cadres_auditevent SET {column} = %s WHERE id = %s", [changed, key])
            assert found()[0][1] == n, (column, value, changed)
            cursor.execute(f"UPDATE cadres_auditevent SET {column} = %s WHERE id = %s", [value, key])

    assert found() == []


def test_the_columns_of_an_event_are_all_in_the_chain():
    fields = {field.column for field in AuditEvent._meta.concrete_fields}

    assert fields - {"payload"} == set(Entry._fields)
    assert all(f"event.{name}" in ENTRY for name in Entry._fields)

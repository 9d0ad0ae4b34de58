"""Sending, against a mail server of our own: at least once, each by itself, the bad ones aside."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from cadres.models import OutboxMessage
from cadres.platform.outbox import points as channels
from cadres.platform.outbox.services import delivery as services
from cadres.platform.outbox.services import emails
from cadres.platform.outbox.tasks import deliver_outbox
from tests.cadres.platform.outbox.sink import HANG_UP
from tests.support.cadres import UserFactory
from tests.support.concurrency import run_concurrently
from tests.support.points import contributed

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])
settings.DEFAULT_FROM_EMAIL = "office@county.example"
django.setup()
from cadres.models import Notice
from cadres.platform.outbox.services import delivery as services
from cadres.platform.outbox.services import emails
emails.KINDS.add(emails.LetterKind("plain", "Plain", lambda message: emails.Letter(message.key, "Text")))
services.deliver_batch()
"""


def states():
    return dict(OutboxMessage.objects.values_list("key", "state"))


@pytest.mark.django_db
def test_a_letter_goes_out_with_its_stable_id(sink, letter):
    message = letter("Subject\nin two lines")

    assert deliver_outbox() == 1
    assert deliver_outbox() == 0

    [sent] = sink.letters
    assert sent["Message-ID"] == f"<{message.uid}@county.example>"
    assert (sent["To"], sent["Subject"]) == (message.user.email, "Subject in two lines")
    message.refresh_from_db()
    assert (message.state, message.tries, message.sent_at is not None) == ("sent", 1, True)


@pytest.mark.django_db
def test_a_batch_shares_one_connection(sink, letter):
    for number in range(3):
        letter(str(number))

    assert services.deliver_batch() == 3
    assert (sink.conversations, len(sink.letters)) == (1, 3)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_message_costs_the_same_queries_however_many(sink, letter, rows, django_assert_num_queries):
    for number in range(rows):
        letter(str(number))

    # transaction, lock, savepoint for the text (two), state, end of the transaction; and the look that finds no more
    with django_assert_num_queries(6 * rows + 3):
        services.deliver_batch()


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(sink, letter):
    for number in range(20):
        letter(str(number))

    results = run_concurrently(services.deliver_batch, services.deliver_batch)

    assert sum(results) == 20
    assert sorted(str(one["Subject"]) for one in sink.letters) == sorted(str(number) for number in range(20))
    assert set(states().values()) == {"sent"}


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_before_its_commit_repeats_one_message_with_the_same_id(sink, letter):
    """The server has taken the second letter; the worker dies before it can write that down."""
    uids = [letter(key).uid for key in ("first", "second", "third")]
    arguments = [connection.settings_dict["NAME"], str(sink.port)]
    worker = subprocess.Popen([sys.executable, "-c", WORKER, *arguments], env=os.environ.copy())  # noqa: S603 -- our own

    def kill_at_the_second():
        if len(sink.letters) == 2:
            worker.send_signal(signal.SIGKILL)
            worker.wait(timeout=30)

    sink.on_letter = kill_at_the_second
    assert worker.wait(timeout=60) == -signal.SIGKILL
    sink.on_letter = lambda: None
    assert states() == {"first": "sent", "second": "waiting", "third": "waiting"}

    deadline = time.monotonic() + 20  # PostgreSQL needs a moment to see that the worker is gone
    while "waiting" in states().values() and time.monotonic() < deadline:
        services.deliver_batch()
        time.sleep(0.05)

    ids = [str(one["Message-ID"]) for one in sink.letters]
    assert ids == [f"<{uids[number]}@county.example>" for number in (0, 1, 1, 2)] or ids == [
        f"<{uids[number]}@county.example>" for number in (0, 1, 2, 1)
    ]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_sent(sink, staff):
    with transaction.atomic():
        services.put("email", kind="plain", key="k", user=staff)
        transaction.set_rollback(True)

    assert services.deliver_batch() == 0
    assert sink.letters == []


@pytest.mark.django_db
@pytest.mark.parametrize("reply", ["550 no such user", "553 mailbox name not allowed"])
def test_a_refused_address_is_parked_at_once_and_the_others_go_on(sink, letter, reply):
    bad, good = letter("bad"), letter("good")
    sink.to_recipient[bad.user.email] = reply

    assert services.deliver_batch() == 2

    assert sink.recipients == [good.user.email]
    bad.refresh_from_db()
    assert (bad.state, bad.tries) == ("parked", 1)
    assert bad.last_error == f"SMTPRecipientsRefused {reply[:3]}"


@pytest.mark.django_db
def test_a_refused_text_is_parked_at_once(sink, letter):
    sink.to_text = "554 looks like spam"
    letter()

    services.deliver_batch()

    assert list(OutboxMessage.objects.values_list("state", "last_error")) == [("parked", "SMTPDataError 554")]


@pytest.mark.django_db
def test_five_failures_park_and_the_pauses_grow(sink, letter):
    message = letter(next_try_at=NOW)
    sink.to_recipient[message.user.email] = "450 try later"
    seen = []

    with time_machine.travel(NOW, tick=False) as clock:
        for pause in (
            timedelta(0),
            timedelta(minutes=1),
            timedelta(minutes=10),
            timedelta(hours=1),
            timedelta(hours=6),
        ):
            clock.shift(pause - timedelta(microseconds=1))
            assert services.deliver_batch() == 0 if pause else True
            clock.shift(timedelta(microseconds=1))
            assert services.deliver_batch() == 1
            message.refresh_from_db()
            seen.append((message.tries, message.state))
        clock.shift(timedelta(days=30))
        assert services.deliver_batch() == 0

    assert seen == [(1, "waiting"), (2, "waiting"), (3, "waiting"), (4, "waiting"), (5, "parked")]
    assert message.last_error == "SMTPRecipientsRefused 450"


@pytest.mark.django_db
@pytest.mark.parametrize(("early", "handled"), [(-1, 0), (0, 1), (1, 1)])
def test_the_turn_of_a_message_comes_at_its_moment(sink, letter, early, handled):
    letter(next_try_at=NOW)

    with time_machine.travel(NOW + timedelta(microseconds=early), tick=False):
        assert services.deliver_batch() == handled


@pytest.mark.django_db
def test_a_server_that_is_away_counts_against_nobody(sink, letter, settings):
    letter("a"), letter("b")
    with_server, settings.EMAIL_PORT = sink.port, 1  # nobody listens there

    for _minute in range(7):
        assert services.deliver() == 1
    assert set(OutboxMessage.objects.values_list("state", "tries")) == {("waiting", 0)}
    assert set(OutboxMessage.objects.values_list("last_error", flat=True)) == {"ConnectionRefusedError", ""}

    settings.EMAIL_PORT = with_server
    assert services.deliver() == 2
    assert set(OutboxMessage.objects.values_list("state", "last_error")) == {("sent", "")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "reply", "error"),
    [
        ("greeting", "554 not to you", "SMTPConnectError 554"),
        ("greeting", "421 closing", "SMTPConnectError 421"),
        ("to_sender", "550 not from you", "SMTPSenderRefused 550"),
        ("to_text", "421 closing", "SMTPDataError 421"),
    ],
)
def test_a_server_that_takes_nothing_from_us_counts_against_nobody(sink, letter, where, reply, error):
    letter("a"), letter("b")
    setattr(sink, where, reply)

    assert services.deliver() == 1
    assert set(OutboxMessage.objects.values_list("state", "tries")) == {("waiting", 0)}
    assert OutboxMessage.objects.get(key="a").last_error == error


@pytest.mark.django_db
def test_a_connection_that_breaks_counts_and_the_others_go_over_a_new_one(sink, letter):
    bad, good = letter("bad"), letter("good")
    sink.to_recipient[bad.user.email] = HANG_UP

    assert services.deliver() == 2
    assert (sink.conversations, sink.recipients) == (2, [good.user.email])
    bad.refresh_from_db()
    assert (bad.state, bad.tries, bad.last_error) == ("waiting", 1, "SMTPServerDisconnected")


@pytest.mark.django_db
@pytest.mark.parametrize(("bad", "handled"), [("01", 5), ("012", 3), ("0134", 5), ("0234", 5), ("01234", 3)])
def test_after_three_broken_connections_running_the_channel_rests(sink, letter, bad, handled):
    for number in range(5):
        message = letter(str(number))
        if str(number) in bad:
            sink.to_recipient[message.user.email] = HANG_UP

    assert services.deliver() == handled


@pytest.mark.django_db
def test_a_letter_that_cannot_be_written_holds_up_nobody(sink, letter, caplog):
    def write(message):
        OutboxMessage.objects.extra(where=["nonsense"]).first()

    letter("bad", kind="broken")
    letter("unknown", kind="gone")
    letter("good")

    with contributed(emails.KINDS, emails.LetterKind("broken", "Broken", write)):
        assert services.deliver() == 3
    assert [str(one["Subject"]) for one in sink.letters] == ["good"]
    errors = dict(OutboxMessage.objects.filter(state="waiting", tries=1).values_list("key", "last_error"))
    assert errors == {"bad": "ProgrammingError", "unknown": "KeyError"}


@pytest.mark.django_db
def test_address_and_account_are_those_of_the_moment_of_sending(sink, letter):
    moved, closed, without = UserFactory(), UserFactory(), UserFactory()
    letter("moved", moved), letter("closed", closed), letter("without", without), letter("nobody", UserFactory())
    moved.email, closed.is_active, without.email = "new@county.example", False, ""
    for user in (moved, closed, without):
        user.save()

    services.deliver()

    assert "new@county.example" in sink.recipients
    assert states() == {"moved": "sent", "closed": "skipped", "without": "skipped", "nobody": "sent"}


@pytest.mark.django_db
def test_a_channel_that_is_down_leaves_the_others_alone(sink, letter, other_channel, settings):
    settings.EMAIL_PORT = 1
    letter("mail")
    letter("call", channel="other")
    letter("call too", channel="other")

    assert services.deliver() == 3
    assert other_channel == ["call", "call too"]
    assert states() == {"mail": "waiting", "call": "sent", "call too": "sent"}


@pytest.mark.django_db
def test_a_run_ends_when_its_time_is_over(sink, letter):
    letter("a"), letter("b")

    assert services.deliver(seconds=-1) == 0
    assert set(states().values()) == {"waiting"}


@pytest.mark.django_db
def test_a_run_goes_on_after_a_full_batch(sink, letter, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    for number in range(5):
        letter(str(number))

    assert services.deliver() == 5
    assert sink.conversations == 3


def test_a_channel_is_one_function(other_channel):
    assert channels.label_of("other") == "Other"
    assert channels.label_of("unknown") == "unknown"

"""Writing messages; trying again and giving up; what has not gone out."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cadres.models import OutboxMessage, Step
from cadres.platform.outbox.services import delivery as services
from cadres.shared.errors import Refused
from tests.support.concurrency import refusals, run_concurrently


@pytest.mark.django_db
def test_the_same_key_is_written_once(staff, django_assert_num_queries):
    for _again in range(2):
        with django_assert_num_queries(1):
            services.put("email", kind="plain", key="k", user=staff, payload={"number": 1})

    message = OutboxMessage.objects.get()
    assert (message.state, message.payload, message.user) == ("waiting", {"number": 1}, staff)


@pytest.mark.django_db
def test_a_key_belongs_to_its_channel(staff, other_channel):
    services.put("email", kind="plain", key="k", user=staff)
    services.put("other", kind="plain", key="k")

    assert OutboxMessage.objects.count() == 2


@pytest.mark.django_db
def test_a_channel_that_does_not_exist_is_refused_when_written(staff):
    with pytest.raises(ValueError, match="no such channel: pigeon"):
        services.put("pigeon", kind="plain", key="k", user=staff)


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_written(staff):
    with pytest.raises(RuntimeError, match="in the transaction"):
        services.put("email", kind="plain", key="k", user=staff)

    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_trying_again_gives_five_new_tries(parked, system):
    message = services.try_again(parked(), by=system)

    assert (message.state, message.tries, message.parked_at) == ("waiting", 0, None)
    assert message.next_try_at <= timezone.now()
    step = Step.objects.of(message).get()
    assert (step.move, step.by, step.source, step.target) == ("try_again", system, "parked", "waiting")


@pytest.mark.django_db
def test_many_are_tried_again_by_the_same_queries(parked, letter, system, django_assert_num_queries):
    for number in range(3):
        parked(str(number))
    letter("waits")

    with django_assert_num_queries(5):  # savepoint (two), lock, change, steps
        assert services.try_again_each(OutboxMessage.objects.all(), by=system) == 3
    assert Step.objects.filter(move="try_again").count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["waiting", "sent", "skipped"])
def test_only_what_is_parked_is_tried_again_or_given_up(letter, system, state):
    message = letter()
    if state != "waiting":
        dated = "sent_at" if state == "sent" else "closed_at"
        OutboxMessage.objects.update(state=state, next_try_at=None, **{dated: timezone.now()})

    for call in (
        lambda: services.try_again(message, by=system),
        lambda: services.give_up(message, reason="x", by=system),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert [objection.code for objection in refused.value.objections] == ["not-parked"]
    assert not Step.objects.exists()


@pytest.mark.django_db
def test_giving_up_keeps_the_reason(parked, system):
    message = services.give_up(parked(), reason="He was told by telephone.", by=system)

    assert (message.state, message.parked_at, message.closed_at is not None) == ("given_up", None, True)
    step = Step.objects.of(message).get()
    assert (step.move, step.reason, step.by) == ("give_up", "He was told by telephone.", system)


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_giving_up_needs_a_reason_and_tells_everything_at_once(parked, letter, system, reason):
    with pytest.raises(Refused) as refused:
        services.give_up(parked(), reason=reason, by=system)
    assert [objection.code for objection in refused.value.objections] == ["reason-missing"]

    with pytest.raises(Refused) as refused:
        services.give_up(letter("waits"), reason=reason, by=system)
    assert [objection.code for objection in refused.value.objections] == ["not-parked", "reason-missing"]


@pytest.mark.django_db(transaction=True)
def test_of_trying_again_and_giving_up_at_once_one_is_refused(parked, system):
    message = parked()

    results = run_concurrently(
        lambda: services.try_again(message, by=system), lambda: services.give_up(message, reason="x", by=system)
    )

    assert len(refusals(results)) == 1
    assert Step.objects.of(message).count() == 1


@pytest.mark.django_db
def test_the_backlog_counts_what_has_not_gone_out(letter, parked, django_assert_num_queries):
    assert services.backlog() == services.Backlog(0, 0, 0)
    parked("p")
    old = letter("old")
    letter("young")
    OutboxMessage.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=1))

    with django_assert_num_queries(1):
        found = services.backlog()

    assert (found.parked, found.waiting) == (1, 2)
    assert 3595 <= found.oldest <= 3660


@pytest.mark.django_db(transaction=True)
def test_the_message_is_there_when_the_change_is_and_not_before(staff):
    with transaction.atomic():
        services.put("email", kind="plain", key="k", user=staff)
        assert run_concurrently(OutboxMessage.objects.count) == [0]

    assert run_concurrently(OutboxMessage.objects.count) == [1]

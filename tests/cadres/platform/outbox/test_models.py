"""What the database itself refuses."""

import uuid

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from cadres.models import OutboxMessage
from cadres.platform.outbox.choices import OutboxState
from cadres.platform.outbox.rules import EDGES

pytestmark = pytest.mark.django_db

DATED = {
    "waiting": {"next_try_at"},
    "sent": {"sent_at"},
    "parked": {"parked_at"},
    "skipped": {"closed_at"},
    "given_up": {"closed_at"},
}


def put_into(message, state):
    names = ("next_try_at", "sent_at", "parked_at", "closed_at")
    dates = {name: timezone.now() if name in DATED[state] else None for name in names}
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, **dates)


@pytest.mark.parametrize("source", OutboxState.values)
@pytest.mark.parametrize("target", OutboxState.values)
def test_only_the_moves_of_the_table(letter, source, target):
    message = letter()
    if source == "given_up":
        put_into(message, "parked")
    put_into(message, source)

    if source == target or (source, target) in EDGES:
        put_into(message, target)
    else:
        with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
            put_into(message, target)


@pytest.mark.parametrize("name", ["next_try_at", "sent_at", "parked_at", "closed_at"])
@pytest.mark.parametrize("state", DATED)
def test_each_state_has_its_own_date_and_no_other(letter, state, name):
    message = letter()
    if state == "given_up":
        put_into(message, "parked")
    put_into(message, state)
    wrong = None if name in DATED[state] else timezone.now()

    with pytest.raises(IntegrityError, match="cadres_outbox_dated"), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(**{name: wrong})


@pytest.mark.parametrize(
    ("field", "value"),
    [("uid", uuid.uuid4()), ("key", "other"), ("channel", "x"), ("kind", "x"), ("user", None), ("payload", {"a": 1})],
)
def test_what_was_written_stays(letter, field, value):
    message = letter()

    with pytest.raises(InternalError, match="Cannot update rows"), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(**{field: value})


@pytest.mark.parametrize("tries", [4, 5])
def test_up_to_five_tries_fit(letter, tries):
    message = letter()

    assert OutboxMessage.objects.filter(pk=message.pk).update(tries=tries) == 1


def test_a_sixth_try_is_refused(letter):
    message = letter()

    with pytest.raises(IntegrityError, match="cadres_outbox_tries"), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(tries=6)

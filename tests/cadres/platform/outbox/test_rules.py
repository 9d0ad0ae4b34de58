"""The pauses between tries, and the fifth that is the last."""

from datetime import UTC, datetime, timedelta

import pytest

from cadres.platform.outbox.rules import next_try

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tries", "pause"),
    [(1, timedelta(minutes=1)), (2, timedelta(minutes=10)), (3, timedelta(hours=1)), (4, timedelta(hours=6))],
)
def test_each_failure_waits_longer(tries, pause):
    assert next_try(tries, NOW) == NOW + pause


@pytest.mark.parametrize("tries", [5, 6])
def test_the_fifth_failure_is_the_last(tries):
    assert next_try(tries, NOW) is None


@pytest.mark.parametrize("tries", [1, 4])
def test_a_permanent_failure_is_not_tried_again(tries):
    assert next_try(tries, NOW, permanent=True) is None

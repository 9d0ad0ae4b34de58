"""Wrong passwords close the door to who tries them, and to nobody who works."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.support.cadres import UserFactory
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db
PASSWORD = "a-Word-of-my-own-77"
DESK, ELSEWHERE = "10.1.1.5", "203.0.113.9"
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def clerk():
    user = UserFactory(username="clerk")
    user.set_password(PASSWORD)
    user.save()
    return user


def tried(username="clerk", *, password="", address=DESK):
    client = Client(REMOTE_ADDR=address, headers={"accept-language": "en"})
    return client.post(reverse("account_login"), {"login": username, "password": password or "wrong"})


def opens(username="clerk", address=DESK):
    return tried(username, password=PASSWORD, address=address).status_code == 302


def failed(times, *, username="clerk", ago=timedelta(0), address=None):
    """Wrong passwords as the record has them, each from another address unless said."""
    for number in range(times):
        row = AccessFailureLog.objects.create(
            username=username,
            ip_address=address or f"198.51.100.{number}",
            user_agent="",
            path_info="",
            http_accept="",
        )
        with as_owner():
            AccessFailureLog.objects.filter(pk=row.pk).update(attempt_time=timezone.now() - ago)


def worked_here(days_ago=1, *, username="clerk", address=DESK):
    row = AccessLog.objects.create(
        username=username, ip_address=address, user_agent="", path_info="", http_accept="", session_hash=""
    )
    with as_owner():
        AccessLog.objects.filter(pk=row.pk).update(attempt_time=timezone.now() - timedelta(days=days_ago))


@pytest.mark.parametrize(("wrong", "opened"), [(4, True), (5, False), (6, False)])
def test_five_from_one_address_close_it_there(wrong, opened, clerk):
    for _try in range(wrong):
        tried()

    assert opens() is opened
    assert opens(address=ELSEWHERE)


@pytest.mark.parametrize(("minutes", "opened"), [(14, False), (16, True)])
def test_for_fifteen_minutes(minutes, opened, clerk, time_machine):
    for _try in range(5):
        tried()
    time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)

    assert opens() is opened


@pytest.mark.parametrize(("wrong", "opened"), [(19, True), (20, False), (21, False)])
def test_twenty_from_anywhere_close_it_to_strangers(wrong, opened, clerk):
    failed(wrong)

    assert opens(address=ELSEWHERE) is opened


@pytest.mark.parametrize(("ago", "opened"), [(timedelta(hours=5, minutes=59), False), (timedelta(hours=6), True)])
def test_within_six_hours(ago, opened, clerk):
    failed(20, ago=ago)

    assert opens(address=ELSEWHERE) is opened


@pytest.mark.parametrize(("days", "opened"), [(29, True), (30, False), (31, False)])
def test_who_worked_there_lately_goes_on(days, opened, clerk):
    worked_here(days)
    failed(100)

    assert opens() is opened


@pytest.mark.parametrize(("wrong", "opened"), [(49, True), (50, False), (51, False)])
def test_fifty_from_one_address_close_it_to_accounts_unknown_there(wrong, opened, clerk):
    for number in range(wrong):
        failed(1, username=f"somebody-{number}", address=DESK)

    assert opens() is opened


def test_nobody_locks_the_department_out(clerk):
    """Behind one address, where each has worked, anybody may try what he likes against the others."""
    colleagues = [UserFactory(username=f"colleague{number}") for number in range(3)]
    for colleague in colleagues:
        colleague.set_password(PASSWORD)
        colleague.save()
        worked_here(username=colleague.username)
    failed(600, username="clerk", address=DESK)

    assert all(opens(colleague.username) for colleague in colleagues)


def test_a_right_password_beyond_the_limit_tells_nothing(clerk):
    failed(20)
    failed(20, username="nobody")

    answers = [tried(address=ELSEWHERE), tried(password=PASSWORD, address=ELSEWHERE), tried("nobody", address=DESK)]

    assert {answer.status_code for answer in answers} == {429}
    assert "from where it was used lately" in answers[1].text
    assert AccessFailureLog.objects.filter(locked_out=True).count() == 3

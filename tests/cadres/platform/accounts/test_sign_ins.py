"""Sessions: one an account, ended for good by whatever changes who it is, and told to who finds his ended."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cadres.models import Notice, SignIn, Step
from cadres.platform.accounts.choices import Ended, Role
from cadres.platform.accounts.presenters import browser_name
from cadres.platform.accounts.services import accounts as people
from cadres.platform.accounts.services.passwords import set_password
from tests.support.cadres import CountyFactory, LeaderFactory, UserFactory
from tests.support.concurrency import run_concurrently

PASSWORD = "a-Word-of-my-own-77"
DESK, ELSEWHERE = "10.1.1.5", "203.0.113.9"

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    user = UserFactory(username="clerk")
    set_password(user, PASSWORD)
    return user


def signed_in(address=DESK):
    browser = Client(REMOTE_ADDR=address, headers={"accept-language": "en", "user-agent": "Firefox"})
    answer = browser.post(reverse("account_login"), {"login": "clerk", "password": PASSWORD})
    assert answer.status_code == 302, answer.text
    return browser


def works(browser):
    return browser.get(reverse("home")).status_code == 200


def told(browser):
    return browser.get(reverse("account_login")).text


def test_a_log_in_ends_the_one_before_and_both_are_told(clerk, settings):
    settings.ONE_SESSION = True
    before = signed_in()
    after = signed_in(ELSEWHERE)

    assert f"still signed in at {DESK}" in after.get(reverse("home")).text
    assert not works(before)
    assert f"was signed in to at {ELSEWHERE}" in told(before)
    assert works(after)


def test_an_installation_may_allow_several(clerk, settings):
    settings.ONE_SESSION = False

    here, there = signed_in(), signed_in(ELSEWHERE)

    assert works(here)
    assert works(there)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_a_time_one_is_left(settings):
    settings.ONE_SESSION = True
    set_password(UserFactory(username="clerk"), PASSWORD)

    browsers = run_concurrently(signed_in, signed_in, signed_in)

    assert sum(works(browser) for browser in browsers) == 1
    assert SignIn.objects.open().count() == 1


ENDS = {
    "role": lambda user, by: people.give_role(user, Role.STAFF, by=by, division=CountyFactory(), reason="x"),
    "close": lambda user, by: people.close_account(user, by=by),
    "code": lambda user, by: people.new_code(user, by=by),
    "password": lambda user, by: set_password(user, "another-Word-of-mine-78"),
}


@pytest.mark.parametrize("how", ENDS)
def test_what_changes_who_it_is_ends_sessions(how, clerk):
    browser = signed_in()
    assert works(browser)

    ENDS[how](clerk, UserFactory(role=Role.SYSTEM))

    assert not works(browser)
    assert browser.get("/api/v1/cadres/").status_code in (401, 403)


def test_one_that_was_ended_does_not_come_back_with_the_account(clerk):
    by = UserFactory(role=Role.SYSTEM)
    browser = signed_in()
    people.close_account(clerk, by=by)
    people.reopen_account(clerk, by=by)

    assert not works(browser)
    assert works(signed_in())


def test_signing_out_everywhere(clerk):
    here, there = signed_in(), signed_in(ELSEWHERE)

    answer = here.post(reverse("cadres:sign_out_everywhere"))

    assert answer.url == reverse("account_login")
    assert not works(here)
    assert not works(there)
    assert "You were signed out everywhere." in told(there)
    assert Step.objects.filter(move="sign_out_everywhere", by=clerk).exists()
    assert Notice.objects.filter(user=clerk, kind="cadres.own_sign_out_everywhere").exists()
    assert here.get(reverse("cadres:sign_out_everywhere")).status_code == 302  # only by POST, and only signed in


def test_another_password_of_ones_own_ends_the_others_alone(clerk):
    here, there = signed_in(), signed_in(ELSEWHERE)
    wish = {"oldpassword": PASSWORD, "password1": "Gelbe-Wellen-7", "password2": "Gelbe-Wellen-7"}

    assert here.post(reverse("account_change_password"), wish).status_code == 302

    assert works(here)
    assert not works(there)
    assert Step.objects.filter(move="change_password", by=clerk).exists()
    assert Notice.objects.filter(user=clerk, kind="cadres.own_change_password").exists()


def test_the_page_shows_ones_own_alone(clerk, django_assert_num_queries):
    browser = signed_in()
    SignIn.objects.create(user=LeaderFactory(), address="192.0.2.77")
    SignIn.objects.create(user=clerk, address=ELSEWHERE, ended_at=timezone.now(), ended=Ended.LEFT)
    long_ago = timezone.now() - timedelta(minutes=31)
    SignIn.objects.create(user=clerk, address="192.0.2.99", seen_at=long_ago)

    page = browser.get(reverse("cadres:sign_ins")).text

    assert DESK in page
    assert "Firefox" in page
    assert ELSEWHERE in page
    assert "192.0.2.77" not in page
    assert "192.0.2.99" not in page  # over by itself


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox (Windows)"),
        (
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
                "Safari/537.36 Edg/126.0.0.0"
            ),
            "Edge (Windows)",
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                "Version/17.5 Mobile/15E148 Safari/604.1"
            ),
            "Safari (iPhone)",
        ),
        ("curl/8.0", "–"),
    ],
)
def test_browsers_by_their_short_names(told, name):
    assert browser_name(told) == name


def test_work_is_noted_once_a_minute(clerk, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    browser = signed_in()
    for seconds, seen in ((59, 0), (60, 60), (61, 60)):
        time_machine.move_to(now + timedelta(seconds=seconds), tick=False)
        works(browser)
        assert SignIn.objects.get(user=clerk).seen_at == now + timedelta(seconds=seen)


def test_signing_out_ends_it(clerk):
    browser = signed_in()
    browser.post(reverse("account_logout"))

    assert SignIn.objects.get(user=clerk).ended == Ended.LEFT


@pytest.mark.parametrize(("hours", "goes_on"), [(11.9, True), (12, False), (12.1, False)])
def test_a_days_work(hours, goes_on, clerk, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    browser = signed_in()
    browser.cookies["sessionid"]["max-age"] = ""
    for half in range(1, 24):
        time_machine.move_to(now + timedelta(minutes=29.5 * half), tick=False)
        works(browser)
    time_machine.move_to(now + timedelta(hours=11, minutes=45), tick=False)
    works(browser)
    time_machine.move_to(now + timedelta(hours=hours), tick=False)

    assert works(browser) is goes_on


def test_ended_is_said_with_when_and_by_what(clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignIn.objects.create(user=clerk, ended_at=timezone.now())

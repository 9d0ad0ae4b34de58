"""What a password must be by each profile, that old ones do not come back, and that it is over one day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from cadres.models import Installation
from cadres.platform.accounts.models import FormerPassword
from cadres.platform.accounts.services.opening import random_password
from cadres.platform.accounts.services.passwords import KEPT, set_password, take_password
from config.passwords import PROFILES
from tests.support.cadres import CountyFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
FIRST = "Grune-Welle-1"


@pytest.fixture
def zhang():
    Installation.objects.update_or_create(id=1, defaults={"division": CountyFactory(name="平昌县")})
    return UserFactory(username="zhang.wei", name="张志伟", password=FIRST)


def codes(password, user, profile, settings):
    settings.AUTH_PASSWORD_VALIDATORS = list(PROFILES[profile].validators)
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {one.code for one in refused.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("Gelb-4711", {"password_too_short"}),  # nine signs
        ("Gelb-47113", set()),  # ten
        ("gelbe-wellen", {"password_signs"}),  # two kinds
        ("gelbe-wellen-7", set()),  # three
        ("Password123", {"password_too_common", "password_of_this_place"}),
        ("Pingchang2026!", {"password_of_this_place"}),
        ("zhangzhiwei-88", {"password_of_this_place"}),
        ("Zuzhibu@2026!1", {"password_of_this_place"}),
        ("Zhang.Wei-1", {"password_too_similar", "password_of_this_place"}),
        (FIRST, {"password_used_before"}),
    ],
)
def test_graded_protection(password, refused, zhang, settings):
    assert codes(password, zhang, "dengbao", settings) == refused


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("kordel bach", {"password_too_short"}),  # eleven signs
        ("kordel bach 7", set()),
        ("kordel bach wiese", set()),  # any signs
        ("aaaaaaaaaaaaaa", {"password_guessable"}),
        ("abcdefghijklmnop", {"password_guessable"}),
        ("pingchangxian2026", {"password_of_this_place", "password_guessable"}),
        (FIRST, set()),  # known to nobody else, it may stay
    ],
)
def test_asvs(password, refused, zhang, settings):
    assert codes(password, zhang, "asvs", settings) == refused


def test_a_long_password_takes_no_long_time(zhang, settings):
    assert codes("wiese-kordel-bach " * 200, zhang, "asvs", settings) == set()


@pytest.mark.parametrize(("ago", "comes_back"), [(1, False), (4, False), (5, True)])
def test_none_of_the_last_five(ago, comes_back, zhang, settings):
    for number in range(ago):
        set_password(zhang, f"Other-{number}-word")

    assert (codes(FIRST, zhang, "dengbao", settings) == set()) is comes_back


def test_one_that_was_taken_away_does_not_come_back(zhang, settings):
    take_password(zhang)

    assert codes(FIRST, zhang, "dengbao", settings) == {"password_used_before"}


def test_former_ones_are_kept_as_digests_and_not_for_ever(zhang):
    for number in range(KEPT + 3):
        set_password(zhang, f"Other-{number}-word")

    rows = FormerPassword.objects.filter(user=zhang)
    assert rows.count() == KEPT
    assert not [row for row in rows if "Other" in row.digest]


def test_passwords_made_at_random_suit_the_profile(zhang):
    for _time in range(50):
        validate_password(random_password(), zhang)


@pytest.mark.parametrize(("age", "over"), [(89, False), (90, True), (91, True)])
def test_after_ninety_days_only_the_page_that_changes_it_opens(age, over, zhang, as_user, time_machine):
    time_machine.move_to(NOW, tick=False)
    zhang.password_set_at = NOW - timedelta(days=age)
    zhang.save()

    answers = [as_user(zhang).get(reverse(name)) for name in ("home", "cadres:cadre_list", "account_change_password")]

    led = [answer.status_code == 302 and answer.url == reverse("account_change_password") for answer in answers]
    assert led == [over, over, False]
    assert ("counts for 90 days here" in answers[2].text) is over
    assert as_user(zhang).get("/api/v1/cadres/").status_code == (403 if over else 200)


def test_another_password_opens_everything_again(zhang, as_user, time_machine):
    time_machine.move_to(NOW, tick=False)
    zhang.password_set_at = NOW - timedelta(days=200)
    zhang.save()
    browser = as_user(zhang)
    wish = {"oldpassword": FIRST, "password1": "Gelbe-Wellen-7", "password2": "Gelbe-Wellen-7"}

    assert browser.post(reverse("account_change_password"), wish).status_code == 302
    assert browser.get(reverse("home")).status_code == 200
    zhang.refresh_from_db()
    assert zhang.password_set_at == NOW


def test_without_days_it_stays(zhang, as_user, settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.PASSWORD_DAYS = 0
    zhang.password_set_at = NOW - timedelta(days=2000)
    zhang.save()

    assert as_user(zhang).get(reverse("home")).status_code == 200

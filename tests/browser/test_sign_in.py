"""Signing in on a phone: the second factor is set up, used, and what follows is as a person expects it.

With ``PICTURES=<directory>`` it also takes pictures of the pages.
"""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from cadres.models import SignIn
from cadres.platform.accounts.choices import Ended, Role
from cadres.platform.accounts.services.passwords import set_password
from tests.support.cadres import CountyFactory, LeaderFactory, UserFactory
from tests.support.second_factor import code_now, with_second_factor

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a-Word-of-my-own-77"
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(autouse=True)
def _as_installed(settings):
    cache.clear()
    settings.SECOND_FACTOR_ROLES = ["leader", "system", "security", "audit"]


@pytest.fixture
def leader():
    user = LeaderFactory(username="leader", name="何部长")
    set_password(user, PASSWORD)
    return user


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def sign_in(page):
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill("leader")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()


def test_setting_up_the_second_factor_on_a_phone(page_as, check_page, leader):
    page = page_as(width=360, height=800)
    sign_in(page)

    expect(page.get_by_role("heading", name="Set up the authenticator app")).to_be_visible()
    check_page(page)
    secret = page.locator("code.secret").inner_text()
    page.locator("[name=code]").fill(code_now(secret))
    page.get_by_role("button", name="Turn on").click()

    expect(page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
    check_page(page)
    page.goto("/")
    assert page.url.endswith("/")  # led nowhere else any more
    expect(page.get_by_role("heading", name="Set up the authenticator app")).to_have_count(0)


def test_signing_in_with_it_on_a_phone(page_as, check_page, leader):
    with_second_factor(leader)
    page = page_as(width=360, height=800)
    sign_in(page)

    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    check_page(page)
    page.locator("[name=code]").fill("000000")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("link", name="Incorrect code")).to_be_visible()
    page.locator("[name=code]").fill(code_now())
    page.locator("main button[type=submit]").click()

    expect(page.get_by_role("heading", name="Second factor")).to_have_count(0)
    page.goto(reverse("cadres:sign_ins"))
    expect(page.get_by_text("here", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")])
def test_the_pages_look_right(page_as, check_page, leader, settings, width, scheme, language):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    SignIn.objects.create(
        user=leader, address="203.0.113.9", browser="Mozilla/5.0 (Windows NT 10.0; Win64) Firefox/128.0"
    )
    ended = {"address": "10.1.1.5", "browser": "Firefox", "ended_at": "2026-11-30T01:00Z", "ended": Ended.ELSEWHERE}
    SignIn.objects.create(user=leader, **ended)
    mark = f"{width}-{scheme}-{language}"
    page = page_as(leader, width=width, scheme=scheme, language=language)
    for name, address in (("setup", reverse("mfa_activate_totp")), ("again", reverse("account_reauthenticate"))):
        page.goto(address)
        check_page(page)
        picture(page, f"{name}-{mark}")

    with_second_factor(leader)
    for name in ("cadres:sign_ins", "mfa_index", "account_change_password"):
        page.goto(reverse(name))
        check_page(page)
        picture(page, f"{name.split(':')[-1]}-{mark}")

    system = UserFactory(role=Role.SYSTEM, remit=CountyFactory())
    with_second_factor(system)
    page = page_as(system, width=width, scheme=scheme, language=language)
    for name in ("account_detail", "account_ask_factor"):
        page.goto(reverse(f"cadres:{name}", args=[leader.pk]))
        check_page(page)
        picture(page, f"{name}-{mark}")

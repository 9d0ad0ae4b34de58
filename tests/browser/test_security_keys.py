"""Security keys in a real browser, with an authenticator that Chromium plays: added, signed in with, asked again.

With ``PICTURES=<directory>`` it also takes pictures of the pages.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from cadres.models import SignIn
from cadres.platform.accounts.services.passwords import set_password
from tests.support.cadres import LeaderFactory
from tests.support.second_factor import code_now, unused_codes_of, with_second_factor

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a-Word-of-my-own-77"
PICTURES = os.environ.get("PICTURES")
DEVICE = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _as_installed(settings):
    cache.clear()
    settings.SECOND_FACTOR_ROLES = ["leader", "system", "security", "audit"]


@pytest.fixture
def leader():
    user = LeaderFactory(username="leader", name="何部长")
    set_password(user, PASSWORD)
    return user


class Device:
    """The security key of the browser's own making, by Chromium's protocol."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        made = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.which = {"authenticatorId": made["authenticatorId"]}

    def credentials(self):
        return self.session.send("WebAuthn.getCredentials", self.which)["credentials"]

    def becomes(self, credential):
        """As if another device held this."""
        self.session.send("WebAuthn.clearCredentials", self.which)
        self.session.send("WebAuthn.addCredential", self.which | {"credential": credential})

    def takes_no_touch(self):
        self.session.send("WebAuthn.setUserVerified", self.which | {"isUserVerified": False})
        self.session.send("WebAuthn.setAutomaticPresenceSimulation", self.which | {"enabled": False})


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def sign_in(page):
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill("leader")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()


def is_home(url):
    """Every address ends with a stroke: a page that is about to leave one has not arrived yet."""
    return urlsplit(url).path == "/"


def sign_out(page):
    page.goto(reverse("account_logout"))
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "login" in url)


def add_key(page, name="Key ring"):
    page.goto(reverse("mfa_add_webauthn"))
    page.locator("[name=name]").fill(name)
    page.get_by_role("button", name="Add the key").click()


def test_a_key_is_set_up_signs_in_and_is_asked_again(page_as, check_page, leader, settings):
    page = page_as(width=360, height=800)
    device = Device(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Set up the authenticator app")).to_be_visible()
    page.get_by_role("link", name="Use a security key instead").click()
    check_page(page)
    add_key(page)

    expect(page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
    assert len(device.credentials()) == 1
    page.goto(reverse("mfa_index"))
    expect(page.get_by_text("Key ring", exact=True)).to_be_visible()
    check_page(page)

    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Use the security key").click()
    page.wait_for_url(is_home)
    expect(page.get_by_role("heading", name="Second factor")).to_have_count(0)
    assert SignIn.objects.filter(user=leader, ended_at=None).exists()

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_role("link", name="Use a security key").click()
    check_page(page)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    page.get_by_role("button", name="Use the security key").click()
    expect(page.get_by_role("heading", name="Add a security key")).to_be_visible()


def test_a_copy_whose_counter_is_behind_is_refused_and_blocked(page_as, check_page, leader):
    page = page_as()
    device = Device(page)
    sign_in(page)
    page.wait_for_url(lambda url: "totp" in url)
    add_key(page)
    expect(page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
    (copy,) = device.credentials()
    sign_out(page)
    sign_in(page)
    page.get_by_role("button", name="Use the security key").click()
    page.wait_for_url(is_home)
    (ahead,) = device.credentials()
    assert ahead["signCount"] > copy["signCount"]
    sign_out(page)

    device.becomes(copy | {"rpId": "localhost"})
    sign_in(page)
    page.get_by_role("button", name="Use the security key").click()

    expect(page.get_by_text("This key may have been copied")).to_be_visible()
    check_page(page)
    page.goto("/")
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    codes = unused_codes_of(Authenticator.objects.get(type="recovery_codes").user)
    page.locator("[name=code]").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(is_home)
    page.goto(reverse("mfa_index"))
    expect(page.get_by_text("It opens nothing any more: remove it.")).to_be_visible()
    check_page(page)


def test_what_goes_wrong_is_said_beside_the_button(page_as, check_page, leader):
    page = page_as()
    Device(page)
    sign_in(page)
    page.wait_for_url(lambda url: "totp" in url)
    add_key(page)
    page.wait_for_url(lambda url: "recovery" in url)

    add_key(page, "Once more")

    expect(page.get_by_role("alert")).to_have_text("This key has been added already.")
    check_page(page)


def test_no_key_in_the_machine(page_as, check_page, leader):
    page = page_as()
    device = Device(page)
    sign_in(page)
    page.wait_for_url(lambda url: "totp" in url)
    add_key(page)
    page.wait_for_url(lambda url: "recovery" in url)
    sign_out(page)
    device.session.send("WebAuthn.removeVirtualAuthenticator", device.which)
    page.add_init_script(
        "navigator.credentials.get = () => Promise.reject(new DOMException('gone', 'NotAllowedError'))"
    )
    sign_in(page)

    page.get_by_role("button", name="Use the security key").click()

    expect(page.get_by_role("alert")).to_contain_text("No key answered")
    check_page(page)


def test_a_browser_without_security_keys_says_so(page_as, check_page, leader):
    page = page_as()
    page.add_init_script("delete window.PublicKeyCredential")
    sign_in(page)
    page.wait_for_url(lambda url: "totp" in url)
    page.goto(reverse("mfa_add_webauthn"))

    expect(page.get_by_role("alert")).to_contain_text("This browser has no security keys")
    expect(page.get_by_role("button", name="Add the key")).to_have_count(0)
    check_page(page)


def test_without_scripts_the_app_still_opens_the_account(page_as, leader):
    with_second_factor(leader)
    page = page_as(leader, scripts=True)
    Device(page)
    add_key(page)
    page.wait_for_url(lambda url: url.endswith("/2fa/"))
    page = page_as(scripts=False)
    sign_in(page)

    expect(page.get_by_text("Security keys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Use the security key")).to_have_count(0)
    page.locator("[name=code]").fill(code_now())
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    page.goto(reverse("mfa_index"))
    expect(page.get_by_text("Key ring", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")])
def test_the_pages_look_right(page_as, check_page, leader, width, scheme, language):
    mark = f"{width}-{scheme}-{language}"
    page = page_as(leader, width=width, scheme=scheme, language=language)
    Device(page)

    def look(name, *arguments):
        page.goto(reverse(name, args=arguments))
        check_page(page)
        picture(page, f"{name}-{mark}")

    look("mfa_add_webauthn")
    page.locator("[name=name]").fill("钥匙扣上的")
    page.locator("#ask_key").click()
    page.wait_for_url(lambda url: "recovery" in url)
    key = Authenticator.objects.get(type="webauthn")
    look("mfa_remove_webauthn", key.pk)
    page.goto(reverse("mfa_add_webauthn"))
    page.locator("#ask_key").click()
    expect(page.get_by_role("alert")).to_be_visible()  # it is there already
    check_page(page)
    picture(page, f"known-{mark}")
    Authenticator.objects.create(
        user=leader, type="webauthn", data=key.data | {"name": "旧的", "blocked_at": "2026-11-30"}
    )
    for name in ("mfa_index", "mfa_reauthenticate_webauthn", "account_reauthenticate"):
        look(name)
    look("mfa_edit_webauthn", key.pk)
    door = page_as(width=width, scheme=scheme, language=language)
    sign_in(door)
    door.wait_for_url(lambda url: "authenticate" in url)
    check_page(door)
    picture(door, f"authenticate-{mark}")

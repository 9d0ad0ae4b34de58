"""Every page of the menu and of log-in, as each role sees it, judged in a real browser."""

import pytest
from django.urls import reverse

from cadres.models import Installation, Notice
from cadres.platform.accounts.choices import Role
from tests.support import cadres as factories

LOOKS = [
    pytest.param(360, "light", "en", id="phone-light-en"),
    pytest.param(360, "dark", "zh-hans", id="phone-dark-zh"),
    pytest.param(1440, "light", "en", id="wide-light-en"),
    pytest.param(1440, "dark", "zh-hans", id="wide-dark-zh"),
]
# Both schemes, both widths and both languages are in these two; the other two show what wraps and what breaks.
BY_AXE = {("dark", 360), ("light", 1440)}
ADMINISTRATORS = (Role.SYSTEM, Role.SECURITY, Role.AUDIT)


@pytest.fixture
def county(transactional_db):
    """A few people in post, invented, with a notice for whoever is asked for."""
    Installation.objects.create(division=factories.CountyFactory(), demonstration=True)
    for _ in range(3):
        factories.TenureFactory()
    factories.TenureFactory(post__head=True)


def account(role):
    user = factories.TownshipUserFactory() if role == Role.TOWNSHIP else factories.UserFactory(role=role)
    if role == Role.TOWNSHIP:
        factories.TenureFactory(cadre=user.cadre)
    return user


def menu_of(page):
    """The addresses that the menu offers, the home page among them."""
    links = page.locator(".sidebar .menu a").evaluate_all("links => links.map((one) => one.getAttribute('href'))")
    assert "/" in links
    return links


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.TOWNSHIP])
def test_pages_of_the_menu(county, page_as, check_page, role, width, scheme, language):
    page = page_as(account(role), width=width, scheme=scheme, language=language)
    page.goto("/")
    for address in menu_of(page):
        assert page.goto(address).status == 200, address
        check_page(page, by_axe=(scheme, width) in BY_AXE)


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_pages_of_the_administrators(county, page_as, check_page, role):
    for width, scheme, language in ((360, "dark", "zh-hans"), (1440, "light", "en")):
        page = page_as(account(role), width=width, scheme=scheme, language=language)
        page.goto("/")
        for address in menu_of(page):
            assert page.goto(address).status == 200, address
            check_page(page)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_pages_of_the_account(county, page_as, check_page, width, scheme, language):
    page = page_as(width=width, scheme=scheme, language=language)
    page.goto("/")
    check_page(page)
    page.locator("form.form button").click()
    page.locator(".error-summary").wait_for()
    check_page(page)

    page = page_as(account(Role.STAFF), width=width, scheme=scheme, language=language)
    for name in ("account_change_password", "account_logout", "mfa_index", "account_reauthenticate"):
        assert page.goto(reverse(name)).status == 200
        check_page(page)


def test_menu_opens_on_a_phone_without_scripts(county, page_as):
    page = page_as(account(Role.STAFF), width=360, scripts=False)
    page.goto("/")
    link = page.locator(".topbar-menu a", has_text="Cadres")
    assert not link.is_visible()

    page.locator(".topbar-menu > summary").click()
    link.click()

    assert page.url.endswith("/cadres/")


def test_dark_is_kept_and_drawn_by_the_server(county, page_as):
    page = page_as(account(Role.STAFF))
    page.goto("/")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.locator(".user-menu > summary").click()
    page.locator(".user-menu").get_by_role("button", name="Dark").click()
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    again = page.goto("/")

    assert light != dark
    assert 'data-theme="dark"' in again.text()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark


def test_rows_are_close_together_until_somebody_wants_room(county, page_as):
    factories.CadreFactory.create_batch(3)
    page = page_as(account(Role.STAFF))
    height = "document.querySelector('#records tbody tr').getBoundingClientRect().height"
    page.goto("/cadres/")
    close = page.evaluate(height)
    page.locator(".user-menu > summary").click()
    with page.expect_navigation():
        page.locator(".user-menu").get_by_role("button", name="With room").click()

    assert 'data-density="roomy"' in page.goto("/cadres/").text()
    assert close <= 36
    assert page.evaluate(height) >= 40
    page.locator(".user-menu > summary").click()
    with page.expect_navigation():
        page.locator(".user-menu").get_by_role("button", name="Close together").click()
    assert page.goto("/cadres/").text().count("data-density") == 0


def test_language_is_switched_without_scripts(county, page_as):
    page = page_as(account(Role.STAFF), scripts=False)
    page.goto("/cadres/")
    page.locator(".topbar-tools .language button").click()

    assert page.url.endswith("/cadres/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_filtering_changes_the_table_and_the_address(county, page_as, check_page):
    cadre = factories.CadreFactory(name="欧阳明")
    page = page_as(account(Role.STAFF))
    page.goto("/cadres/")
    box = page.locator("#filter input[type=text]").first
    box.fill("欧阳明")
    page.locator("#records tbody tr").nth(1).wait_for(state="detached")

    assert page.locator("#records tbody tr").count() == 1
    assert page.locator("#records").get_by_text(cadre.name).first.is_visible()
    assert "?" in page.url
    assert page.locator(".chip").count() == 2  # the name, and that they serve
    check_page(page)
    page.locator(".chip").first.click()
    page.locator("#records tbody tr").nth(1).wait_for()


def test_sign_out_asks_in_a_dialog(county, page_as, check_page):
    page = page_as(account(Role.STAFF))
    page.goto("/")
    page.locator(".user-menu > summary").click()
    page.get_by_role("link", name="Sign out").click()
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    check_page(page)

    dialog.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def test_a_waiting_notice_is_seen_on_the_bell(county, page_as):
    user = account(Role.STAFF)
    page = page_as(user)
    page.goto("/")
    assert page.locator(".bell-dot").count() == 0

    Notice.objects.create(user=user, kind="test", key="test:1", url="/")
    page.goto("/accounts/password/change/")

    assert page.locator(".bell-dot").is_visible()

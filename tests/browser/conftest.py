"""A real browser for the tests: ``page_as`` opens pages as a person, ``check_page`` judges what it sees."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from config.runner import assets
from config.servers import ROOT

# The shell draws no windows and menus of its own: a fifth of the time of these tests.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
LANGUAGES = {"en": "en-GB", "zh-hans": "zh-CN"}
# What the browser itself would not tell a test: each thing that the content security policy stopped.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in the thread of the tests


def chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        pytest.skip(
            "NO CHROMIUM FOUND, SO NO PAGE WAS LOOKED AT. Install it (Debian: chromium) or name it: CHROMIUM=…"
        )
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield running
        running.close()


@pytest.fixture(scope="session")
def style_sheet():
    """Compiled when it is missing or older than what it is made of."""
    made = Path(settings.VAR_DIR) / "css" / "app.css"
    sources = [*(ROOT / "assets" / "css").glob("*.css"), *(ROOT / "templates").rglob("*.html")]
    if not made.exists() or made.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        assets.compile_css(Path(settings.VAR_DIR))
    assets.compile_messages()


@pytest.fixture
def page_as(browser, style_sheet, live_server):
    """``page_as(user, width=…, scheme="light"|"dark", language="en"|"zh-hans")``: a page of a browser of one's own.

    ``user`` is ``None`` for somebody who has not logged in. Addresses may be given without the server.
    """
    contexts = []

    def open_page(user=None, *, width=1440, height=900, scheme="light", language="en", scripts=True):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=LANGUAGES[language],
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            java_script_enabled=scripts,
            has_touch=width < 600,
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        if user is not None:
            client = Client()
            client.force_login(user, backend="config.auth.RoleBackend")
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.troubles = []
        page.on("console", lambda message: message.type == "error" and page.troubles.append(message.text))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def check_page():
    """No violation of WCAG 2.2 AA that axe can see, none of the policy, no error, no sideways scrolling, one h1."""
    axe = Axe()

    def violations(page):
        # The watermark of printed sheets must be faint: incidental text, which WCAG 1.4.3 excepts.
        context = {"exclude": [[".watermark"]]}
        found = axe.run(page, context, {"runOnly": RULES["runOnly"], "resultTypes": ["violations"]})
        return [
            f"{one['id']}: {one['help']} — {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]

    def check(page, *, by_axe=True):
        """``by_axe``: most of the time goes there; false for a look of which another look has shown as much."""
        faults = violations(page) if by_axe else []
        faults += [f"policy: {violation}" for violation in page.evaluate("window.violations")]
        faults += [f"console: {trouble}" for trouble in page.troubles]
        if (headings := page.locator("h1").count()) != 1:
            faults.append(f"{headings} h1 instead of one")
        wide, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if wide > shown:
            faults.append(f"scrolls sideways: {wide} in {shown}: {page.evaluate(WIDEST)}")
        faults += [f"too narrow: {field}" for field in page.evaluate(NARROW)]
        assert not faults, f"{page.url}\n" + "\n".join(faults)

    return check


# What is typed must be seen: a field of a form is at least so wide.
NARROW = """
[...document.querySelectorAll("main :is(input, select, textarea)")]
  .filter((one) => !["checkbox", "radio", "hidden", "file", "submit"].includes(one.type))
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width < 60)
  .map((one) => `${one.getBoundingClientRect().width} ${one.outerHTML.slice(0, 120)}`)
"""

WIDEST = """
[...document.querySelectorAll("main *, header *")]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map((one) => one.outerHTML.slice(0, 160)).join(" | ")
"""

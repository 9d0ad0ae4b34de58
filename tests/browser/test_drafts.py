"""Nothing typed is lost, in a real browser: drafts while typing, sessions that end, the warning before."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from cadres.models import Draft
from cadres.shared.pages import idle
from tests.support.cadres import CadreFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened(page_as):
    def open_form(**options):
        user = UserFactory()
        cadre = CadreFactory(name="王一", name_key="wang yi")
        page = page_as(user, **options)
        page.goto(reverse("cadres:cadre_change", args=[cadre.pk]))
        return user, cadre, page

    return open_form


def log_in(page, user):
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password").fill("pass-word-1")
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_session_ends_while_one_types_and_the_text_is_back_after_signing_in(opened, scripts, check_page):
    user, cadre, page = opened(scripts=scripts)
    page.get_by_role("textbox", name="Résumé").fill("2001.09—2005.07　某大学学习")
    Session.objects.all().delete()

    page.get_by_role("button", name="Save").click()
    page.get_by_text("What you typed is kept").wait_for()
    log_in(page, user)

    page.get_by_text("It is not saved yet").wait_for()
    assert page.get_by_role("textbox", name="Résumé").input_value() == "2001.09—2005.07　某大学学习"
    cadre.refresh_from_db()
    assert cadre.resume == ""
    if scripts:
        check_page(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The particulars are saved.").wait_for()
    cadre.refresh_from_db()
    assert cadre.resume == "2001.09—2005.07　某大学学习"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_typed_is_kept_while_typing_and_offered_again(opened, check_page, scheme):
    _user, _cadre, page = opened(width=360, scheme=scheme)
    page.get_by_role("textbox", name="Résumé").type("某镇工作")
    page.locator(".draft-status", has_text="Saved as draft").wait_for()
    check_page(page)

    page.reload()
    page.get_by_text("You have an unsaved draft").wait_for()
    check_page(page)
    page.get_by_role("link", name="Go on with it").click()
    assert page.get_by_role("textbox", name="Résumé").input_value() == "某镇工作"
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_text("The draft is thrown away").wait_for()
    assert page.get_by_role("textbox", name="Résumé").input_value() == ""


def test_typing_on_when_signed_out_says_that_the_text_is_kept(opened):
    _user, _cadre, page = opened()
    Session.objects.all().delete()

    page.get_by_role("textbox", name="Résumé").type("某镇工作")

    page.get_by_text("You are signed out. What you typed is kept.").wait_for()
    assert Draft.objects.count() == 1


def test_a_warning_comes_before_the_end_and_one_press_stays(opened, settings, check_page, monkeypatch):
    settings.IDLE_TIMEOUT = settings.IDLE_WARNING + 1
    _user, _cadre, page = opened(width=360)

    page.get_by_role("alertdialog", name="Are you still there?").wait_for()
    check_page(page)
    assert page.evaluate("document.activeElement.textContent.trim()") == "Stay signed in"
    settings.IDLE_TIMEOUT = 30 * 60
    page.keyboard.press("Enter")
    page.get_by_role("alertdialog").wait_for(state="hidden")

    # Nobody there: the page goes away from the screen by itself, and comes back after signing in.
    settings.IDLE_TIMEOUT = settings.IDLE_WARNING + 1
    page.clock.install()
    page.reload()
    page.clock.fast_forward(2_000)
    page.get_by_role("alertdialog").wait_for()
    now = idle._now
    monkeypatch.setattr(idle, "_now", lambda: now() + 3600)
    page.clock.fast_forward(15_000)  # so often a page that warns asks the server
    page.wait_for_url("**/accounts/login/?next=**")

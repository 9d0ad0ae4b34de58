"""The home page of each role, the frame of every page, and the pages of errors."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import formats, timezone, translation

from cadres.models import AccountRequest, Installation, Notice
from cadres.platform.accounts.choices import Role
from cadres.shared.errors import Objection, Refused
from config import navigation
from tests.support import cadres as factories
from tests.support.training import EnrolmentFactory, SessionFactory
from training.classes.choices import ClassStage
from training.enrolments.choices import EnrolmentStage

pytestmark = pytest.mark.django_db

PEOPLE = [Role.STAFF, Role.LEADER, Role.TOWNSHIP, Role.SYSTEM, Role.SECURITY, Role.AUDIT]


def account(role):
    make = factories.TownshipUserFactory if role == Role.TOWNSHIP else factories.UserFactory
    return make(role=role)


@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_has_a_home(as_user, role):
    page = as_user(account(role)).get("/")

    assert page.status_code == 200
    assert page.content.count(b"<h1>") == 1


@pytest.mark.parametrize("role", PEOPLE)
def test_menu_offers_only_what_opens(as_user, role, rf):
    user = account(role)
    request = rf.get("/")
    request.user = user
    browser = as_user(user)

    for group in navigation.menu(request):
        for item in group.items:
            assert browser.get(item.url).status_code == 200, item.url


def test_menu_marks_the_longest_address(rf, staff):
    request = rf.get("/cadres/12/")
    request.user = staff

    assert navigation.current(navigation.menu(request)).url == "/cadres/"


def test_home_needs_a_log_in(client):
    page = client.get("/")

    assert page.status_code == 302
    assert page.url == "/accounts/login/?next=/"


def test_leader_sees_own_session_and_notice(as_user):
    user = factories.TownshipUserFactory()
    enrolment = EnrolmentFactory(
        cadre=user.cadre, stage=EnrolmentStage.CONFIRMED, training_class__stage=ClassStage.OPEN
    )
    soon = timezone.now() + timedelta(days=3)
    mine = SessionFactory(training_class=enrolment.training_class, starts_at=soon, ends_at=soon + timedelta(hours=2))
    other = SessionFactory(starts_at=soon, ends_at=soon + timedelta(hours=2), topic="Somebody else's")

    page = as_user(user).get("/").content.decode()

    assert mine.topic in page
    assert other.topic not in page


def test_administrators_see_no_business(as_user):
    factories.TenureFactory(cadre__name="张某某")

    assert "张某某" not in as_user(account(Role.SYSTEM)).get("/").content.decode()


def test_administrators_find_what_waits_for_them(as_user):
    asked = AccountRequest.objects.create(
        kind="role", role=Role.LEADER, account=account(Role.STAFF), asked_by=account(Role.SECURITY)
    )

    page = as_user(account(Role.SYSTEM)).get("/").content.decode()

    assert asked.get_absolute_url() in page


@pytest.mark.parametrize("known", [True, False])
def test_demonstration_says_so_before_and_after_log_in(client, as_user, staff, known):
    Installation.objects.create(division=factories.CountyFactory(), demonstration=known)

    for page in (client.get("/accounts/login/"), as_user(staff).get("/")):
        assert ("make run START=empty" in page.content.decode()) == known


def test_bell_shows_an_unread_notice(as_user, staff):
    browser = as_user(staff)
    Notice.objects.create(user=factories.UserFactory(), kind="test", key="other", url="/")
    assert b"bell-dot" not in browser.get("/accounts/password/change/").content
    Notice.objects.create(user=staff, kind="test", key="own", url="/")

    assert b"bell-dot" in browser.get("/accounts/password/change/").content


def test_frame_asks_the_database_once(as_user, staff, django_assert_num_queries):
    browser = as_user(staff)
    with django_assert_num_queries(3):  # session, account with its remits, and the frame
        browser.get("/accounts/logout/")


def test_headers_keep_the_browser_strict(as_user, staff):
    page = as_user(staff).get("/")

    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"
    assert "style=" not in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_language_is_chosen_by_the_browser_and_switched(client):
    assert 'lang="zh-Hans"' in client.get("/accounts/login/", headers={"accept-language": "zh-CN"}).content.decode()
    assert 'lang="en"' in client.get("/accounts/login/", headers={"accept-language": "en"}).content.decode()

    answer = client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/accounts/login/"})

    assert answer.url == "/accounts/login/"
    page = client.get("/accounts/login/", headers={"accept-language": "en"}).content.decode()
    assert 'lang="zh-Hans"' in page


@pytest.mark.parametrize(
    ("language", "written"), [("en", "23 Nov 2026, 1,234.5"), ("zh-hans", "2026年11月23日, 1,234.5")]
)
def test_dates_and_numbers_by_language(language, written):
    with translation.override(language):
        assert f"{formats.localize(date(2026, 11, 23))}, {formats.localize(1234.5)}" == written


def test_theme_is_kept_in_a_cookie(client):
    answer = client.post("/theme/", {"theme": "dark", "next": "/accounts/login/"})

    assert answer.url == "/accounts/login/"
    assert 'data-theme="dark"' in client.get("/accounts/login/").content.decode()
    client.post("/theme/", {"theme": ""})
    assert "data-theme=" not in client.get("/accounts/login/").content.decode()


def test_theme_leads_nowhere_else(client):
    assert client.post("/theme/", {"theme": "dark", "next": "https://example.org/"}).url == "/"
    client.cookies["theme"] = '"><script>'
    assert "<script>" not in client.get("/accounts/login/").content.decode()


def test_health_page_is_the_system_administrators(as_user, staff):
    assert as_user(staff).get("/health/").status_code == 403
    page = as_user(account(Role.SYSTEM)).get("/health/")

    assert page.status_code == 200
    assert "Database" in page.content.decode()


def test_locked_out_after_five_failures(client):
    user = factories.UserFactory()
    for _ in range(5):
        page = client.post("/accounts/login/", {"login": user.username, "password": "wrong"})

    assert page.status_code == 429
    assert "Locked for a while" in page.content.decode()


def _break(request, kind):
    troubles = {
        "400": SuspiciousOperation(),
        "403": PermissionDenied(),
        "404": Http404(),
        "409": Refused(Objection("no", "The term is over.", "Some Regulation, Article 3")),
        "500": ZeroDivisionError(),
    }
    raise troubles[kind]


urlpatterns = [path("break/<slug:kind>/", _break), path("", include("config.urls"))]


@override_settings(ROOT_URLCONF="tests.config.test_pages")
@pytest.mark.parametrize("code", [400, 403, 404, 409, 500])
def test_error_pages(staff, code):
    browser = Client(raise_request_exception=False, headers={"accept-language": "en"})
    browser.force_login(staff, backend="config.auth.RoleBackend")

    page = browser.get(f"/break/{code}/")

    assert page.status_code == code
    assert page.content.count(b"<h1>") == 1
    if code == 409:
        assert "The term is over." in page.content.decode()
        assert "Some Regulation, Article 3" in page.content.decode()


def test_form_without_its_token_is_explained(staff):
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    browser.force_login(staff, backend="config.auth.RoleBackend")

    page = browser.post("/theme/", {"theme": "dark"})

    assert page.status_code == 403
    assert "This page was open for too long" in page.content.decode()

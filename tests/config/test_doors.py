"""The doors behind the log-in: what stays closed, how often one may guess, what a browser may keep."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cadres.models import Cadre, Pilot
from config.account_urls import OPEN
from tests.support.cadres import LeaderFactory, TownshipFactory, UserFactory
from tests.support.concurrency import run_concurrently

CLOSED = ("email/", "password/reset/", "password/set/", "signup/", "confirm-email/", "login/code/confirm/")
NEW_CADRE = {
    "name": "测试双击",
    "sex": "1",
    "division": "511923000000",
    "born_on": "1980-01-01",
    "ethnicity": "汉族",
    "political_status": "01",
    "grade": "a_staff",
    "status": "serving",
}


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("address", CLOSED)
def test_passwords_and_addresses_never_travel_by_mail(as_user, staff, address):
    assert as_user(staff).get(f"/accounts/{address}").status_code == 404
    assert as_user(staff).post(f"/accounts/{address}", {"email": "x@example.org"}).status_code == 404


@pytest.mark.django_db
def test_the_open_addresses_answer(as_user, staff):
    assert {as_user(staff).get(reverse(name)).status_code for name in OPEN} <= {200, 302}


@pytest.mark.django_db
def test_the_old_password_cannot_be_guessed_without_limit(as_user, staff, settings):
    settings.ACCOUNT_RATE_LIMITS = {"change_password": "5/15m/user"}
    browser = as_user(staff)
    wrong = {"oldpassword": "nonsense", "password1": "Kx9-welle-3", "password2": "Kx9-welle-3"}
    answers = [browser.post(reverse("account_change_password"), wrong).status_code for _ in range(7)]
    assert answers[0] == 200
    assert answers[-1] == 429


@pytest.mark.django_db
def test_personal_pages_are_not_kept_by_the_browser(as_user, staff):
    browser = as_user(staff)
    assert "no-store" in browser.get("/cadres/")["Cache-Control"]
    assert "no-store" in browser.get("/posts/?export=csv")["Cache-Control"]
    assert "no-store" in browser.get("/api/v1/cadres/")["Cache-Control"]


@pytest.mark.django_db
def test_a_program_may_ask_whether_all_is_as_it_was(api):
    answer = api.get("/api/v1/cadres/")

    assert answer["Cache-Control"] == "private, no-cache"
    assert api.get("/api/v1/cadres/", headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_signing_out_empties_the_store_of_the_browser(as_user, staff, settings):
    browser = as_user(staff)
    assert not browser.get("/cadres/").has_header("Clear-Site-Data")
    assert browser.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'

    settings.IDLE_TIMEOUT = 0  # signed out for want of activity
    browser = as_user(staff)
    assert browser.get("/cadres/")["Clear-Site-Data"] == '"cache", "storage"'
    assert not browser.get("/cadres/").has_header("Clear-Site-Data")


@pytest.mark.django_db(transaction=True)
def test_a_double_press_makes_one_record():
    staff = UserFactory()

    def press():
        client = Client()
        client.force_login(staff, backend="config.auth.RoleBackend")
        return client.post("/cadres/new/", {**NEW_CADRE, "once": "a" * 32})

    answers = run_concurrently(press, press, press)

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Cadre.objects.filter(name="测试双击").count() == 1


@pytest.mark.django_db
def test_what_was_refused_may_be_sent_again(as_user, staff):
    browser = as_user(staff)
    assert browser.post("/cadres/new/", {**NEW_CADRE, "sex": "", "once": "b" * 32}).status_code == 422
    assert browser.post("/cadres/new/", {**NEW_CADRE, "once": "b" * 32}).status_code == 302


@pytest.mark.django_db
def test_a_day_beyond_all_calendars_is_told_not_a_crash(as_user):
    town = TownshipFactory()
    address = reverse("cadres:pilot_declare", args=[town.pk])
    data = {"since": date(2026, 11, 23), "last": "9999-12-31", "basis": "文件"}
    answer = as_user(LeaderFactory()).post(address, data)
    assert answer.status_code == 422
    assert "between 1900 and 2200" in answer.content.decode()
    assert not Pilot.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["WzAsIFtudWxsLCBudWxsXV0", "WzAsIFtudWxsXV0", "WzAsIFsiXHVkODAwIiwgMV1d", "%00", "x"]
)
def test_forged_cursors_lead_nowhere(as_user, staff, cursor):
    browser = as_user(staff)
    for path in ("/divisions/", "/cadres/", "/tenures/", "/notices/"):
        assert browser.get(f"{path}?cursor={cursor}").status_code == 404, path
    for path in ("/api/v1/divisions/", "/api/v1/cadres/?sort=name_key&", "/api/v1/tenures/?"):
        joint = "" if "?" in path else "?"
        assert browser.get(f"{path}{joint}cursor={cursor}").status_code == 400, path


@pytest.mark.django_db
def test_a_nul_in_an_address_is_not_found(as_user):
    security = UserFactory(role="security")
    assert as_user(security).post("/tokens/%00/revoke/").status_code == 404

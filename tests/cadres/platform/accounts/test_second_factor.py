"""The second factor: who needs one, that nothing else opens before, secrets that are sealed, codes that work once."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from cadres.models import AccountRequest, Notice, SignIn, Step
from cadres.platform.account_requests import services as requests
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.passwords import set_password
from cadres.shared.errors import Refused
from cadres.shared.pages.middleware import is_public
from config.settings import base
from tests.config.test_access_matrix import address_of, routes
from tests.support.cadres import UserFactory
from tests.support.refusals import codes
from tests.support.second_factor import SECRET, code_now, recovery_code_of, with_second_factor

pytestmark = pytest.mark.django_db
PASSWORD = "a-Word-of-my-own-77"
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ENROL = {"account_logout", "account_reauthenticate", "cadres:session_left", "mfa_activate_totp", "mfa_add_webauthn"}


@pytest.fixture(autouse=True)
def _as_installed(settings, time_machine):
    cache.clear()
    time_machine.move_to(NOW, tick=False)
    settings.SECOND_FACTOR_ROLES = ["leader", "system", "security", "audit"]


@pytest.fixture
def leader():
    user = UserFactory(username="leader", role=Role.LEADER)
    set_password(user, PASSWORD)
    return user


def browser_of(username="leader"):
    browser = Client(headers={"accept-language": "en"})
    answer = browser.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    return browser, answer


def test_leaders_and_administrators_need_one_unless_the_installation_says_otherwise():
    assert base.SECOND_FACTOR_ROLES == ["leader", "system", "security", "audit"]


@pytest.mark.parametrize("role", [Role.STAFF, Role.TOWNSHIP])
def test_others_do_not(role, as_user):
    assert not UserFactory(role=role).lacks_second_factor


@pytest.mark.parametrize("role", [Role.LEADER, Role.SYSTEM, Role.SECURITY, Role.AUDIT])
def test_with_the_password_alone_no_page_opens_but_the_one_that_sets_it_up(role, as_user):
    browser = as_user(UserFactory(role=role))
    opened = set()
    for name, pattern in routes().items():
        if is_public(pattern.callback) or name.startswith("v1:"):
            continue
        answer = browser.get(address_of(name, pattern))
        if not (answer.status_code == 302 and answer.url == reverse("mfa_activate_totp")):
            opened.add(name)

    assert opened <= ENROL
    assert browser.get("/api/v1/cadres/").status_code == 403


def test_tokens_of_clients_need_none(api):
    assert api.get("/api/v1/cadres/").status_code == 200


def test_setting_it_up(leader, django_capture_on_commit_callbacks):
    browser, answer = browser_of()
    assert browser.get(reverse("home")).url == reverse("mfa_activate_totp")
    page = browser.get(reverse("mfa_activate_totp"))
    assert "Your role needs a second factor" in page.text

    with django_capture_on_commit_callbacks(execute=True):
        secret = page.context["form"].secret
        answer = browser.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert browser.get(answer.url).status_code == 200
    assert browser.get(reverse("home")).status_code == 200
    assert Step.objects.filter(move="second_factor_on", by=leader).exists()
    assert Notice.objects.filter(user=leader, kind="cadres.own_second_factor_on").exists()


def test_a_log_in_with_it(leader):
    with_second_factor(leader)
    browser, answer = browser_of()
    assert answer.url == reverse("mfa_authenticate")
    assert browser.get(reverse("home")).status_code == 302
    assert browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200

    assert browser.post(reverse("mfa_authenticate"), {"code": code_now()}).status_code == 302

    assert browser.get(reverse("home")).status_code == 200


def test_the_same_code_twice_fails(leader, time_machine):
    with_second_factor(leader)
    code = code_now()
    first, second = browser_of()[0], browser_of()[0]

    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert "Incorrect code" in second.post(reverse("mfa_authenticate"), {"code": code}).text
    time_machine.move_to(NOW + timedelta(seconds=30), tick=False)
    assert "Incorrect code" in second.post(reverse("mfa_authenticate"), {"code": code}).text
    assert second.post(reverse("mfa_authenticate"), {"code": code_now()}).status_code == 302


def test_a_recovery_code_opens_once_and_is_told(leader):
    with_second_factor(leader)
    code = recovery_code_of(leader)

    assert browser_of()[0].post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert browser_of()[0].post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert Notice.objects.filter(user=leader, kind="cadres.own_recovery_code_used").count() == 1


def test_secrets_are_sealed(leader):
    with_second_factor(leader)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        kept = cursor.fetchone()[0]

    assert SECRET not in kept
    assert kept.count('"v2:') == 2


def test_one_copied_from_another_account_opens_nothing(leader):
    """Whoever writes the database puts his own factor into the leader's row."""
    with_second_factor(leader)
    own = with_second_factor(UserFactory(username="other"))
    data = own.authenticator_set.get(type="totp").data
    leader.authenticator_set.filter(type="totp").update(data=data)

    answer = browser_of()[0].post(reverse("mfa_authenticate"), {"code": code_now()})

    assert answer.status_code == 409
    assert "“Second factor” cannot be opened" in answer.text


def test_one_from_before_works_and_is_sealed_when_used(leader, unbound_values):
    Authenticator.objects.create(user=leader, type="totp", data={"secret": SECRET})

    assert browser_of()[0].post(reverse("mfa_authenticate"), {"code": code_now()}).status_code == 302
    assert Authenticator.objects.get().data["secret"].startswith("v2:")


def test_whose_role_needs_it_does_not_turn_it_off(leader, settings):
    with_second_factor(leader)
    browser, _answer = browser_of()
    browser.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert "Turn off" not in browser.get(reverse("mfa_index")).text
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 200
    assert leader.authenticator_set.count() == 2
    settings.SECOND_FACTOR_ROLES = []
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not leader.authenticator_set.exists()
    assert Step.objects.filter(move="second_factor_off", by=leader).exists()


# --- the device is lost -----------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.AUDIT])
def test_two_people_take_it_away(role):
    system, security = UserFactory(role=Role.SYSTEM), UserFactory(role=Role.SECURITY)
    holder = with_second_factor(UserFactory(username="holder", role=role))
    row = SignIn.objects.create(user=holder)

    asked = requests.ask_factor(holder, by=system, reason="手机丢失")
    assert holder.authenticator_set.exists()
    with pytest.raises(Refused):
        requests.move_request(asked, "confirm", by=system)
    requests.move_request(asked, "confirm", by=security)

    assert not holder.authenticator_set.exists()
    row.refresh_from_db()
    assert row.ended == "factor"
    assert Step.objects.filter(move="reset_second_factor", by=security).exists()
    assert Notice.objects.filter(user=holder, kind="cadres.account_factor").exists()


def test_where_there_is_none_nothing_is_asked():
    with pytest.raises(Refused) as caught:
        requests.ask_factor(UserFactory(), by=UserFactory(role=Role.SYSTEM), reason="x")
    assert codes(caught) == ["no-second-factor"]


def test_the_pages_ask_and_lead_back_to_setting_it_up(leader, as_user, settings):
    settings.SECOND_FACTOR_ROLES = ["leader"]
    with_second_factor(leader)
    system, security = UserFactory(role=Role.SYSTEM), UserFactory(role=Role.SECURITY)
    ask = reverse("cadres:account_ask_factor", args=[leader.pk])
    assert ask in as_user(system).get(leader.get_absolute_url()).text
    assert as_user(security).get(ask).status_code == 404  # for the system administrator's alone

    assert as_user(system).post(ask, {"reason": "手机丢失"}).status_code == 302
    asked = AccountRequest.objects.get()
    confirm = reverse("cadres:account_request_move", args=[asked.pk, "confirm"])
    assert as_user(security).post(confirm, {"seen_stage": "asked"}).status_code == 302

    browser, _answer = browser_of()
    assert browser.get(reverse("home")).url == reverse("mfa_activate_totp")

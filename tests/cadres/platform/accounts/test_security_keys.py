"""Security keys: added, used, asked again, renamed, removed; what is refused, what is told, what cannot be copied."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadres.models import Notice, Step, User
from cadres.platform.account_requests import services as requests
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.passwords import set_password
from config import security_keys
from tests.support.cadres import UserFactory
from tests.support.concurrency import run_concurrently
from tests.support.second_factor import code_now, unused_codes_of, with_second_factor
from tests.support.security_keys import SITE, SafeBrowser, SecurityKey, add_key, open_by, options_of

pytestmark = pytest.mark.django_db
PASSWORD = "a-Word-of-my-own-77"
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ADD, INDEX, CODES = reverse("mfa_add_webauthn"), reverse("mfa_index"), reverse("mfa_view_recovery_codes")


@pytest.fixture(autouse=True)
def _as_installed(settings, time_machine):
    cache.clear()
    time_machine.move_to(NOW, tick=False)
    settings.SECOND_FACTOR_ROLES = ["leader", "system", "security", "audit"]
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300


@pytest.fixture
def leader():
    user = UserFactory(username="leader", role=Role.LEADER)
    set_password(user, PASSWORD)
    return user


@pytest.fixture
def staff():
    user = UserFactory(username="staff", role=Role.STAFF)
    set_password(user, PASSWORD)
    return user


def log_in(user):
    browser = SafeBrowser()
    answer = browser.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return browser, answer


def with_key(user, **kwargs):
    """The key, and a browser in which it was added."""
    key, (browser, _answer) = SecurityKey(**kwargs), log_in(user)
    assert add_key(browser, key).status_code == 302
    return key, browser


def moves_of(user):
    return list(Step.objects.filter(subject=f"cadres.user:{user.pk}").values_list("move", flat=True))


# --- adding -----------------------------------------------------------------------------------------
def test_whose_role_needs_a_second_factor_may_set_up_a_key_alone(leader, django_capture_on_commit_callbacks):
    browser, _answer = log_in(leader)
    assert browser.get(reverse("home")).url == reverse("mfa_activate_totp")
    assert ADD in browser.get(reverse("mfa_activate_totp")).text
    assert "Your role needs a second factor" in browser.get(ADD).text

    with django_capture_on_commit_callbacks(execute=True):
        answer = add_key(browser, SecurityKey(), "钥匙扣上的")

    assert answer.url == CODES
    assert browser.get(CODES).status_code == 200
    assert browser.get(reverse("home")).status_code == 200
    assert "钥匙扣上的" in browser.get(INDEX).text
    assert Step.objects.get(move="security_key_on", by=leader).facts == {"key": "钥匙扣上的"}
    assert Notice.objects.get(user=leader, kind="cadres.own_security_key_on").params == {"key": "钥匙扣上的"}


def test_a_second_key_brings_no_further_recovery_codes(leader):
    _key, browser = with_key(leader)

    assert add_key(browser, SecurityKey(), "").url == INDEX
    assert Authenticator.objects.filter(type="recovery_codes").count() == 1
    assert {str(key) for key in Authenticator.objects.filter(type="webauthn")} == {"Key", "Security key 2"}


def test_a_key_is_told_the_user_name_and_nothing_of_the_person(leader):
    User.objects.filter(pk=leader.pk).update(name="何部长", email="he@example.org")
    browser, _answer = log_in(leader)

    told = options_of(browser.get(ADD))["publicKey"]

    assert (told["user"]["name"], told["user"]["displayName"]) == ("leader", "leader")
    assert told["rp"]["id"] == "testserver"
    assert told["authenticatorSelection"]["residentKey"] == "discouraged"
    assert "何部长" not in json.dumps(told, ensure_ascii=False)


def test_of_a_key_only_what_is_public_is_kept(leader):
    key, _browser = with_key(leader)
    secret = key.private.private_numbers().private_value

    kept = json.dumps(Authenticator.objects.get(type="webauthn").data)

    assert f"{secret:x}" not in kept
    assert str(secret) not in kept


def test_ten_are_enough(staff):
    _key, browser = with_key(staff)
    row = Authenticator.objects.get(type="webauthn")
    page = browser.get(ADD)
    Authenticator.objects.bulk_create(Authenticator(user=staff, type="webauthn", data=row.data) for _one in range(9))

    answer = browser.post(ADD, {"name": "", "credential": SecurityKey().added(options_of(page))})

    assert "You have ten security keys" in answer.text
    assert security_keys.count_keys(staff) == security_keys.MOST_KEYS
    assert "ask_key" not in browser.get(ADD).text


# --- using ------------------------------------------------------------------------------------------
def test_a_log_in_with_it(leader):
    key, _browser = with_key(leader)
    browser, answer = log_in(leader)
    assert answer.url == reverse("mfa_authenticate")
    assert browser.get(reverse("home")).status_code == 302

    assert open_by(browser, key).status_code == 302

    assert browser.get(reverse("home")).status_code == 200
    assert Authenticator.objects.get(type="webauthn").last_used_at == NOW


def test_app_and_recovery_codes_still_open_the_account(leader):
    with_second_factor(leader)
    browser, _answer = log_in(leader)
    browser.post(reverse("mfa_authenticate"), {"code": code_now()})
    key = SecurityKey()
    assert add_key(browser, key).url == INDEX
    codes = unused_codes_of(leader)

    assert log_in(leader)[0].post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert open_by(log_in(leader)[0], key).status_code == 302


def test_who_has_a_key_alone_is_asked_for_a_recovery_code_beside_it(leader, staff):
    with_key(leader)
    page = log_in(leader)[0].get(reverse("mfa_authenticate")).text
    assert "Recovery code" in page
    assert "Code of the app" not in page

    with_second_factor(staff)
    page = log_in(staff)[0].get(reverse("mfa_authenticate")).text
    assert "Code of the app" in page
    assert "ask_key" not in page


def test_the_same_answer_twice_fails(leader):
    key, _browser = with_key(leader)
    first, second = log_in(leader)[0], log_in(leader)[0]
    said = {"credential": key.opens(options_of(first.get(reverse("mfa_authenticate"))))}
    second.get(reverse("mfa_authenticate"))

    assert first.post(reverse("mfa_authenticate"), said).status_code == 302
    assert "The key was not accepted" in second.post(reverse("mfa_authenticate"), said).text


def test_the_key_of_another_opens_nothing(leader, staff):
    with_key(leader)
    foreign, _browser = with_key(staff)

    assert "The key was not accepted" in open_by(log_in(leader)[0], foreign).text


def test_who_did_not_touch_it_is_refused(leader):
    key, _browser = with_key(leader)

    assert "The key was not accepted" in open_by(log_in(leader)[0], key, flags=0).text


def test_five_wrong_answers_are_enough_for_a_quarter_of_an_hour(leader, settings):
    key, _browser = with_key(leader)
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key"}
    browser, wrong = log_in(leader)[0], SecurityKey(identity=key.identity)
    for _try in range(5):
        assert "The key was not accepted" in open_by(browser, wrong).text

    assert "Too many failed login attempts" in open_by(browser, key).text
    assert "Too many failed login attempts" in browser.post(reverse("mfa_authenticate"), {"code": "000000"}).text


# --- other sites, copies ----------------------------------------------------------------------------
FOREIGN = {
    "another site": {"origin": "https://testserver.example.org"},
    "a page below it": {"origin": "https://evil.testserver"},
    "another port": {"origin": f"{SITE}:8443"},
    "without encryption": {"origin": "http://testserver"},
    "within a page of another": {"cross_origin": True},
}


@pytest.mark.parametrize("said", FOREIGN.values(), ids=FOREIGN)
def test_an_answer_that_was_given_elsewhere_is_refused(said, leader):
    key, browser = with_key(leader)
    assert "The key was not accepted" in add_key(browser, SecurityKey(), **said).text
    assert Authenticator.objects.filter(type="webauthn").count() == 1

    browser = log_in(leader)[0]
    assert "The key was not accepted" in open_by(browser, key, **said).text
    assert browser.get(reverse("home")).status_code == 302


def test_a_key_made_for_another_site_is_refused(leader):
    browser, _answer = log_in(leader)

    assert "The key was not accepted" in add_key(browser, SecurityKey(site="example.org")).text


@pytest.mark.parametrize(
    ("kept", "shown", "back"),
    [(0, 0, False), (0, 1, False), (4, 5, False), (5, 5, True), (5, 4, True), (5, 0, True), (0, 7, False)],
)
def test_when_a_counter_goes_back(kept, shown, back):
    assert security_keys.goes_back(kept, shown) is back


def test_a_key_that_does_not_count_opens_again_and_again(leader):
    key, _browser = with_key(leader, counter=0)

    for _time in range(3):
        assert open_by(log_in(leader)[0], key).status_code == 302


def test_a_copy_is_noticed_and_blocked_before_it_catches_up(leader):
    guardians = [UserFactory(role=role) for role in (Role.SECURITY, Role.AUDIT)]
    key, _browser = with_key(leader)
    copy = key.copy()
    assert open_by(log_in(leader)[0], key).status_code == 302

    thief = log_in(leader)[0]
    for _try in range(3):  # its counter would be high enough at the second
        assert "may have been copied" in open_by(thief, copy).text
    assert thief.get(reverse("home")).status_code == 302
    assert "may have been copied" in open_by(log_in(leader)[0], key).text  # nor does the holder's own open any more

    assert moves_of(leader).count("security_key_copied") == 1
    assert Notice.objects.filter(user=leader, kind="cadres.own_security_key_copied").count() == 1
    assert {one.user for one in Notice.objects.filter(kind="cadres.account_security_key_copied")} == set(guardians)


def test_who_holds_a_blocked_key_comes_in_by_a_recovery_code_and_replaces_it(leader):
    _key, _browser = with_key(leader)
    row = Authenticator.objects.get(type="webauthn")
    Authenticator.objects.filter(pk=row.pk).update(data=row.data | {security_keys.BLOCKED: "2026-11-30"})
    browser, answer = log_in(leader)
    assert answer.url == reverse("mfa_authenticate")  # the password alone does not lead to setting up another
    code = unused_codes_of(leader)[0]
    browser.post(reverse("mfa_authenticate"), {"code": code})
    assert "opens nothing any more" in browser.get(INDEX).text
    remove = reverse("mfa_remove_webauthn", args=[row.pk])
    assert "Set up another one first" in browser.get(remove).text

    add_key(browser, SecurityKey())

    assert browser.post(remove).status_code == 302
    assert not Authenticator.objects.filter(pk=row.pk).exists()


# --- asked again ------------------------------------------------------------------------------------
def test_it_proves_again_who_it_is_and_leads_back(leader, time_machine):
    key, browser = with_key(leader)
    time_machine.move_to(datetime(2026, 11, 30, 9, 6, tzinfo=UTC), tick=False)
    asked = browser.get(ADD)
    assert asked.url == f"{reverse('account_reauthenticate')}?{urlencode({'next': ADD})}"
    assert reverse("mfa_reauthenticate_webauthn") in browser.get(asked.url).text

    assert "The key was not accepted" in open_by(browser, SecurityKey(), "mfa_reauthenticate_webauthn").text
    assert browser.get(ADD).status_code == 302
    again = f"{reverse('mfa_reauthenticate_webauthn')}?next={ADD}"
    said = key.opens(options_of(browser.get(again)))
    assert browser.post(again, {"credential": said, "next": ADD}).url == ADD
    assert browser.get(ADD).status_code == 200


def test_adding_renaming_and_removing_ask_again(leader, time_machine):
    _key, browser = with_key(leader)
    pk = Authenticator.objects.get(type="webauthn").pk
    time_machine.move_to(datetime(2026, 11, 30, 9, 6, tzinfo=UTC), tick=False)

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert browser.get(reverse(name, args=[pk])).url.startswith(reverse("account_reauthenticate"))
        assert browser.post(reverse(name, args=[pk])).url.startswith(reverse("account_reauthenticate"))
    assert browser.post(ADD, {}).url.startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.filter(pk=pk).exists()


# --- renaming and removing --------------------------------------------------------------------------
def test_it_is_renamed(staff):
    _key, browser = with_key(staff)
    key = Authenticator.objects.get(type="webauthn")
    edit = reverse("mfa_edit_webauthn", args=[key.pk])

    assert "at most 60" in browser.post(edit, {"name": "长" * 61}).text
    assert browser.post(edit, {"name": "家里的"}).url == INDEX
    assert "家里的" in browser.get(INDEX).text


def test_nobody_reaches_the_key_of_another(leader, staff):
    with_key(leader)
    pk = Authenticator.objects.get(type="webauthn").pk
    _key, browser = with_key(staff)

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert browser.get(reverse(name, args=[pk])).status_code == 404
        assert browser.post(reverse(name, args=[pk])).status_code == 404


def test_the_last_factor_stays_where_the_role_needs_one(leader):
    _key, browser = with_key(leader)
    first = Authenticator.objects.get(type="webauthn")
    remove = reverse("mfa_remove_webauthn", args=[first.pk])

    assert "Set up another one first" in browser.get(remove).text
    assert "Your role needs a second factor" in browser.post(remove).text
    assert Authenticator.objects.filter(pk=first.pk).exists()

    add_key(browser, SecurityKey(), "Other")
    assert browser.post(remove).url == INDEX
    assert not Authenticator.objects.filter(pk=first.pk).exists()
    assert Step.objects.get(move="security_key_off", by=leader).facts == {"key": "Key"}
    assert Notice.objects.filter(user=leader, kind="cadres.own_security_key_off").exists()


def test_the_app_may_go_while_a_key_stays(leader):
    with_second_factor(leader)
    browser, _answer = log_in(leader)
    browser.post(reverse("mfa_authenticate"), {"code": code_now()})
    off = reverse("mfa_deactivate_totp")
    assert "Set up another one first" in browser.post(off).text

    add_key(browser, SecurityKey())

    assert "Your security keys stay" in browser.get(off).text
    assert browser.post(off).url == INDEX
    assert browser.get(reverse("home")).status_code == 200
    assert {one.type for one in leader.authenticator_set.all()} == {"webauthn", "recovery_codes"}


def test_who_needs_none_removes_the_last_and_the_codes_go(staff):
    _key, browser = with_key(staff)
    pk = Authenticator.objects.get(type="webauthn").pk
    remove = reverse("mfa_remove_webauthn", args=[pk])

    assert "the recovery codes are gone" in browser.get(remove).text
    assert browser.post(remove).status_code == 302

    assert not staff.authenticator_set.exists()
    assert log_in(staff)[1].url == reverse("home")


@pytest.mark.django_db(transaction=True)
def test_of_two_that_go_at_once_one_stays(leader, settings):
    _key, browser = with_key(leader)
    add_key(browser, SecurityKey())
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value

    def removes(pk):
        own = SafeBrowser()
        own.cookies[settings.SESSION_COOKIE_NAME] = session
        return own.post(reverse("mfa_remove_webauthn", args=[pk])).status_code

    pks = list(Authenticator.objects.filter(type="webauthn").values_list("pk", flat=True))
    answers = run_concurrently(*(lambda pk=pk: removes(pk) for pk in pks))

    assert sorted(answers) == [200, 302]
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_two_people_take_it_away(leader):
    with_key(leader)
    system, security = UserFactory(role=Role.SYSTEM), UserFactory(role=Role.SECURITY)

    asked = requests.ask_factor(leader, by=system, reason="密钥丢失")
    requests.move_request(asked, "confirm", by=security)

    assert not leader.authenticator_set.exists()
    assert log_in(leader)[0].get(reverse("home")).url == reverse("mfa_activate_totp")


# --- where keys work --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("host", "secure", "works"),
    [
        ("cadres.county.gov.cn", True, True),
        ("cadres.county.gov.cn:8443", True, True),
        ("cadres.county.gov.cn", False, False),
        ("localhost:8000", False, True),
        ("a.localhost:8000", False, True),
        ("notlocalhost", False, False),
        ("127.0.0.1:8000", False, False),
        ("10.1.2.3", True, False),
        ("[::1]:8000", True, False),
    ],
)
def test_where_browsers_give_keys(host, secure, works):
    assert security_keys.work_at(RequestFactory().get("/", secure=secure, headers={"host": host})) is works


def test_the_page_says_so_plainly_where_they_do_not(staff):
    _key, browser = with_key(staff)

    page = browser.get(ADD, headers={"host": "10.1.2.3"}).text

    assert "Security keys do not work at this address" in page
    assert "ask_key" not in page
    assert "script src" not in page.partition("<main")[2]


# --- odd answers ------------------------------------------------------------------------------------
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
PARTS = ("clientDataJSON", "authenticatorData", "attestationObject", "signature", "userHandle")
BASE64 = st.text("ABCDwxyz0189-_=", max_size=80)


@pytest.fixture(params=["mfa_add_webauthn", "mfa_authenticate"])
def asked(request, leader):
    """A page that asks for a key, and a browser in which it is open."""
    _key, browser = with_key(leader)
    if request.param == "mfa_authenticate":
        browser, _answer = log_in(leader)
    browser.get(reverse(request.param))
    return browser, reverse(request.param)


@given(
    answer=JSON
    | st.fixed_dictionaries(
        {"rawId": BASE64, "id": BASE64, "type": st.just("public-key") | JSON},
        optional={"response": st.dictionaries(st.sampled_from(PARTS), BASE64 | JSON) | JSON},
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_breaks_a_page(answer, asked):
    browser, page = asked

    assert browser.post(page, {"name": "", "credential": json.dumps(answer)}).status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 1


@pytest.mark.parametrize("text", ["", "{", "[" * 10_000, "7", '"x"', "x" * 20_001, "null"])
def test_no_text_breaks_a_page(text, leader):
    with_key(leader)
    browser = log_in(leader)[0]

    assert browser.post(reverse("mfa_authenticate"), {"credential": text}).status_code == 200

"""Tokens of REST clients: made with scope and end, shown once, revocable at once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cadres.models import ApiToken, Step
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.accounts import close_account
from cadres.platform.accounts.services.tokens import make_token, revoke_token
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, UserFactory


@pytest.fixture
def client_account(db):
    return UserFactory(role=Role.CLIENT, username="robot")


@pytest.fixture
def security(db):
    return UserFactory(role=Role.SECURITY)


def call(secret: str, path: str = "/api/v1/cadres/"):
    return Client(headers={"authorization": f"Token {secret}", "accept-language": "en"}).get(path)


def test_a_token_opens_its_scope(client_account):
    CadreFactory()
    token, secret = make_token(client_account, name="Big screen", scopes=["base"], days=30, by=None)

    answer = call(secret)

    assert answer.status_code == 200
    assert len(answer.json()["results"]) == 1
    assert token.expiry - timezone.now() > timedelta(days=29)
    assert secret not in str(vars(ApiToken.objects.get()))


def test_another_scope_is_refused_by_name(client_account):
    _token, secret = make_token(client_account, name="Big screen", scopes=["training"], days=30, by=None)

    answer = call(secret)

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert '"base"' in answer.json()["detail"]


@pytest.mark.parametrize("secret", ["", "unknown", "0" * 64, "ÿ", "a b", "x" * 5000])
def test_unknown_tokens_open_nothing(db, secret):
    answer = call(secret)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Token"
    assert answer.json()["type"] == "urn:problem:authentication-failed"


def test_expired_revoked_and_closed_open_nothing(client_account, security):
    expired, first = make_token(client_account, name="A", scopes=["base"], days=1, by=security)
    ApiToken.objects.filter(pk=expired.pk).update(expiry=timezone.now() - timedelta(seconds=1))
    revoked, second = make_token(client_account, name="B", scopes=["base"], days=1, by=security)
    revoke_token(revoked, by=security)
    _third, third = make_token(client_account, name="C", scopes=["base"], days=1, by=security)

    assert call(first).status_code == 401
    assert call(second).status_code == 401
    assert call(third).status_code == 200
    close_account(client_account, by=security)
    assert call(third).status_code == 401
    assert ApiToken.objects.filter(pk=expired.pk).exists()


def test_the_last_use_is_written_once_a_day(client_account, django_assert_num_queries):
    token, secret = make_token(client_account, name="A", scopes=["base"], days=1, by=None)

    call(secret)

    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()
    with django_assert_num_queries(3):  # token with its account, remits, rows
        call(secret)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"scopes": []}, "token-scope"),
        ({"scopes": ["everything"]}, "token-scope"),
        ({"days": 0}, "token-days"),
        ({"days": 366}, "token-days"),
        ({"name": " "}, "token-unnamed"),
    ],
)
def test_a_token_needs_name_scope_and_end(client_account, change, code):
    values = {"name": "A", "scopes": ["base"], "days": 365, **change}

    with pytest.raises(Refused) as caught:
        make_token(client_account, by=None, **values)

    assert [objection.code for objection in caught.value.objections] == [code]


def test_only_a_client_is_given_a_token(staff):
    with pytest.raises(Refused) as caught:
        make_token(staff, name="A", scopes=["base"], days=1, by=None)

    assert caught.value.objections[0].code == "not-a-client"


def test_one_asks_for_a_token_and_another_is_shown_its_secret_once(client_account, security, as_user):
    asker, releaser = as_user(security), as_user(UserFactory(role=Role.SYSTEM))
    wish = {"client": client_account.pk, "name": "Big screen", "scopes": ["base", "training"], "days": 90}

    asked = asker.post(reverse("cadres:token_make"), wish, follow=True)
    assert not ApiToken.objects.exists()
    move = reverse("cadres:account_request_move", args=[asked.context["record"].pk, "confirm"])
    own = asker.post(move, {})
    assert own.status_code == 422
    answer = releaser.post(move, {})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    secret = answer.context["secret"]
    assert secret in answer.text
    assert call(secret).status_code == 200
    token = ApiToken.objects.get()
    assert (token.made_by, token.scopes) == (security, ["base", "training"])
    page = asker.get(reverse("cadres:token_list")).text
    assert "Big screen" in page
    assert secret not in page
    assert secret not in asker.get(asked.request["PATH_INFO"]).text


def test_the_page_revokes(client_account, security, as_user):
    token, secret = make_token(client_account, name="A", scopes=["base"], days=1, by=security)

    answer = as_user(security).post(reverse("cadres:token_revoke", args=[token.pk]), follow=True)

    assert answer.status_code == 200
    assert call(secret).status_code == 401
    assert Step.objects.filter(move="revoke_token", by=security).exists()


def test_the_command_prints_the_secret_alone(client_account):
    out, told = StringIO(), StringIO()

    call_command("make_token", user="robot", name="A", scopes="base, assessment", days=10, stdout=out, stderr=told)

    assert call(out.getvalue().strip()).status_code == 200
    assert ApiToken.objects.get().scopes == ["assessment", "base"]


@pytest.mark.parametrize("wish", [{"user": "nobody"}, {"scopes": "all"}, {"days": 1000}])
def test_the_command_says_what_is_wrong(client_account, wish):
    with pytest.raises(CommandError):
        call_command("make_token", **{"user": "robot", "name": "A", "scopes": "base", "days": 10, **wish})

"""A database that is away or too busy: told as such by pages and API, and everything goes on when it is back."""

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.test import Client
from django.urls import reverse
from psycopg2 import errors

from cadres.platform.accounts.services.tokens import make_token
from cadres.platform.submissions import services
from cadres.shared.api.base import SCOPES
from cadres.shared.errors import is_unavailable
from cadres.shared.pages import submit_once
from tests.support.cadres import UserFactory

SAID = "The database does not answer just now"


class Browser(Client):
    """Looks after old connections before each request, as the server does and Django's test client does not."""

    def __init__(self, **kwargs):
        super().__init__(raise_request_exception=False, **kwargs)

    def request(self, **request):
        close_old_connections()
        return super().request(**request)


@pytest.fixture
def browser(transactional_db):
    client = Browser(headers={"accept-language": "en"})
    client.force_login(UserFactory(), backend="config.auth.RoleBackend")
    return client


@pytest.fixture
def operator(transactional_db):
    """Somebody with a connection to another database of the same server."""
    parameters = {**connection.get_connection_params(), "dbname": "cadres"}
    parameters.pop("cursor_factory", None)
    line = psycopg2.connect(**parameters)
    line.autocommit = True
    with line.cursor() as cursor:
        yield cursor.execute
    line.close()


@pytest.fixture(params=["ALLOW_CONNECTIONS false", "CONNECTION LIMIT 0"])
def away(request, operator):
    """Every connection is cut, and new ones are refused, until the database is let back."""
    name = connection.settings_dict["NAME"]
    back = {"ALLOW_CONNECTIONS false": "ALLOW_CONNECTIONS true", "CONNECTION LIMIT 0": "CONNECTION LIMIT -1"}

    def cut():
        operator(f'ALTER DATABASE "{name}" {request.param}')
        operator("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

    def let_back():
        operator(f'ALTER DATABASE "{name}" {back[request.param]}')

    yield cut, let_back
    let_back()
    close_old_connections()


def test_pages_and_api_tell_it_and_come_back(away, browser):
    cut, let_back = away
    _token, secret = make_token(UserFactory(role="client"), name="Test", scopes=SCOPES, days=1, by=None)
    api = Browser(headers={"authorization": f"Token {secret}", "accept-language": "en"})
    pages = [reverse("home"), reverse("cadres:cadre_list") + "?q=a", "/api-docs/", reverse("account_login")]
    before = [browser.get(address).status_code for address in pages]
    assert api.get("/api/v1/cadres/").status_code == 200

    cut()
    for address in (pages[0], pages[1]):
        answer = browser.get(address)
        text = answer.content.decode()
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert SAID in text
        assert f'href="{address}"' in text
        assert "css/app.css" in text
    answer = browser.post("/cadres/new/", {"name": "王", "once": "a" * 32})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Whether your form was saved is not certain" in answer.content.decode()
    answer = Browser().get(reverse("account_login"), headers={"accept-language": "zh-hans"})
    assert answer.status_code == 503
    assert "数据库暂时没有响应" in answer.content.decode()
    answer = api.get("/api/v1/cadres/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:problem:unavailable"

    let_back()
    assert [browser.get(address).status_code for address in pages] == before
    assert api.get("/api/v1/cadres/").status_code == 200


def test_a_form_that_waits_too_long_for_the_first_press(browser, monkeypatch):
    address, mark = "/cadres/new/", "a" * 32
    user = browser.session["_auth_user_id"]
    holder = connection.copy()
    try:
        holder.set_autocommit(False)
        with holder.cursor() as cursor:
            sent = type("Sent", (), {"path": address, "POST": {"once": mark}})
            cursor.execute(services.TAKE, [user, submit_once._key(sent)])
        connection.close()
        with monkeypatch.context() as hurried:
            hurried.setitem(connection.settings_dict["OPTIONS"], "options", "-c statement_timeout=300ms")
            answer = browser.post(address, {"name": "王", "once": mark})
        assert answer.status_code == 503
        assert SAID in answer.content.decode()
    finally:
        holder.close()
        connection.close()


@pytest.mark.parametrize(
    ("error", "cause", "expected"),
    [
        (OperationalError, psycopg2.OperationalError, True),  # no connection came about
        (InterfaceError, psycopg2.InterfaceError, True),
        (OperationalError, errors.AdminShutdown, True),
        (OperationalError, errors.LockNotAvailable, True),
        (OperationalError, errors.DeadlockDetected, True),
        (OperationalError, errors.DiskFull, True),
        (OperationalError, errors.ObjectNotInPrerequisiteState, False),
        (ValueError, None, False),
    ],
)
def test_which_errors_are_meant(error, cause, expected):
    class Coded(cause or Exception):
        pgcode = {
            errors.AdminShutdown: "57P01",
            errors.LockNotAvailable: "55P03",
            errors.DeadlockDetected: "40P01",
            errors.DiskFull: "53100",
            errors.ObjectNotInPrerequisiteState: "55000",
        }.get(cause)

    raised = error()
    raised.__cause__ = Coded()
    assert is_unavailable(raised) is expected

"""Fixtures for every test."""

import pgtrigger
import pytest
from django.core.management.commands import flush
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.tokens import make_token
from cadres.platform.database.services.accounts import accounts
from cadres.shared.api.base import SCOPES
from cadres.shared.files.apart import reader
from cadres.shared.permissions import PERMISSIONS_OF
from tests.support import cadres as factories
from tests.support.roles import as_owner, by

# How long an example takes says how busy the machine is, nothing about the program.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""
# A table that the library of tokens makes and our own model replaces, unknown to Django: it would stop a flush.
UNKNOWN = "knox_authtoken"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The slow ones first, whatever the order: begun last, one of them would leave the other workers waiting."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The owner makes the database; then every test works by the account of the program, which owns nothing.

    ``tests.support.roles`` has who else there is. A flush is the owner's too, and passes by the guards that keep the
    sealed record from being emptied.
    """
    with django_db_blocker.unblock():
        known = accounts()
    sql_flush = type(connection.ops).sql_flush
    guards = [trigger.get_pgid(model) for model, trigger in pgtrigger.registered() if trigger.name == "no_truncate"]

    def past_the_guards(ops, style, tables, **kwargs):
        passing = f"SET LOCAL pgtrigger.ignore = '{{{','.join(guards)}}}'"
        return [passing, *sql_flush(ops, style, [*tables, UNKNOWN], **kwargs)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", past_the_guards)
        patch.setattr(flush.Command, "handle", by(as_owner)(flush.Command.handle))
        if known.exist:
            work_as(known.name("app"))
        yield
    work_as(None)
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHERS)  # what a browser or an ended process left open would keep the database from going


def work_as(account):
    """Every connection of this process takes the account's part once it is open; ``None``: it stays who it is."""
    connection.settings_dict["OPTIONS"]["assume_role"] = account
    connection.close()


@pytest.fixture(autouse=True)
def _english(settings):
    """Tests read English; the Chinese is checked by the translation check and the browser tests."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture(autouse=True)
def _own_seals(settings, tmp_path):
    """Each test has a signing key and copies of checkpoints of its own."""
    settings.AUDIT_KEY_FILE = tmp_path / "keys" / "audit.pem"
    settings.AUDIT_COPIES_DIR = tmp_path / "audit"


@pytest.fixture(scope="module")
def inside_a_reader():
    """What reads bytes from outside runs in this process, as it does in a reader: for tests of what it finds.

    Limits that a test narrows, and thousands of examples, do not go over to another process.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "INSIDE", True)
        yield


@pytest.fixture
def unbound_values(settings, tmp_path):
    """An installation in which not everything has been encrypted anew: the forms of before are read."""
    settings.FIELD_KEYS_BOUND_MARK = tmp_path / "keys" / "bound"


@pytest.fixture
def staff(db):
    return factories.UserFactory()


@pytest.fixture
def leader(db):
    return factories.LeaderFactory()


@pytest.fixture
def no_override(monkeypatch):
    """Leaders keep everything but the permission to set a rule aside."""
    leaders = PERMISSIONS_OF[Role.LEADER] - {"cadres.override_rule"}
    monkeypatch.setitem(PERMISSIONS_OF, Role.LEADER, leaders)


@pytest.fixture
def as_user():
    """A browser logged in as the given account."""

    def log_in(user):
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="config.auth.RoleBackend")
        return client

    return log_in


@pytest.fixture
def robot(db):
    return factories.UserFactory(role=Role.CLIENT)


@pytest.fixture
def api(robot):
    """A REST client of the county with every scope."""
    _token, secret = make_token(robot, name="Test", scopes=SCOPES, days=1, by=None)
    return Client(headers={"authorization": f"Token {secret}", "accept-language": "en"}, raise_request_exception=False)

"""Fixtures for every test."""

import pytest
from django.test import Client

from tests.cadres import factories


@pytest.fixture(autouse=True)
def _english(settings):
    """Tests read English; the Chinese is checked by the translation check and the browser tests."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def staff(db):
    return factories.UserFactory()


@pytest.fixture
def leader(db):
    return factories.LeaderFactory()


@pytest.fixture
def as_user():
    """A browser logged in as the given account."""

    def log_in(user):
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="config.auth.RoleBackend")
        return client

    return log_in

import pytest

from cadres.platform.field_keys.services import telling


@pytest.fixture(autouse=True)
def _told_nothing_yet(monkeypatch):
    monkeypatch.setattr(telling, "_told", {})


@pytest.fixture
def new_key(settings):
    """Called, the installation has a new key in front of the one it had."""

    def put_in_front(name="new"):
        settings.FIELD_KEYS = [name, *(settings.FIELD_KEYS or [settings.SECRET_KEY])]

    return put_in_front

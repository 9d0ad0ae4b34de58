import pytest

from cadres.models import OutboxMessage
from cadres.platform.accounts.choices import Role
from cadres.platform.outbox import points as channels
from cadres.platform.outbox.services import emails
from tests.cadres.platform.outbox.sink import serving
from tests.support.cadres import UserFactory
from tests.support.points import contributed


@pytest.fixture
def sink(settings):
    """The mail server that the settings name."""
    with serving() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 5
        settings.DEFAULT_FROM_EMAIL = "Cadres <office@county.example>"
        yield sink


@pytest.fixture(autouse=True)
def plain():
    """A kind of letter that says its key."""
    kind = emails.LetterKind("plain", "Plain", lambda message: emails.Letter(message.key, "Text"))
    with contributed(emails.KINDS, kind):
        yield


@pytest.fixture
def other_channel():
    """A second channel, which keeps what it sends."""
    sent = []
    channel = channels.Channel("other", "Other", lambda message, _connection: sent.append(message.key))
    with contributed(channels.CHANNELS, channel):
        yield sent


@pytest.fixture
def system(db):
    return UserFactory(role=Role.SYSTEM)


@pytest.fixture
def letter(db):
    """A waiting e-mail, to a new account unless one is given."""

    def write(key="k", user=None, **fields):
        row = {"channel": "email", "kind": "plain", "user": user or UserFactory(), **fields}
        return OutboxMessage.objects.create(key=key, **row)

    return write


@pytest.fixture
def parked(letter):
    def write(key="k", **fields):
        message = letter(key, **fields)
        now = message.created_at
        dates = {"state": "parked", "next_try_at": None, "parked_at": now, "tries": 5}
        OutboxMessage.objects.filter(pk=message.pk).update(**dates, last_error="SMTPRecipientsRefused 550")
        message.refresh_from_db()
        return message

    return write

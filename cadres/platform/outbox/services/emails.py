"""The channel of e-mail (电子邮件): one message to the address that an account has when it is sent."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from cadres.platform.outbox.models import OutboxMessage
from cadres.platform.outbox.points import Channel, ChannelDown, DeliveryFailed, NotNeeded
from cadres.shared.extensions import Point

CLOSING = 421  # the server ends the conversation, whoever writes


@dataclass(frozen=True)
class Letter:
    """What an e-mail says. The subject may hold line breaks; they are not sent."""

    subject: str
    body: str


@dataclass(frozen=True)
class LetterKind:
    """``write(message)`` gives the letter, or ``None`` when there is no more reason to send it."""

    kind: str
    label: str | Promise
    write: Callable[[OutboxMessage], Letter | None]


KINDS: Point[LetterKind] = Point("letters", key=lambda letter: letter.kind)


def message_id(message: OutboxMessage) -> str:
    """The same at every try, so that mail servers recognize a repetition."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{message.uid}@{domain}>"


def send(message: OutboxMessage, connection: BaseEmailBackend) -> None:
    user = message.user
    if user is None or not user.is_active or not user.email:
        raise NotNeeded
    with translation.override(settings.LANGUAGE_CODE):
        letter = KINDS[message.kind].write(message)
    if letter is None:
        raise NotNeeded
    email = EmailMessage(
        " ".join(letter.subject.split()),
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
        headers={"Message-ID": message_id(message)},
        connection=connection,
    )
    try:
        email.send()
    except OSError as error:  # SMTPException is one
        raise failure_of(error) from error


@contextmanager
def connect() -> Iterator[BaseEmailBackend]:
    """One SMTP connection for a batch; ``EMAIL_TIMEOUT`` bounds every wait on it."""
    connection = get_connection()
    try:
        try:
            connection.open()
        except OSError as error:
            raise ChannelDown(described(error)) from error
        yield connection
    finally:
        with suppress(OSError):
            connection.close()


def failure_of(error: OSError) -> ChannelDown | DeliveryFailed:
    """Whose fault it is. A sender refused is ours, the same for every message; a recipient or a text the message's."""
    code = code_of(error)
    if code == CLOSING or isinstance(error, smtplib.SMTPSenderRefused):
        return ChannelDown(described(error))
    permanent = code >= 500 or isinstance(error, smtplib.SMTPNotSupportedError)
    return DeliveryFailed(described(error), permanent=permanent, broken=not code and not permanent)


def code_of(error: OSError) -> int:
    """The server's answer, 0 where it gave none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _text in error.recipients.values()), 0)
    return getattr(error, "smtp_code", 0) if isinstance(error, smtplib.SMTPResponseException) else 0


def described(error: OSError) -> str:
    """Class and code alone: the server's text may repeat an address."""
    return f"{type(error).__name__} {code_of(error) or ''}".strip()


EMAIL = Channel("email", pgettext_lazy("channel", "E-mail"), send, connect)

from cadres.platform.outbox import points as channels
from cadres.platform.outbox.services import emails


def register() -> None:
    channels.register(emails.EMAIL)

"""Ways to the outside (发送渠道). A new one is a function that sends one message, added to ``CHANNELS``."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from typing import Any, Self

from django.utils.functional import Promise

from cadres.shared.extensions import Point


class NotNeeded(Exception):
    """There is nobody, or nothing any more, to send to."""


class ChannelDown(Exception):
    """The other side takes nothing from us at all: no message's fault. ``error`` is a short code."""

    def __init__(self, error: str):
        self.error = error
        super().__init__(error)


class DeliveryFailed(Exception):
    """Not taken, this one message. ``permanent``: it never will be; ``broken``: the connection is of no more use."""

    def __init__(self, error: str, *, permanent: bool = False, broken: bool = False):
        self.error, self.permanent, self.broken = error, permanent, broken
        super().__init__(error)


@dataclass(frozen=True)
class Channel:
    """``send(message, connection)`` returns when the other side has taken the message, or raises one of the above.

    ``open`` gives the connection that the messages of one batch share. Both must set time-outs: the message's row is
    locked meanwhile. ``message.uid`` goes along, so that the other side can recognize a repetition.
    """

    name: str
    label: str | Promise
    send: Callable[[Any, Any], None]
    open: Callable[[], AbstractContextManager] = nullcontext


CHANNELS: Point[Channel] = Point("channels of the outbox", key=lambda channel: channel.name)


def label_of(name: str) -> str | Promise:
    return CHANNELS[name].label if name in CHANNELS else name


class Connections:
    """The connections of one batch: opened when first needed, opened anew when broken.

    A channel that is down, or whose connection broke ``MOST_BREAKS`` times running, rests until the next batch.
    """

    MOST_BREAKS = 3

    def __init__(self) -> None:
        self._open: dict[str, tuple[ExitStack, Any]] = {}
        self._breaks: Counter[str] = Counter()
        self._resting: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        for name in list(self._open):
            self._close(name)

    @property
    def channels(self) -> list[str]:
        return [channel.name for channel in CHANNELS if channel.name not in self._resting]

    def to(self, channel: Channel) -> Any:
        if channel.name not in self._open:
            stack = ExitStack()
            self._open[channel.name] = stack, stack.enter_context(channel.open())
        return self._open[channel.name][1]

    def worked(self, channel: Channel) -> None:
        self._breaks[channel.name] = 0

    def broke(self, channel: Channel) -> None:
        self._close(channel.name)
        self._breaks[channel.name] += 1
        if self._breaks[channel.name] >= self.MOST_BREAKS:
            self._resting.add(channel.name)

    def is_down(self, channel: Channel) -> None:
        self._close(channel.name)
        self._resting.add(channel.name)

    def _close(self, name: str) -> None:
        if name in self._open:
            self._open.pop(name)[0].close()

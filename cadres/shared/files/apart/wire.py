"""What goes between the program and a reader: frames of bytes, each with its length before it.

The program sends pickles, which the reader may trust. What comes back was made from bytes that anybody may have
written, perhaps by a reader that they took over, so it is JSON and nothing else.
"""

import json
import socket
import struct
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.functional import Promise

HEAD = struct.Struct("!I")
LARGEST = 256 * 1024 * 1024  # bytes of a frame
MARK = "\0"  # begins the one key of an object that stands for what JSON does not have


class Broken(Exception):
    """The line ended within a frame, or what came is none."""


def send(line: socket.socket, data: bytes) -> None:
    """Raises ``Broken`` when nobody listens any more."""
    try:
        line.sendall(HEAD.pack(len(data)))
        line.sendall(data)
    except ConnectionError as error:
        raise Broken from error


def receive(line: socket.socket) -> bytes:
    """The next frame; ``TimeoutError`` as set on the line. Raises ``Broken``."""
    (length,) = HEAD.unpack(_exactly(line, HEAD.size))
    if length > LARGEST:
        raise Broken
    return bytes(_exactly(line, length))


def _exactly(line: socket.socket, size: int) -> bytearray:
    data = bytearray(size)
    view, at = memoryview(data), 0
    while at < size:
        try:
            got = line.recv_into(view[at:])
        except ConnectionError as error:
            raise Broken from error
        if not got:
            raise Broken
        at += got
    return data


def packed(value: Any) -> bytes:
    """Numbers, texts, bytes, days and times, in lists and objects; the fields of dataclasses."""
    return json.dumps(value, default=_plain, separators=(",", ":")).encode()


def unpacked(data: bytes) -> Any:
    """Raises ``Broken`` for what ``packed`` does not make."""
    try:
        return json.loads(data, object_hook=_restored)
    except (ValueError, TypeError, LookupError, RecursionError, OverflowError) as error:
        raise Broken from error


def _plain(value: Any) -> Any:
    for name, (kind, write, _read) in KINDS.items():
        if isinstance(value, kind):
            return {MARK + name: write(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"a reader gives back no {type(value).__name__}")


def _restored(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        ((name, value),) = found.items()
        if name.startswith(MARK):
            return KINDS[name[1:]][2](value)
    return found


# In this order, since each datetime is a date too.
KINDS: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "bytes": (bytes, lambda value: b64encode(value).decode(), b64decode),
    "datetime": (datetime, datetime.isoformat, datetime.fromisoformat),
    "date": (date, date.isoformat, date.fromisoformat),
    "time": (time, time.isoformat, time.fromisoformat),
    "span": (timedelta, timedelta.total_seconds, lambda value: timedelta(seconds=value)),
}

"""Lines of the log: nothing that PostgreSQL says of the values of a row, which are of people."""

import logging
import re
from types import TracebackType

from django.db import DatabaseError

SAID = re.compile(
    r"^(?P<error>(?:psycopg2|django\.db)\.[\w.]+): (?P<text>.*(?:\n(?!\n|Traceback|  File ).+)*)", re.MULTILINE
)
NAMED = re.compile(r'(?:constraint|relation|table|column) "(\w+)"')
Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Of an error of the database the class remains, and the names of what it broke on."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, DatabaseError):  # a worker says it once more in the line itself
            text = text.replace(repr(error), type(error).__name__)
        return text

    def formatException(self, ei: Caught) -> str:  # noqa: N802 -- the library's name
        return SAID.sub(_without_values, super().formatException(ei))


def _without_values(said: re.Match) -> str:
    names = ", ".join(dict.fromkeys(NAMED.findall(said["text"])))
    return f"{said['error']}: {names or '(what it said is left out)'}"

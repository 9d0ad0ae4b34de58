"""Grants as plain facts: those that should be, those that are, and what puts the ones in place of the others. Pure."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

# How PostgreSQL names the kinds in GRANT and REVOKE.
KINDS = {
    "table": "TABLE",
    "column": "TABLE",
    "sequence": "SEQUENCE",
    "function": "FUNCTION",
    "schema": "SCHEMA",
    "database": "DATABASE",
}
PUBLIC = "PUBLIC"


class Grant(NamedTuple):
    """``name`` as SQL writes it; no ``column`` where the whole object is meant; ``to`` is an account or PUBLIC."""

    kind: str
    name: str
    column: str
    to: str
    privilege: str

    @property
    def on(self) -> str:
        return f"{self.name}.{self.column}" if self.column else self.name


def statements(expected: Iterable[Grant], found: Iterable[Grant]) -> Iterator[str]:
    """What must be said to the database; nothing where all is as it should be."""
    wanted, there = set(expected), set(found)
    for grant in sorted(there - wanted):
        yield f"REVOKE {_what(grant)} FROM {_account(grant)}"
    for grant in sorted(wanted - there):
        yield f"GRANT {_what(grant)} TO {_account(grant)}"


def _what(grant: Grant) -> str:
    column = f' ("{grant.column}")' if grant.column else ""
    return f"{grant.privilege}{column} ON {KINDS[grant.kind]} {grant.name}"


def _account(grant: Grant) -> str:
    return PUBLIC if grant.to == PUBLIC else f'"{grant.to}"'

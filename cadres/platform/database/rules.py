"""What a database should be made of beside what it is, and who should have which right beside who has. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cadres.platform.database.choices import KNOWN_KINDS

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


class Part(NamedTuple):
    """A table, column, constraint, guard …; ``name`` as SQL writes it."""

    kind: str
    name: str

    @property
    def table(self) -> str:
        """Whose column, constraint … it is."""
        return self.name.partition(".")[0] if "." in self.name else ""


@dataclass(frozen=True)
class Difference:
    """``code`` has its words in ``choices``."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


MIGRATION = "migration"
OR = "|"  # between two digests, either of which is right
# Nobody passes a guard by, reads or changes a row by these; an installation sets them as it needs.
HARMLESS = frozenset(
    {
        "application_name",
        "client_min_messages",
        "default_transaction_read_only",
        "idle_in_transaction_session_timeout",
        "idle_session_timeout",
        "jit",
        "lock_timeout",
        "log_min_duration_statement",
        "maintenance_work_mem",
        "statement_timeout",
        "work_mem",
    }
)


def compare(expected: Mapping[Part, str], found: Mapping[Part, str]) -> Iterator[Difference]:
    """Where the migrations are not the same, nothing else can be: then that is all that is told."""
    behind = sorted(part.name for part in expected.keys() - found.keys() if part.kind == MIGRATION)
    ahead = sorted(part.name for part in found.keys() - expected.keys() if part.kind == MIGRATION)
    if behind or ahead:
        yield from (Difference("behind", {"what": name}) for name in behind[:1])
        yield from (Difference("ahead", {"what": name}) for name in ahead[:1])
        return
    lost = {part.name for part in expected.keys() - found.keys() if part.kind == "table"}
    strange = {part.name for part in found.keys() - expected.keys() if part.kind == "table"}
    for part in sorted(expected):
        if part.table in lost:
            continue  # goes with its table
        if part not in found:
            yield Difference(f"missing_{_known(part)}", {"what": part.name})
        elif found[part] != expected[part] and found[part] not in expected[part].split(OR):
            yield Difference(f"changed_{_known(part)}", {"what": part.name})
    for part in sorted(found.keys() - expected.keys()):
        if part.table in strange:
            continue
        yield Difference(f"strange_{_known(part)}", {"what": part.name})


def _known(part: Part) -> str:
    return part.kind if part.kind in KNOWN_KINDS else "thing"


def wrong_grants(expected: Iterable[Grant], found: Iterable[Grant]) -> Iterator[Difference]:
    wanted, there = set(expected), set(found)
    for code, grants in (("right", there - wanted), ("right_missing", wanted - there)):
        for grant in sorted(grants):
            yield Difference(code, {"who": grant.to, "right": grant.privilege, "what": grant.on})


def wrong_settings(settings: Iterable[tuple[str, str]]) -> Iterator[Difference]:
    for account, name in settings:
        if name.lower() not in HARMLESS:
            yield Difference("setting", {"who": account, "what": name})

"""The accounts of the database (数据库账号): the owner of the tables, and those named after it that own nothing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

# The owner's name is that of the database's; of the others, those that the server knows.
KNOWN = """
SELECT pg_get_userbyid(datdba), current_user,
       ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY (SELECT pg_get_userbyid(datdba) || unnest(%s)))
  FROM pg_database WHERE datname = current_database()
"""


@dataclass(frozen=True)
class Accounts:
    """``me``: by which this process works; ``others``: which of app, sealer and report there are."""

    owner: str
    me: str
    others: frozenset[str]

    def name(self, part: str) -> str:
        return self.owner + settings.DATABASE_ACCOUNTS[part]

    def part(self, name: str) -> str:
        return next(part for part in settings.DATABASE_ACCOUNTS if self.name(part) == name)

    @property
    def exist(self) -> bool:
        """All of them, so that each can be given what is its own."""
        return len(self.others) == len(settings.DATABASE_ACCOUNTS)

    @property
    def parted(self) -> bool:
        """Whether whoever asks works by an account that owns nothing."""
        return self.me in self.others

    def __str__(self) -> str:
        """In a line for monitors; no name in it."""
        if self.parted:
            return "parted: the program owns no table"
        return "NOT parted: the program owns its tables, and could switch their guards off"


def accounts() -> Accounts:
    with connection.cursor() as cursor:
        return read_accounts(cursor)


def read_accounts(cursor: Any) -> Accounts:
    cursor.execute(KNOWN, [list(settings.DATABASE_ACCOUNTS.values())])
    owner, me, others = cursor.fetchone()
    return Accounts(owner, me, frozenset(others))

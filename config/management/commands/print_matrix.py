"""The page ``docs/roles.md``, made from the code so that it cannot lag behind it."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from cadres.platform.accounts.choices import Role
from config.roles import ROLES

HEAD = """\
# Who may do what

Made by `manage.py print_matrix` from `config/roles.py`; a test compares this page with the code. One account has one
role. Which records an account sees is decided by its remit (`visible_to`), a township leader sees his own. The three
administrators (三员) do no business: the system administrator opens and closes accounts, the security administrator
gives roles and asks for tokens, the audit administrator reads the record; nobody decides about his own account.
"""


class Command(BaseCommand):
    help = "Print the table of roles and permissions (docs/roles.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self.stdout.write("\n".join(page()), ending="\n")


def page() -> Iterator[str]:
    yield HEAD
    yield f"| permission | {' | '.join(str(role.label) for role in Role)} |"
    yield "|---|" + ":-:|" * len(Role)
    for permission in sorted(set().union(*ROLES.values())):
        cells = " | ".join("✓" if permission in ROLES.get(role, ()) else " " for role in Role)
        yield f"| `{permission}` | {cells} |"

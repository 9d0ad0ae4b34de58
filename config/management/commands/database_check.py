"""Is the database made of what the program made it of?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from cadres.platform.database.choices import DIFFERENCES
from cadres.platform.database.services.catalogue import differences


class Command(BaseCommand):
    help = (
        "Compare tables, constraints, guards, functions, rights and settings with what they should be. Writes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        said = differences()
        for one in said:
            self.stderr.write(str(DIFFERENCES[one.code]) % one.params)
        if said:
            self.stderr.write(f"NOT as it should be: {len(said)} differences")
            sys.exit(1)
        self.stdout.write("The database is as the program made it.")

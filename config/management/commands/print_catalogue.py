"""What a new database consists of."""

from typing import Any

from django.core.management.base import BaseCommand

from cadres.platform.database.services.catalogue import manifest


class Command(BaseCommand):
    help = (
        "Print what this database is made of; of a freshly migrated one it is cadres/platform/database/catalogue.txt."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(manifest(), ending="")

"""Part the rights in the database."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from cadres.platform.database.services.accounts import accounts
from cadres.platform.database.services.grants import put_right


class Command(BaseCommand):
    """``migrate`` does this at its end; by hand after ``deploy/roles.sql``, or when a right was changed."""

    help = "Give each account of the database its rights, and put back the functions that the guards stand on."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = put_right()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        for statement in said:
            self.stdout.write(statement)
        if not accounts().exist:
            self.stdout.write("There are no other accounts than the owner; make them by deploy/roles.sql.")
        elif not said:
            self.stdout.write("Every account has its rights.")

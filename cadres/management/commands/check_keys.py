"""Whether the keys in FIELD_KEYS open what lies in the database; the present one is known from then on."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from cadres.platform.field_keys.services import keys


class Command(BaseCommand):
    """Part of every start; ends in an error where a key is missing, before anything is written beside it."""

    help = "Check that the keys in FIELD_KEYS open what is stored."

    def handle(self, *args, **options):
        try:
            keys.take_up()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        if not keys.holds_unbound():
            keys.conclude_bound()
        self.stdout.write(f"Keys of encrypted columns: {keys.standing()}.")

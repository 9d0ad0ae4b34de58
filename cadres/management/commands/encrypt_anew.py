"""Encrypt everything by the present key of FIELD_KEYS, each value bound to its place."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from cadres.platform.field_keys.presenters import form_text, in_words
from cadres.platform.field_keys.services import renewing
from cadres.shared.crypto import present_key


class Command(BaseCommand):
    """Beside readers and writers, in small batches; may be stopped and begun again at any time."""

    help = (
        "Encrypt everything with the first of FIELD_KEYS, batch by batch, and say how many values are left under which"
        " key; --count: say only that."
    )

    def add_arguments(self, parser):
        parser.add_argument("--count", action="store_true", help="count and change nothing")

    def handle(self, *args, **options):
        try:
            lies = renewing.count() if options["count"] else self._run()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        for name, number in sorted(lies.items(), key=lambda one: one[0] != present_key().name):
            self.stdout.write(f"{number:>12}  {form_text(name)}")
        if not options["count"] and set(lies) - {present_key().name}:
            raise CommandError("Not everything lies under the present key; run it again.")

    def _run(self):
        outcome = renewing.encrypt_anew()
        self.stdout.write(in_words(outcome))
        for place in sorted(outcome.unopened):
            self.stdout.write(f"cannot be opened: {place}")
        return outcome.lies

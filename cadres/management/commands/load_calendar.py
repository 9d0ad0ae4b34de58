"""Take in the calendars of the years that came with the program."""

from django.core.management.base import BaseCommand

from cadres.platform.calendar.services import load_known


class Command(BaseCommand):
    """Years that are in the table already stay as they are: somebody may have set them otherwise."""

    help = "Add the calendars of working days (2004 on) that came with the program and are not in the table yet."

    def handle(self, *args, **options):
        added, last = load_known()
        self.stdout.write(f"calendars: {len(added)} years added, known to the end of {last}")

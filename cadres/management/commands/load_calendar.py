"""Seed the table of special days with the holidays known to the program."""

from chinese_calendar import constants
from django.core.management.base import BaseCommand

from cadres.platform.calendar.models import SpecialDay


class Command(BaseCommand):
    """Days that are already in the table stay as they are: an administrator may have corrected them."""

    help = "Add the public holidays and working weekends (2004 on) that are not in the table yet."

    def handle(self, *args, **options):
        days = [SpecialDay(day=day, works=False, name=_chinese(name)) for day, name in constants.holidays.items()]
        days += [SpecialDay(day=day, works=True, name=_chinese(name)) for day, name in constants.workdays.items()]
        before = SpecialDay.objects.count()
        SpecialDay.objects.bulk_create(days, ignore_conflicts=True)
        added = SpecialDay.objects.count() - before
        last = max(day.day for day in days).year
        self.stdout.write(
            f"special days: {added} added, {len(days) - added} already there, known to the end of {last}"
        )


def _chinese(name: str) -> str:
    return constants.Holiday(name).chinese

"""A living county to try the program with."""

import time
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from config.demo.accounts import as_lines, keep
from config.demo.build import NotACountyError, NotEmptyError, build

PINGCHANG = "511923000000"


class Command(BaseCommand):
    help = "Build the demonstration county, with invented people, into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--division", default=PINGCHANG, help="12-digit code of a county")
        parser.add_argument("--seed", type=int, default=1, help="the same seed and day give the same county")
        parser.add_argument("--today", type=date.fromisoformat, help="the day the county lives in (yyyy-mm-dd)")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        today = options["today"] or localdate()
        try:
            built = build(options["division"], seed=options["seed"], today=today, say=self.stdout.write)
        except (NotEmptyError, NotACountyError) as error:
            raise CommandError(str(error)) from error
        path = settings.VAR_DIR / "accounts.txt"
        keep(built.accounts, path)
        seconds = time.monotonic() - began
        lines = [
            "",
            f"Demonstration county {built.place.county} (seed {options['seed']}), built in {seconds:.0f} s.",
            "All people and figures are invented.",
            "",
            *as_lines(built.accounts),
            "",
            f"Kept in {path}, readable by its owner alone.",
        ]
        self.stdout.write("\n".join(lines))

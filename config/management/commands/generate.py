"""An invented population for measurements."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.generator.load import SCALES, load


class Command(BaseCommand):
    help = "Fill an empty database with invented cadres and tenures for measurements (see docs/scale.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=SCALES, required=True)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()

        def say(text: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:7.1f} s  {text}")

        try:
            loaded = load(options["scale"], seed=options["seed"], say=say)
        except (LookupError, ValueError) as error:
            raise CommandError(str(error)) from error
        say(f"{loaded.units} units, {loaded.cadres} cadres, {loaded.tenures} tenures")

"""Gives a county the shipped indicator system, unless it has one."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from assessment.systems.services.systems import install_default_system
from cadres.models import Division
from cadres.platform.divisions.choices import Level


class Command(BaseCommand):
    help = "Put the shipped indicator system in force for a county that has none. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("county", help="12-digit code of the county")
        parser.add_argument("--on", type=date.fromisoformat, help="in force from (yyyy-mm-dd); today if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        county = Division.objects.filter(pk=options["county"], level=Level.COUNTY).first()
        if county is None:
            raise CommandError(f"There is no county with the code {options['county']}.")
        system, made = install_default_system(county, on=options["on"] or timezone.localdate())
        self.stdout.write(f"{system} is in force." if made else f"{county} already has {system}; nothing changed.")

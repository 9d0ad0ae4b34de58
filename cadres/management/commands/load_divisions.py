"""Load every division of the country, or those of a file."""

import gzip
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cadres.platform.divisions.services import known_codes, load_divisions, read_divisions

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "divisions.csv.gz"


class Command(BaseCommand):
    """Says what was added, changed, folded and refused, each refused or folded row with its line number."""

    help = "Load divisions from the list shipped with the program or from --file (code,name,level,parent)."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=SHIPPED, help="a .csv or .csv.gz file")

    def handle(self, *args, file: Path, **options):
        opener = gzip.open if file.suffix == ".gz" else open
        try:
            with opener(file, "rt", encoding="utf-8-sig", newline="") as lines:
                reading = read_divisions(lines, known=known_codes())
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        for row, into in reading.folded:
            self.stdout.write(f"folded   line {row.line}: {row.title} into line {into.line}: {into.title}")
        for line, why in reading.refused:
            self.stdout.write(f"refused  line {line}: {why}")
        done = load_divisions(reading.rows)
        self.stdout.write(
            f"divisions: {done.added} added, {done.changed} changed, {done.unchanged} unchanged, "
            f"{len(reading.folded)} folded, {len(reading.refused)} refused"
        )

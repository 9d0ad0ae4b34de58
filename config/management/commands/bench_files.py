"""How fast files come in and go out and the work of the night is done, and in how much memory."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cadres.models import Installation, User
from config.bench import files, nightly, wide
from config.bench.process import Work

PARTS = ("files", "nightly")


class Command(BaseCommand):
    help = "Measure imports, exports and nightly work: rows a second and peak memory (see docs/bench.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("part", nargs="?", choices=PARTS, help="without it, both")
        parser.add_argument("--rows", type=int, default=10_000, help="rows of the workbook that is taken in")
        parser.add_argument("--forms", type=int, default=1_000, help="appointment forms that are taken in")
        parser.add_argument("--workbook", type=int, default=100_000, help="most rows of the workbook that is written")
        parser.add_argument("--remit", choices=wide.REMITS["nation"], default="county", help="who exports")
        parser.add_argument("--most", type=int, help="most rows of the CSV; without it, all that the remit has")
        parser.add_argument("--accounts", type=int, default=3_000, help="accounts whose kin is looked for")
        parser.add_argument("--identities", type=int, default=100_000, help="identity numbers to be indexed")
        parser.add_argument("--json", type=Path, dest="path", help="default: bench-files.json in the var directory")

    def handle(self, *args: Any, **options: Any) -> None:
        if not Installation.objects.filter(demonstration=True).exists():
            raise CommandError("Only a database of invented people is measured: manage.py demo, or generate.")
        logging.disable(logging.WARNING)
        self.stdout.write(f"{'work':<34}{'rows':>10}{'seconds':>10}{'rows/s':>10}{'base MB':>10}{'peak MB':>10}")
        done = []
        try:
            for work in self._works(options):
                done.append(work.as_dict())
                self.stdout.write(
                    f"{work.name:<34}{work.rows:>10}{work.seconds:>10.1f}{work.rate:>10.0f}"
                    f"{work.base_mb:>10.0f}{work.peak_mb:>10.0f}  {work.told}"
                )
                self.stdout.flush()
        except LookupError as error:
            raise CommandError(str(error)) from error
        finally:
            logging.disable(logging.NOTSET)
        path = options["path"] or settings.VAR_DIR / "bench-files.json"
        path.write_text(json.dumps(done, indent=1, ensure_ascii=False) + "\n")
        self.stdout.write(f"Written to {path}")

    def _works(self, options: dict[str, Any]) -> Iterator[Work]:
        if options["part"] in (None, "files"):
            user = User.objects.for_session().get(pk=wide.account(options["remit"]).pk)
            wanted = {name: options[name] for name in ("rows", "forms", "workbook", "most")}
            yield from files.works(user, **wanted)
        if options["part"] in (None, "nightly"):
            yield from nightly.works(accounts=options["accounts"], identities=options["identities"])

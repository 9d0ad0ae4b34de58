"""Is the record as it was sealed? Exit 0: yes; 1: no, with the first bad row."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cadres.platform.sealing.services.keys import as_text, known_keys, public_key
from cadres.platform.sealing.services.verification import examine, in_words


class Command(BaseCommand):
    help = "Verify the sealed record against chain, checkpoints and copies, and the database itself. Writes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--checkpoints", type=Path, help="folder with copies of checkpoints, for example your own")
        parser.add_argument("--since", type=int, default=1, help="number of the row to begin with (default: all)")
        parser.add_argument("--key", action="append", help="public key to trust instead of the installation's own")

    def handle(self, *args, **options):
        folder = options["checkpoints"]
        if folder and not folder.is_dir():
            raise CommandError(f"{folder} is no folder")
        if options["since"] < 1:
            raise CommandError("--since counts from 1")
        try:
            keys = [public_key(text) for text in options["key"]] if options["key"] else None
        except ValueError as error:
            raise CommandError("--key: 32 bytes in base64, as the page of the chain shows them") from error
        outcome = examine(folder=folder, since=options["since"], keys=keys)
        for fault in outcome.faults:
            self.stderr.write(in_words(fault.code, fault.n, fault.params))
        if outcome.faults:
            first = outcome.faults[0].n
            self.stderr.write(f"NOT in order; first bad row: {first or 'none, see above'}")
            sys.exit(1)
        until = f", the last written {outcome.until}" if outcome.until else ""
        self.stdout.write(
            f"In order: {outcome.rows} rows to number {outcome.last}{until}; {outcome.checkpoints} checkpoints agree;"
            f" {outcome.waiting} rows wait to be sealed."
        )
        for key in keys or known_keys():
            self.stdout.write(f"Public key: {as_text(key)}")

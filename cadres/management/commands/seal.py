"""Seal at once what waits, and sign the head."""

from django.core.management.base import BaseCommand

from cadres.platform.sealing.services.checkpoints import make_checkpoint
from cadres.platform.sealing.services.sealer import seal
from cadres.platform.sealing.services.verification import check


class Command(BaseCommand):
    help = "Seal all events that wait, and sign a checkpoint. The sealer does so by itself every few seconds."

    def add_arguments(self, parser):
        parser.add_argument("--verify", action="store_true", help="then verify everything, as every night")

    def handle(self, *args, **options):
        rows = seal(everything=True)
        checkpoint = make_checkpoint()
        signed = f", checkpoint of {checkpoint.size} rows signed" if checkpoint else ""
        self.stdout.write(f"{rows} rows sealed{signed}")
        if options["verify"]:
            found = check()
            self.stdout.write(f"{found.rows} rows verified, {len(found.faults)} faults")

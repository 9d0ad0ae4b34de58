"""Seal at once what waits, and sign the head."""

from django.core.management.base import BaseCommand

from cadres.platform.sealing.services.checkpoints import make_checkpoint
from cadres.platform.sealing.services.sealer import seal


class Command(BaseCommand):
    help = "Seal all events that wait, and sign a checkpoint. The worker does so by itself every few seconds."

    def handle(self, *args, **options):
        rows = seal(everything=True)
        checkpoint = make_checkpoint()
        signed = f", checkpoint of {checkpoint.size} rows signed" if checkpoint else ""
        self.stdout.write(f"{rows} rows sealed{signed}")

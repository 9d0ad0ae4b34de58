"""Fill the blind index by which a full identity number is found."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from cadres.registry.cadre_files.models import Cadre

BATCH = 5000
INDEX = Cadre._meta.get_field("identity_index")
WRITE = """
UPDATE cadres_cadre c SET identity_index = found.mark
  FROM unnest(%s::bigint[], %s::text[]) found(id, mark)
 WHERE c.id = found.id AND c.identity_index <> found.mark
"""


class Command(BaseCommand):
    """Goes by primary key in batches, each its own transaction; may be stopped and begun again at any time."""

    help = "Index identity numbers that are not indexed yet; --all: again, as the present program reads them."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="index every identity number anew")

    def handle(self, *args, **options):
        rows = Cadre.objects.exclude(identity_number="").order_by("pk")
        if not options["all"]:
            rows = rows.filter(identity_index="")
        last, done = 0, 0
        while True:
            with transaction.atomic():
                batch = list(rows.filter(pk__gt=last).select_for_update(of=["self"]).only("identity_number")[:BATCH])
                _write(batch)
            if not batch:
                break
            last, done = batch[-1].pk, done + len(batch)
        self.stdout.write(f"identity numbers indexed: {done}")


def _write(batch: list[Cadre]) -> None:
    """One plain statement a batch: what ``bulk_update`` makes of a thousand rows takes the database longer to read."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [[one.pk for one in batch], [INDEX.index_of(one.identity_number) for one in batch]])

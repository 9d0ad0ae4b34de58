"""Read surnames anew by which lists of cadres sort."""

from django.core.management.base import BaseCommand
from django.db import transaction
from pypinyin import lazy_pinyin

from cadres.registry.cadre_files.models import Cadre
from cadres.shared.names import name_key

BATCH = 5000
# What the program proposed before there was a table of surnames.
FORMER = {"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "尉": "yu"}


class Command(BaseCommand):
    """Goes by primary key in batches, each its own transaction; may be stopped and begun again at any time."""

    help = "Put right the pinyin that an earlier edition proposed; what somebody corrected by hand stays."

    def handle(self, *args, **options):
        rows = Cadre.objects.filter(merged_into=None).order_by("pk")
        last, done = 0, 0
        while True:
            with transaction.atomic():
                batch = list(rows.filter(pk__gt=last).select_for_update(of=["self"]).only("name", "name_key")[:BATCH])
                changed = [cadre for cadre in batch if cadre.name_key == _former(cadre.name)]
                changed = [cadre for cadre in changed if cadre.name_key != name_key(cadre.name)]
                for cadre in changed:
                    cadre.name_key = name_key(cadre.name)
                Cadre.objects.bulk_update(changed, ["name_key"], batch_size=500)
            if not batch:
                break
            last, done = batch[-1].pk, done + len(changed)
        self.stdout.write(f"names read anew: {done}")


def _former(name: str) -> str:
    syllables = lazy_pinyin(name.strip(), errors=lambda text: list(text.lower()))
    if name[:1] in FORMER and syllables:
        syllables[0] = FORMER[name[0]]
    return " ".join(syllables)

from celery import shared_task

from cadres.platform.merging.points import KINDS
from cadres.platform.merging.services import merges


@shared_task(name="cadres.find_duplicates", ignore_result=True, acks_late=True)
def find_duplicates(kind: str = "", low: str = "", high: str = "") -> int:
    """Nightly, without arguments: one task for each kind and province. Returns how many pairs are newly found."""
    if not kind:
        for key in [one.key for one in KINDS]:
            for start, end in merges.everywhere():
                find_duplicates.delay(kind=key, low=start, high=end)
        return 0
    return sum(merges.find_duplicates(KINDS[kind], start, end) for start, end in merges.counties_of([(low, high)]))

from collections.abc import Callable

BATCHES = 50  # at most so many in one run; the next one goes on


def in_batches(handle: Callable[[], int], size: int) -> int:
    handled = 0
    for _round in range(BATCHES):
        batch = handle()
        handled += batch
        if batch < size:
            break
    return handled

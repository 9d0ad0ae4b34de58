"""Answers a view's reads from memory: what the database said the first time is said again."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet

NUMBERS = ("count", "exists", "aggregate")


class Memory:
    """The rows of one answer, in the order of their asking, by model and way of asking.

    Rows are kept as the instances that querysets hand out, so that what is left of a view is its own work. What was
    never asked before (nothing, in a view that always asks the same) still goes to the database.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, type], list[Any]] = defaultdict(list)

    @contextmanager
    def recording(self) -> Iterator[None]:
        self._kept.clear()
        nested = False  # rows of a prefetch are part of the rows that they belong to

        def keep(way: str, queryset: QuerySet, ask: Callable[[], Any]) -> Any:
            nonlocal nested
            if nested:
                return ask()
            nested = True
            try:
                answer = ask()
            finally:
                nested = False
            self._kept[way, queryset.model].append(answer)
            return answer

        with _asking(keep):
            yield

    @contextmanager
    def answering(self) -> Iterator[None]:
        waiting = {key: deque(answers) for key, answers in self._kept.items()}

        def recall(way: str, queryset: QuerySet, ask: Callable[[], Any]) -> Any:
            answers = waiting.get((way, queryset.model))
            return answers.popleft() if answers else ask()

        with _asking(recall):
            yield


@contextmanager
def _asking(through: Callable[[str, QuerySet, Callable[[], Any]], Any]) -> Iterator[None]:
    """Every read of a queryset goes through the given function meanwhile."""
    usual = {name: getattr(QuerySet, name) for name in ("_fetch_all", "iterator", *NUMBERS)}

    def fetch_all(queryset: QuerySet) -> None:
        def ask() -> list:
            usual["_fetch_all"](queryset)
            return list(queryset._result_cache)

        if queryset._result_cache is None:
            queryset._result_cache = list(through("rows", queryset, ask))
            queryset._prefetch_done = True

    def iterator(queryset: QuerySet, *args: Any, **kwargs: Any) -> Iterator:
        return iter(through("iterator", queryset, lambda: list(usual["iterator"](queryset, *args, **kwargs))))

    def number(name: str) -> Callable[..., Any]:
        def asked(queryset: QuerySet, *args: Any, **kwargs: Any) -> Any:
            return through(name, queryset, lambda: usual[name](queryset, *args, **kwargs))

        return asked

    QuerySet._fetch_all, QuerySet.iterator = fetch_all, iterator
    for name in NUMBERS:
        setattr(QuerySet, name, number(name))
    try:
        yield
    finally:
        for name, method in usual.items():
            setattr(QuerySet, name, method)

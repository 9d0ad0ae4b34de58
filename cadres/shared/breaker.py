"""A circuit breaker (断路器): what does not answer is left alone for a while, not waited for at each call."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PAUSE = 5  # seconds for which nobody asks again


class Breaker:
    """One for each thing that may be away, shared by all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed_until = 0.0  # 0: it answered when last asked

    def ask(self, question: Callable[[], T], otherwise: Callable[[], T], away: tuple[type[Exception], ...]) -> T:
        """``question()``, or ``otherwise()`` when that fails in one of the ways ``away`` or has just done so."""
        if not self._may_ask():
            return otherwise()
        try:
            answer = question()
        except away:
            self._closed_until = time.monotonic() + PAUSE
            return otherwise()
        self._closed_until = 0.0
        return answer

    def _may_ask(self) -> bool:
        """After a pause one caller tries, while the others still go on without."""
        with self._lock:
            now = time.monotonic()
            if now < self._closed_until:
                return False
            if self._closed_until:
                self._closed_until = now + PAUSE
            return True

"""Calls a key may make in a minute, counted per web process."""

import math
import threading
import time
from collections import deque
from collections.abc import Callable

WINDOW_S = 60.0


class Quota:
    """A sliding window per key. ``clock`` gives seconds that only go up."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._calls: dict[int, deque[float]] = {}

    def take(self, key_id: int, *, per_minute: int) -> int:
        """Counts a call and returns 0; or, where the key has made its calls of this minute, the seconds until it may
        call again. ``per_minute`` 0 means no limit."""
        if per_minute == 0:
            return 0
        now = self._clock()
        with self._lock:
            calls = self._calls.setdefault(key_id, deque())
            while calls and calls[0] <= now - WINDOW_S:
                calls.popleft()
            if len(calls) >= per_minute:
                return max(1, math.ceil(calls[0] + WINDOW_S - now))
            calls.append(now)
            return 0


CALLS = Quota()

"""Load shedding: a few assessments at a time, a short queue, and a quick no beyond it.

Callers of these protocols publish when they get no answer in time, so a quick refusal is worth more than a late score.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

RETRY_AFTER_S: Final = 1


class Overloaded(Exception):
    """All slots are taken and the queue is full, or no slot came free in time."""


class Capacity:
    """``slots`` calls run at once, ``queue`` wait at most ``wait_s`` seconds each; one per process."""

    def __init__(self, *, slots: int, queue: int, wait_s: float) -> None:
        self._slots = threading.BoundedSemaphore(slots)
        self._places = threading.BoundedSemaphore(slots + queue)
        self._wait_s = wait_s

    @contextmanager
    def slot(self, *, wait_s: float | None = None) -> Iterator[None]:
        """Holds a slot; ``wait_s`` for a caller with less time than others.

        Raises:
            Overloaded
        """
        if not self._places.acquire(blocking=False):
            raise Overloaded
        try:
            if not self._slots.acquire(timeout=self._wait_s if wait_s is None else wait_s):
                raise Overloaded
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._places.release()


# The engine is pure Python under one interpreter lock: a second slot only keeps it busy while the first waits for I/O.
# 0.3 s in the queue leaves an assessment time to answer within the 800 ms that Coral waits by default.
SCORING: Final = Capacity(slots=2, queue=12, wait_s=0.3)

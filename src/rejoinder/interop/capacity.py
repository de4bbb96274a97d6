"""Load shedding: a few assessments at a time, a short queue, and a quick no beyond it.

Callers of these protocols publish when they get no answer in time, so a quick refusal is worth more than a late score.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Final, TypeVar

RETRY_AFTER_S: Final = 1
SLOTS: Final = 2
ARRIVED: Final = "rejoinder.arrived"
"""Where the environment of a call says when it came, on the clock of time.monotonic()."""

T = TypeVar("T")


class Overloaded(Exception):
    """All slots are taken and the queue is full, or no slot came free in time."""


class Late(Exception):
    """The answer was not there when it was due."""


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
        self.take(wait_s=wait_s)
        try:
            yield
        finally:
            self.free()

    def take(self, *, wait_s: float | None = None) -> None:
        """A slot, until ``free``, which any thread may call.

        Raises:
            Overloaded
        """
        if not self._places.acquire(blocking=False):
            raise Overloaded("too much at once")
        if not self._slots.acquire(timeout=self._wait_s if wait_s is None else wait_s):
            self._places.release()
            raise Overloaded("too much at once")

    @property
    def full(self) -> bool:
        """True when a call that comes now would find no place in the queue."""
        if not self._places.acquire(blocking=False):
            return True
        self._places.release()
        return False

    def free(self) -> None:
        """Gives a slot back."""
        self._slots.release()
        self._places.release()


def in_time(capacity: Capacity, prepare: Callable[[], Callable[[], T]], *, due: float, wait_s: float) -> T:
    """What the work that ``prepare`` gives comes to, in a slot, before ``due`` on the clock of time.monotonic().

    What needs the database is prepared in the caller's thread, and not before there is a slot: it would take its time
    from those who have one. Work that is late goes on and keeps its slot until it ends, as nothing can stop it; so it
    must not touch the database, whose connections belong to threads.

    Raises:
        Overloaded
        Late
        Whatever ``prepare`` and the work raise.
    """
    capacity.take(wait_s=wait_s)
    try:
        running = _threads().submit(_freeing, capacity, prepare())
    except BaseException:
        capacity.free()
        raise
    try:
        return running.result(timeout=max(0.0, due - time.monotonic()))
    except TimeoutError:
        raise Late("out of time") from None


def _freeing(capacity: Capacity, work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        capacity.free()


@cache
def _threads() -> ThreadPoolExecutor:
    """As many as there are slots: work never waits here. Made at the first call, after the server has forked."""
    return ThreadPoolExecutor(max_workers=SLOTS + 2, thread_name_prefix="scoring")


QUEUE: Final = 22
"""What two cores assess in 0.2 s."""

# The engine is Python under one interpreter lock, but the model runs outside it: two slots keep two cores busy.
# 0.3 s in the queue leaves an assessment time to answer within the 800 ms that Coral waits by default.
SCORING: Final = Capacity(slots=SLOTS, queue=QUEUE, wait_s=0.3)

"""A memory of bounded size that forgets first what was asked for longest ago; safe to share between threads."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Values by key, ``limit`` in the unit of ``size``. A value larger than the limit is not kept."""

    def __init__(self, *, limit: int, size: Callable[[Value], int]) -> None:
        self._limit, self._size, self._total = limit, size, 0
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The value, or None."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: Key, value: Value) -> None:
        """Keeps the value in place of what was there."""
        with self._lock:
            self._drop(key)
            self._values[key] = value
            self._total += self._size(value)
            while self._total > self._limit:
                self._drop(next(iter(self._values)))

    def _drop(self, key: Key) -> None:
        if key in self._values:
            self._total -= self._size(self._values.pop(key))

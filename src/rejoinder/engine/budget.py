"""How much time and text an assessment may take, and the deadline that checks keep."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rejoinder.engine.errors import EngineError


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one assessment. What goes past them is referred to a person, never skipped.

    ``limit_chars`` counts code points. ``total_ms`` is for all checks together, ``check_ms`` for each.
    """

    limit_chars: int = 20_000
    total_ms: float = 2_000.0
    check_ms: float = 1_000.0


PATIENT: Final = Budget(total_ms=60_000.0, check_ms=60_000.0)
"""For commands, archives and measurements, where nobody waits: a busy machine costs time there and not quality."""


class OutOfTimeError(EngineError):
    """A check went past its deadline."""

    code = "out_of_time"


class Deadline:
    """A moment that long loops ask after. ``clock`` gives seconds and is used for budgets alone."""

    __slots__ = ("_at", "_clock")

    def __init__(self, ms: float, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._at = clock() + ms / 1000.0

    def keep(self) -> None:
        """Raise OutOfTimeError once the moment has passed."""
        if self._clock() > self._at:
            raise OutOfTimeError("past the deadline")

    def sooner(self, ms: float) -> "Deadline":
        """A deadline ``ms`` from now, or this one when it comes first."""
        other = Deadline(ms, self._clock)
        other._at = min(other._at, self._at)
        return other

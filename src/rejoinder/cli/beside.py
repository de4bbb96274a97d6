"""Work that the worker does beside assessing, each in a thread of its own: no comment waits for it."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from django.db import Error as DatabaseFailure
from django.db import close_old_connections, connections

logger = logging.getLogger(__name__)


class Beside(ABC):
    """A round of work, again and again until ``stopping`` is set; a database that does not answer ends nothing."""

    name: ClassVar[str]
    """Of the thread, and in the log."""
    pause_s: ClassVar[Mapping[bool, float]]
    """Seconds to the next round, by what ``turn`` gave; False where the database did not answer."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def join(self) -> None:
        """Waits for what is in hand."""
        self._thread.join(timeout=5)

    @abstractmethod
    def turn(self) -> bool:
        """One round, and whether the next is due sooner or later."""

    def _run(self) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            given = False
            try:
                given = self.turn()
            except DatabaseFailure as error:
                logger.error("%s waits: the database does not answer (%s)", self.name, type(error).__name__)
            self._stopping.wait(self.pause_s[given])
        connections.close_all()

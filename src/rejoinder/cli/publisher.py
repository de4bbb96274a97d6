"""Publishing beside the worker's assessing: the next comment is read while pages are written."""

import threading
from typing import ClassVar

from django.conf import settings

from rejoinder.cli.beside import Beside
from rejoinder.comments.models import Article
from rejoinder.publishing.services import publish_stale


class Publisher(Beside):
    """Empties the outbox, whoever filled it: at once when woken, else ten times a second."""

    name = "publishing"
    pause_s: ClassVar = {True: 0.1, False: 1.0}

    def __init__(self, stopping: threading.Event) -> None:
        super().__init__(stopping)
        self._woken = threading.Event()

    def wake(self) -> None:
        """Says that something was decided."""
        self._woken.set()

    def turn(self) -> bool:
        """One round. False, and so a longer pause, where nothing could be written though something is due: a disk that
        is full now, or a bucket out of reach, is so in a tenth of a second, and would fill the log.
        """
        written = publish_stale(root=settings.ENVIRONMENT.pages)
        return bool(written) or not Article.objects.stale().exists()

    def _rest(self, given: bool) -> None:
        if not given:
            return super()._rest(given)
        self._woken.wait(self.pause_s[given])
        self._woken.clear()

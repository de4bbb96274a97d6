"""Renewing published pages beside the worker's other work: a comment must not wait for an archive."""

import logging
import threading
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from rejoinder.publishing.renewing import articles_to_renew
from rejoinder.publishing.services import publish_if_possible
from rejoinder.publishing.store import is_reachable

logger = logging.getLogger(__name__)

EVERY_S: Final = 3600.0
AGAIN_S: Final = 60.0
OVERLAP: Final = timedelta(minutes=10)
"""Clocks differ, and a write that timed out may still arrive."""


class Renewal:
    """Looks through all pages at the start, and each hour through those written to since: what a crash or a lost answer
    left behind is put right. In a thread of its own until ``stopping`` is set.
    """

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._since: datetime | None = None
        self._thread = threading.Thread(target=self._run, name="renewal", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def join(self) -> None:
        """Waits for the article in hand."""
        self._thread.join(timeout=5)

    def turn(self) -> bool:
        """One look; False when it has to be made again soon."""
        root, began_at = settings.ENVIRONMENT.pages, timezone.now()
        try:
            for pk in list(articles_to_renew(root=root, since=self._since)):
                if self._stopping.is_set():
                    return False
                if not publish_if_possible(article_pk=pk, root=root) and not is_reachable(root):
                    return False
        except OSError as error:
            logger.error("published pages can't be looked through: %s", error.strerror)
            return False
        self._since = began_at - OVERLAP
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            is_done = False
            try:
                is_done = self.turn()
            except DatabaseError as error:
                logger.error("renewing pages waits: the database does not answer (%s)", type(error).__name__)
            self._stopping.wait(EVERY_S if is_done else AGAIN_S)
        connections.close_all()

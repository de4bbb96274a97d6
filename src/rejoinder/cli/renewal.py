"""Renewing published pages beside the worker's other work: a comment must not wait for an archive."""

import logging
import threading
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.utils import timezone

from rejoinder.cli.beside import Beside
from rejoinder.publishing.renewing import articles_to_renew
from rejoinder.publishing.services import publish_if_possible
from rejoinder.publishing.store import is_reachable

logger = logging.getLogger(__name__)

OVERLAP: Final = timedelta(minutes=10)
"""Clocks differ, and a write that timed out may still arrive."""


class Renewal(Beside):
    """Looks through all pages at the start, and each hour through those written to since: what a crash or a lost answer
    left behind is put right.
    """

    name = "renewing pages"
    pause_s: ClassVar = {True: 3600.0, False: 60.0}

    def __init__(self, stopping: threading.Event) -> None:
        super().__init__(stopping)
        self._since: datetime | None = None

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

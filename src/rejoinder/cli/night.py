"""Training by night, beside the worker: a process of its own, so that no comment waits for it."""

import contextlib
import logging
import os
import subprocess
import sys
from collections.abc import Callable

from django.utils import timezone

from rejoinder.moderation.services.site_models import claim_nightly

logger = logging.getLogger(__name__)

NICENESS = 10


def _start(site: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "rejoinder", "train-site", site, "--by-night"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    with contextlib.suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
    return process


class Night:
    """One training at a time, of the sites whose night it is."""

    def __init__(self, start: Callable[[str], "subprocess.Popen[bytes]"] = _start) -> None:
        self._start = start
        self._running: subprocess.Popen[bytes] | None = None

    def turn(self) -> None:
        """Begins the next training, unless one runs."""
        if self._running and self._running.poll() is None:
            return
        self._running = None
        site = claim_nightly(now=timezone.now())
        if site is not None:
            logger.info("site %s: training from its decisions", site.key)
            try:
                self._running = self._start(site.key)
            except OSError as error:  # no room for another process: comments matter more, tomorrow is a night as well
                logger.error("site %s: training can't begin: %s", site.key, error)

    def end(self) -> None:
        """Stops a training that runs; nothing of it is kept."""
        if self._running and self._running.poll() is None:
            self._running.terminate()

"""The worker's loop: claim, assess, decide, publish; and mail beside it."""

import logging
import os
import signal
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.db import close_old_connections
from django.utils import timezone

from rejoinder.cli.night import Night
from rejoinder.cli.post import Postman
from rejoinder.cli.publisher import Publisher
from rejoinder.cli.renewal import Renewal
from rejoinder.comments.services.allowances import forget_allowances
from rejoinder.engine import EngineError, warm_up
from rejoinder.moderation.models import WorkerBeat
from rejoinder.moderation.services.assessing import assess_batch, claim_due
from rejoinder.moderation.services.retention import forget_what_is_old
from rejoinder.publishing.services import publish_stale

logger = logging.getLogger(__name__)

BATCH: Final = 16
IDLE_PAUSE_S: Final = 0.1
BRIEF_PAUSE_S: Final = 0.01
BRIEFLY_S: Final = 1.0
"""For how long after work an idle worker looks again after BRIEF_PAUSE_S: comments come in bursts."""
BEAT_EVERY_S: Final = 5.0
FORGET_EVERY: Final = timedelta(hours=1)


class Worker:
    """One worker process. ``parent``: a process id; when it is no longer the parent, the worker ends."""

    def __init__(self, *, parent: int = 0) -> None:
        self._parent = parent
        self._stopping = threading.Event()
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._last_beat: float = 0
        self._forgot_at = datetime.min.replace(tzinfo=UTC)
        self._worked_at: float = 0
        self._is_warm = False
        self._night = Night()
        self._environment = settings.ENVIRONMENT

    def run(self, *, once: bool = False) -> None:
        """Works until told to stop (SIGTERM, SIGINT); with ``once`` until nothing is due."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stopping.set())
        if self._environment.https and not self._environment.smtp_url:
            logger.warning("mail is printed here, not sent: set REJOINDER_SMTP_URL and REJOINDER_MAIL_FROM")
        postman, renewal = Postman(self._stopping), Renewal(self._stopping)
        beside = (postman, renewal, Publisher(self._stopping))
        if once:
            renewal.turn()
        else:
            for each in beside:
                each.start()
            self._warm_up()
        while not self._stopping.is_set() and not self._orphaned():
            worked = self._turn() or (once and (publish_stale(root=self._environment.pages) > 0 or postman.turn()))
            if once and not worked:
                break
            self._pause(worked)
        self._stopping.set()
        if not once:
            for each in beside:
                each.join()
        self._night.end()
        WorkerBeat.objects.filter(worker=self._name).delete()

    def _warm_up(self) -> None:
        """Loads the engine once, outside of any comment's time budget: on a busy machine that would refer the first."""
        if self._is_warm:
            return
        self._is_warm = True
        try:
            warm_up()
        except EngineError as error:
            logger.error("the engine is damaged (%s): every comment waits for a person", error.code)

    def _pause(self, worked: bool) -> None:
        if worked:
            self._worked_at = time.monotonic()
        else:
            briefly = time.monotonic() - self._worked_at < BRIEFLY_S
            self._stopping.wait(BRIEF_PAUSE_S if briefly else IDLE_PAUSE_S)

    def _turn(self) -> bool:
        """One round; True when there was something to do."""
        close_old_connections()
        try:
            self._beat()
            claimed = claim_due(limit=BATCH, lease=timedelta(seconds=self._environment.lease_s), now=timezone.now())
            if claimed:
                self._warm_up()
            assess_batch(claimed=claimed, clock=timezone.now, stop=self._stopping.is_set)
            return bool(claimed)
        except DatabaseFailure as error:
            logger.error("the database does not answer (%s); trying again", type(error).__name__)
            self._stopping.wait(1.0)
            return False

    def _beat(self) -> None:
        if self._last_beat and time.monotonic() - self._last_beat < BEAT_EVERY_S:
            return
        now = timezone.now()
        WorkerBeat.objects.update_or_create(worker=self._name, defaults={"seen_at": now})
        # Beats of the future are of before the clock was set back.
        WorkerBeat.objects.exclude(seen_at__range=(now - timedelta(hours=1), now + timedelta(minutes=1))).delete()
        forget_allowances(now=now)
        if now - self._forgot_at > FORGET_EVERY:
            forget_what_is_old(now=now)
            self._forgot_at = now
        self._night.turn()
        self._last_beat = time.monotonic()

    def _orphaned(self) -> bool:
        return bool(self._parent) and os.getppid() != self._parent

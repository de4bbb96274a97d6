"""Sending mail beside the worker's other work: a mail server that is slow must not hold a comment back."""

import contextlib
import logging
import threading
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from rejoinder.moderation.services.mailing import Post, claim_mail, send_claimed
from rejoinder.moderation.services.notifying import mail_notifications
from rejoinder.moderation.services.outcome_mail import mail_outcomes
from rejoinder.moderation.services.telling import tell_published

logger = logging.getLogger(__name__)

BATCH: Final = 10
"""With the mail server's time limit, less than the lease of moderation.services.mailing."""
IDLE_PAUSE_S: Final = 1.0


class Postman:
    """Sends what is due, in a thread of its own until ``stopping`` is set."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._thread = threading.Thread(target=self._run, name="postman", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def join(self) -> None:
        """Waits for the message in hand; one that hangs falls due again."""
        self._thread.join(timeout=5)

    def turn(self) -> bool:
        """One round: who is to be told of what, and sending; True when there was something to do."""
        told = tell_published(now=timezone.now())
        told += mail_notifications(base_url=settings.ENVIRONMENT.base_url, now=timezone.now())
        told += mail_outcomes(base_url=settings.ENVIRONMENT.base_url, now=timezone.now())
        claimed = claim_mail(limit=BATCH, now=timezone.now())
        if not claimed:
            return bool(told)
        backend = get_connection()
        with contextlib.suppress(OSError, SMTPException):
            backend.open()  # one connection for all; where that fails, each message tries for itself and notes it
        post = Post(backend=backend, sender=settings.DEFAULT_FROM_EMAIL)
        for mail in claimed:
            if self._stopping.is_set():
                break
            if not send_claimed(mail=mail, post=post, now=timezone.now()):
                backend.close()
        backend.close()
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            worked = False
            try:
                worked = self.turn()
            except (DatabaseError, InterfaceError) as error:
                logger.error("mail waits: the database does not answer (%s)", type(error).__name__)
            if not worked:
                self._stopping.wait(IDLE_PAUSE_S)
        connections.close_all()

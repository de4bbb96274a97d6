"""Sending mail beside the worker's other work: a mail server that is slow must not hold a comment back."""

import contextlib
from smtplib import SMTPException
from typing import ClassVar, Final

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from rejoinder.cli.beside import Beside
from rejoinder.moderation.services.mailing import Post, claim_mail, send_claimed
from rejoinder.moderation.services.notifying import mail_notifications
from rejoinder.moderation.services.outcome_mail import mail_outcomes
from rejoinder.moderation.services.telling import tell_published

BATCH: Final = 10
"""With the mail server's time limit, less than the lease of moderation.services.mailing."""


class Postman(Beside):
    """Sends what is due; a message that hangs when the worker stops falls due again."""

    name = "mail"
    pause_s: ClassVar = {True: 0.0, False: 1.0}

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

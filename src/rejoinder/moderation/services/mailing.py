"""Mail: written to the outbox in the caller's transaction, sent by a worker, never by a request."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import timezone, translation

from rejoinder.comments.models import Site
from rejoinder.comments.services.gate import check_email
from rejoinder.moderation.models import MailOutbox

logger = logging.getLogger(__name__)

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))
"""Between one try and the next; the last repeats."""
GIVE_UP_AFTER: Final = timedelta(days=1)
LEASE: Final = timedelta(minutes=10)
"""Far longer than a mail server is waited for, so that a living worker's message is never taken by another."""
_OWN_HEADERS: Final = frozenset({"to", "from", "subject", "date", "message-id", "cc", "bcc", "auto-submitted"})


@dataclass(frozen=True, slots=True)
class Post:
    """How mail leaves. ``sender`` is an address, with or without a name; a mail without one bears the site's name."""

    backend: BaseEmailBackend
    sender: str


def queue_mail(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    site: Site,
    headers: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> MailOutbox:
    """The row of a message that a worker will send. Committed, and rolled back, with the caller's transaction.

    ``template`` names three files: ``mail/NAME.subject.txt``, ``mail/NAME.txt`` and ``mail/NAME.html``. They get the
    context, and ``site`` and ``language``. ``headers`` are added, such as List-Unsubscribe.

    Raises:
        EmailNotValid: no mail could be sent to ``to``.
    """
    address = check_email(to)
    extra = dict(headers or {})
    if any(
        name.lower() in _OWN_HEADERS or "\n" in name + value or "\r" in name + value for name, value in extra.items()
    ):
        raise ValueError("a header that is set here, or of more than one line")
    now = now or timezone.now()
    with translation.override(language), timezone.override(site.time_zone):
        known = {**context, "site": site, "language": language, "is_rtl": translation.get_language_bidi()}
        subject = " ".join(_plain(f"mail/{template}.subject.txt", known).split())
        text = _plain(f"mail/{template}.txt", known)
        html = render_to_string(f"mail/{template}.html", known)
    return MailOutbox.objects.create(
        site=site,
        template=template,
        language=language,
        recipient=address,
        subject=subject,
        text=text.strip() + "\n",
        html=html,
        headers=extra,
        created_at=now,
        send_after=now,
    )


def claim_mail(*, limit: int, now: datetime) -> list[MailOutbox]:
    """Up to ``limit`` messages that are due, leased to the caller: no other worker gets them."""
    if not MailOutbox.objects.due(now).exists():
        return []  # an idle worker takes no write lock
    with transaction.atomic():
        due = MailOutbox.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, no_key=True)
        rows = list(due[:limit])
        for row in rows:
            row.send_after = now + LEASE
            row.attempts += 1
        MailOutbox.objects.bulk_update(rows, ["send_after", "attempts"])
    return list(MailOutbox.objects.select_related("site").filter(pk__in=[row.pk for row in rows]).order_by("id"))


def send_claimed(*, mail: MailOutbox, post: Post, now: datetime) -> bool:
    """Sends one claimed message; True when the mail server took it.

    A failure is noted for another try, or given up after a day, or at once when the address is refused for good. The
    log names the row and the class of the error: messages of mail servers repeat addresses.
    """
    try:
        post.backend.send_messages([_message(mail, post.sender)])
    except Exception as error:  # noqa: BLE001 - whatever failed, one message must not stop the others
        _failed(mail, error, now)
        return False
    _finish(mail, sent_at=now)
    return True


def _plain(name: str, known: Mapping[str, Any]) -> str:
    """Plain text has no markup to escape."""
    return Engine.get_default().get_template(name).render(Context(dict(known), autoescape=False))


def _failed(mail: MailOutbox, error: Exception, now: datetime) -> None:
    if _is_final(error) or now - mail.created_at >= GIVE_UP_AFTER:
        logger.error("mail %s: given up after %s tries (%s)", mail.pk, mail.attempts, type(error).__name__)
        _finish(mail, given_up_at=now)
        return
    pause = PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    MailOutbox.objects.filter(pk=mail.pk).update(send_after=now + pause)
    logger.warning("mail %s: not sent (%s); trying again", mail.pk, type(error).__name__)


def _is_final(error: Exception) -> bool:
    """RFC 5321, 4.2.1: 5yz is permanent. Other errors speak of the server or of our settings, and may pass."""
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _ in error.recipients.values())


def _finish(mail: MailOutbox, **times: datetime) -> None:
    MailOutbox.objects.filter(pk=mail.pk).update(
        send_after=None, recipient="", subject="", text="", html="", headers={}, **times
    )


def _message(mail: MailOutbox, sender: str) -> EmailMultiAlternatives:
    name, address = parseaddr(sender)
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((name or mail.site.name, address)),
        to=[mail.recipient],
        headers={
            **mail.headers,
            "Message-ID": f"<{mail.uuid}@{address.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",  # RFC 3834, 5: no holiday notes in answer
            "Content-Language": mail.language,
        },
    )
    message.attach_alternative(mail.html, "text/html")
    return message

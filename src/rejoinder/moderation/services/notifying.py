"""Mailing readers what they are to be told. What counts is how things stand when the mail is written.

A mail holds names and links and no word of a comment: it may wait in a mail server while the comment is withdrawn.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import Error as DatabaseFailure
from django.db import connection, transaction
from django.urls import reverse

from rejoinder.comments.errors import EmailNotValid
from rejoinder.comments.models import Comment, Mute, Reader
from rejoinder.comments.unsubscribing import unsubscribe_token
from rejoinder.moderation.models import Notification
from rejoinder.moderation.services.mailing import queue_mail
from rejoinder.moderation.services.telling import is_wanted, readers_to_mail

logger = logging.getLogger(__name__)

BATCH: Final = 50
MOST_LISTED: Final = 30


def mail_notifications(*, base_url: str, now: datetime, limit: int = BATCH) -> int:
    """Queues one mail to each of up to ``limit`` readers for whom something is due; how many readers it were."""
    waiting = Notification.objects.due(now).order_by("reader").values_list("reader", flat=True).distinct()[:limit]
    return sum([_mail_or_drop(pk, base_url, now) for pk in list(waiting)])


def _mail_or_drop(reader_pk: int, base_url: str, now: datetime) -> bool:
    """As _mail. What can't be mailed is dropped: one reader must not keep all others from being mailed."""
    try:
        return _mail(reader_pk, base_url, now)
    except DatabaseFailure:
        raise
    except Exception as error:  # noqa: BLE001 - see above
        # The class alone: a message may hold an address.
        logger.error("reader %s: not told: %s", reader_pk, type(error).__name__)
        Notification.objects.due(now).filter(reader=reader_pk).delete()
        return True


def _mail(reader_pk: int, base_url: str, now: datetime) -> bool:
    with transaction.atomic():
        told = Reader.objects.filter(pk=reader_pk)
        if connection.features.has_select_for_update_skip_locked:
            # The reader's row, not the notifications': two workers that share these would send two mails.
            told = told.select_for_update(skip_locked=True, of=("self",), no_key=True)
        if told.first() is None:
            return False
        rows = Notification.objects.due(now).filter(reader=reader_pk)
        queued = list(rows.select_related("comment__article").order_by("comment__decided_at", "comment_id"))
        reader = readers_to_mail(Reader.objects.filter(pk=reader_pk), now).first()
        current = _current(queued, reader) if reader is not None else []
        if reader is not None and current:
            _queue(reader, current, base_url, now)
        Notification.objects.filter(pk__in=[row.pk for row in queued]).delete()
        return bool(queued)


def _current(queued: Sequence[Notification], reader: Reader) -> list[Notification]:
    """Those that still hold: published, not muted since, of a kind the reader still wants."""
    muted = set(Mute.objects.filter(reader=reader).values_list("muted_id", flat=True))
    return [
        row
        for row in queued
        if row.comment.is_published and row.comment.reader_id not in muted and is_wanted(reader, row.reason)
    ]


def _queue(reader: Reader, current: Sequence[Notification], base_url: str, now: datetime) -> None:
    stop = base_url + reverse("reader:unsubscribe", args=[unsubscribe_token(reader)])
    context = {
        "items": [_item(row, base_url) for row in current[:MOST_LISTED]],
        "count": len(current),
        "more": max(0, len(current) - MOST_LISTED),
        "stop": stop,
    }
    # RFC 8058, 3.1: the mail server that signs must cover both headers.
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    try:
        queue_mail(
            to=reader.email or "",
            template="notifications",
            context=context,
            language=reader.language or reader.site.language,
            site=reader.site,
            headers=headers,
            now=now,
        )
    except EmailNotValid:
        logger.warning("reader %s: the address takes no mail", reader.pk)
        return
    Reader.objects.filter(pk=reader.pk).update(notified_at=now)


def _item(row: Notification, base_url: str) -> dict[str, Any]:
    return {
        "reason": row.reason,
        "author": row.comment.author_name,
        "article": row.comment.article.title or row.comment.article.label,
        "link": link_to(row.comment, base_url),
    }


def link_to(comment: Comment, base_url: str) -> str:
    """Where the comment is read: on the publisher's page where the article has one, else on our own."""
    page = comment.article.url.partition("#")[0]
    if page:
        return f"{page}#comment-{comment.uuid}"
    return base_url + reverse("reader:comment", args=[comment.uuid])

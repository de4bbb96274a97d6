"""Finding out who is to be told of a comment that became public."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import Error as DatabaseFailure
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from rejoinder.comments.digests import mail_due_at
from rejoinder.comments.mentions import names_mentioned
from rejoinder.comments.models import Comment, Follow, Notifications, Reader, Status
from rejoinder.comments.models.reader import ReaderQuerySet
from rejoinder.moderation.models import Announcement, Notification, Reason

logger = logging.getLogger(__name__)

BATCH: Final = 20
TOO_LATE: Final = timedelta(days=7)
"""What was decided longer ago (no worker ran, an archive was taken over) is news to nobody."""


def tell_published(*, now: datetime, limit: int = BATCH) -> int:
    """Queues notifications of up to ``limit`` comments; how many comments it were. A crash leaves them queued."""
    waiting = list(Announcement.objects.order_by("id").values_list("pk", flat=True)[:limit])
    return sum([_tell_or_drop(pk, now) for pk in waiting])


def readers_to_mail(rows: ReaderQuerySet, now: datetime) -> QuerySet[Reader]:
    """Those of the readers who can be mailed and want to be, each with their site."""
    can = Q(email_verified_at__isnull=False, email__isnull=False, erased_at=None)
    return rows.unblocked(now).filter(can).exclude(notifications=Notifications.OFF).select_related("site")


def _tell_or_drop(pk: int, now: datetime) -> bool:
    """As _tell. What can't be told is dropped: one comment must not keep all others from being told."""
    try:
        return _tell(pk, now)
    except DatabaseFailure:
        raise
    except Exception as error:  # noqa: BLE001 - see above
        # The class alone: a message may hold a reader's words.
        logger.error("announcement %s: nobody is told: %s", pk, type(error).__name__)
        Announcement.objects.filter(pk=pk).delete()
        return True


def _tell(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        rows = Announcement.objects.filter(pk=pk)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        found = rows.select_related("comment__article", "comment__parent").first()
        if found is None:
            return False
        decided_at = found.comment.decided_at
        if found.comment.is_published and decided_at is not None and now - decided_at < TOO_LATE:
            Notification.objects.bulk_create(_notifications(found.comment, now), ignore_conflicts=True, batch_size=500)
        found.delete()
        return True


def _notifications(comment: Comment, now: datetime) -> Iterable[Notification]:
    reasons = _reasons(comment)
    readers = readers_to_mail(Reader.objects.filter(pk__in=reasons), now)
    if comment.reader_id is not None:
        readers = readers.exclude(pk=comment.reader_id).exclude(mutes__muted=comment.reader_id)
    for reader in readers:
        reason = next((reason for reason in reasons[reader.pk] if is_wanted(reader, reason)), None)
        if reason is not None:
            yield Notification(reader=reader, comment=comment, reason=reason, due_at=mail_due_at(reader, now))


def is_wanted(reader: Reader, reason: str) -> bool:
    """Whether the reader wants to hear for this reason."""
    return (reason != Reason.MENTION or reader.wants_mentions) and (reason != Reason.REPLY or reader.wants_replies)


def _reasons(comment: Comment) -> dict[int, list[Reason]]:
    """Why each reader might be told, the strongest reason first."""
    found: dict[int, list[Reason]] = {}
    parent = comment.parent
    for reason, readers in (
        (Reason.MENTION, _mentioned(comment)),
        (Reason.REPLY, [parent.reader_id] if parent is not None and parent.is_published else []),
        (Reason.THREAD, Follow.objects.filter(comment__in=_ancestors(comment)).values_list("reader", flat=True)),
        (Reason.ARTICLE, Follow.objects.filter(article=comment.article_id).values_list("reader", flat=True)),
    ):
        for reader in readers:
            if reader is not None:
                found.setdefault(reader, []).append(reason)
    return found


def _mentioned(comment: Comment) -> set[int]:
    """Readers who take part in the thread under a name that the comment mentions: the name as others see it."""
    if "@" not in comment.body:
        return set()
    taking_part = Comment.objects.filter(article=comment.article_id, status=Status.APPROVED, reader__isnull=False)
    by_name: dict[str, set[int]] = {}
    for name, reader in taking_part.values_list("author_name", "reader_id").distinct():
        by_name.setdefault(name, set()).add(reader)
    return {reader for name in names_mentioned(comment.body, by_name) for reader in by_name[name]}


def _ancestors(comment: Comment) -> list[int]:
    found: list[int] = []
    above = comment.parent_id
    while above is not None:
        found.append(above)
        above = Comment.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    return found

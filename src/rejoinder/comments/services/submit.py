"""Submitting a comment: durable before it is acknowledged, undecided until someone decides."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError

from rejoinder.comments.blocks import require_unblocked
from rejoinder.comments.errors import (
    ArticleNotFound,
    DuplicateComment,
    ParentNotFound,
    SessionEnded,
    SignInNeeded,
    ThreadClosed,
    TooManyComments,
)
from rejoinder.comments.models import Article, Comment, Reader
from rejoinder.comments.models.article import Door
from rejoinder.comments.services.gate import check_author_name, check_body
from rejoinder.comments.services.together import write_together

REPEAT_WINDOW: Final = timedelta(minutes=10)
RATE_WINDOW: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewComment:
    """What a reader sends, as it came over the wire."""

    body: str
    author_name: str = ""
    parent: UUID | None = None
    advice: str = ""
    """What became of advice on it (comments.models.Heeded); said by us, never by the reader."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, as keyed hashes (see comments.identity). An empty ``address_key`` is not limited.

    ``reader`` is the reader who is signed in, of the article's site; None for a guest.
    """

    reader_key: str
    address_key: str = ""
    reader: Reader | None = None
    is_vouched_for: bool = False
    """The publisher's own server sends it for a reader it knows."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the installation takes. ``per_minute`` 0 means no limit."""

    chars: int
    per_minute: int


def submit_comment(*, article_key: str, new: NewComment, sender: Sender, limits: Limits, now: datetime) -> Comment:
    """The stored comment. When this returns, it is committed.

    Raises:
        comments.errors: one of its refusals; then nothing is stored.
    """
    encoded = check_body(new.body, limit_chars=limits.chars)
    author_name = check_author_name(new.author_name)
    sha256 = hashlib.sha256(encoded).hexdigest()

    def store() -> Comment:
        door = _open_door(article_key, sender, sha256, now)
        _refuse_stranger(door, sender, now)
        parent = _published_parent(door, new.parent)
        if door.is_repeat:
            raise DuplicateComment
        _refuse_flood(sender, limits, now)
        return Comment.objects.create(
            article_id=door.article,
            site_id=door.site,
            parent=parent,
            body=new.body,
            body_sha256=sha256,
            author_name=author_name,
            reader=sender.reader,
            reader_key=sender.reader_key,
            address_key=sender.address_key,
            advice=new.advice,
            submitted_at=now,
            assess_after=now,
            repeat_slot=int(now.timestamp() // REPEAT_WINDOW.total_seconds()),
        )

    try:
        return write_together(store)
    except IntegrityError as error:
        if Comment.objects.filter(article__key=article_key, reader_key=sender.reader_key, body_sha256=sha256).exists():
            raise DuplicateComment from error
        raise


def _open_door(key: str, sender: Sender, sha256: str, now: datetime) -> Door:
    door = Article.objects.door(key, reader_key=sender.reader_key, sha256=sha256, since=now - REPEAT_WINDOW)
    if door is None:
        raise ArticleNotFound(key=key)
    if not door.is_open:
        raise ThreadClosed
    return door


def _refuse_stranger(door: Door, sender: Sender, now: datetime) -> None:
    """The session was checked when the request came; the block may have come since."""
    if sender.reader is None:
        if not (door.guests_may_write or sender.is_vouched_for):
            raise SignInNeeded
        return
    reader = (
        Reader.objects.select_related("site").filter(pk=sender.reader.pk, site_id=door.site, erased_at=None).first()
    )
    if reader is None:
        raise SessionEnded
    require_unblocked(reader, now)


def _published_parent(door: Door, uuid: UUID | None) -> Comment | None:
    if uuid is None:
        return None
    parent = Comment.objects.published().filter(article_id=door.article, uuid=uuid).only("id").first()
    if parent is None:
        raise ParentNotFound
    return parent


def _refuse_flood(sender: Sender, limits: Limits, now: datetime) -> None:
    if not sender.address_key or not limits.per_minute:
        return
    # What was sent long after now was sent before the clock was set back.
    times = list(
        Comment.objects.filter(address_key=sender.address_key)
        .filter(submitted_at__gt=now - RATE_WINDOW, submitted_at__lte=now + RATE_WINDOW)
        .order_by("-submitted_at")
        .values_list("submitted_at", flat=True)[: limits.per_minute]
    )
    if len(times) == limits.per_minute:
        wait_s = max(1, round((times[-1] + RATE_WINDOW - now).total_seconds() + 0.5))
        raise TooManyComments(retry_after_s=wait_s, wait_s=wait_s)

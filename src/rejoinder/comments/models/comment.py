"""A comment, kept as submitted."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import models

from rejoinder.comments.models.article import Article
from rejoinder.comments.models.reader import Reader
from rejoinder.comments.models.site import Site


class Status(models.TextChoices):
    """Where a comment stands. Only ``approved`` is ever shown to readers; ``withdrawn`` leaves a tombstone."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


PUBLIC_STATUSES = (Status.APPROVED, Status.WITHDRAWN)
"""What takes a place in a thread; of a withdrawn comment only the place."""


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments."""

    def published(self) -> "CommentQuerySet":
        """What readers may read."""
        return self.filter(status=Status.APPROVED)

    def public(self) -> "CommentQuerySet":
        """What takes a place in a thread: approved comments and tombstones."""
        return self.filter(status__in=PUBLIC_STATUSES)

    def in_thread(self, article: Article) -> "CommentQuerySet":
        """What takes a place in the article's thread, oldest first: approved comments and tombstones."""
        return self.public().filter(article=article).order_by("submitted_at", "id")

    def counts(self, keys: Sequence[str]) -> dict[str, int]:
        """How many comments are published under each article that there is, by its key."""
        known = Article.objects.filter(key__in=keys).values_list("key", flat=True)
        numbers = self.published().filter(article__key__in=keys).values("article__key").annotate(n=models.Count("pk"))
        return {**dict.fromkeys(known, 0), **{row["article__key"]: row["n"] for row in numbers.order_by()}}

    def newest(self) -> "CommentQuerySet":
        """Published comments, those decided last first."""
        return self.published().order_by("-decided_at", "-id")

    def pending(self) -> "CommentQuerySet":
        """What waits for a decision."""
        return self.filter(status=Status.PENDING)

    def due(self, now: datetime, *, latest: datetime | None = None) -> "CommentQuerySet":
        """What waits for an assessment and is claimed by no living worker, oldest first.

        No lease ends after ``latest``: what says so was claimed before the clock was set back.
        """
        due = models.Q(assess_after__lte=now)
        if latest is not None:
            due |= models.Q(assess_after__gt=latest)
        return self.filter(due).order_by("assess_after", "id")


class Comment(models.Model):
    """What a reader sent. Body, hash, author, place and time are written once; database triggers refuse a change.

    ``assess_after`` is the durable queue: set at submission, pushed ahead by the worker that claims the comment,
    cleared with the assessment. A worker that dies leaves it to fall due again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="comments")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="comments", db_index=False)
    """The article's. It stands here too, so that a site's queue is an index and no walk through its articles."""
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    """SHA-256 of the body's UTF-8 bytes, in hexadecimal."""
    author_name = models.CharField(max_length=80, blank=True)
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    """Who was signed in when it was sent; None for a guest."""
    reader_key = models.CharField(max_length=64)
    """Keyed hash that tells one reader from another; neither name nor address can be read from it."""
    address_key = models.CharField(max_length=64, blank=True)
    """Keyed hash of the client address, for the rate limit."""
    submitted_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    decided_at = models.DateTimeField(null=True, blank=True)
    advice = models.CharField(max_length=8, blank=True)
    """What became of advice before sending: see comments.models.advice.Heeded. Empty: none was asked for or due."""
    language = models.CharField(max_length=12, blank=True)
    """As detected by the assessment; empty before."""
    recommendation = models.CharField(max_length=10, blank=True)
    """Outcome that the newest assessment recommends; empty before. By it the desk sorts what waits."""
    repeat_slot = models.PositiveBigIntegerField()
    """Number of the repeat window the comment came in; makes a double post impossible even in a race."""
    assess_after = models.DateTimeField(null=True, blank=True)
    assess_attempts = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="comment_no_repeat", fields=["article", "reader_key", "body_sha256", "repeat_slot"]
            ),
            models.CheckConstraint(name="comment_status_known", condition=models.Q(status__in=Status.values)),
            models.CheckConstraint(
                name="comment_decided_has_time",
                condition=models.Q(status=Status.PENDING) | models.Q(decided_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["assess_after", "id"], name="comment_due", condition=models.Q(assess_after__isnull=False)
            ),
            models.Index(
                fields=["site", "submitted_at", "id"], name="comment_queue", condition=models.Q(status=Status.PENDING)
            ),
            models.Index(
                # The status as well: SQLite trusts no condition with a parameter, and would look at each row.
                fields=["site", "recommendation", "language", "status", "id"],
                name="comment_tally",
                condition=models.Q(status=Status.PENDING),
            ),
            models.Index(fields=["article", "status", "submitted_at", "id"], name="comment_thread"),
            models.Index(
                fields=["site", "-decided_at", "-id"], name="comment_newest", condition=models.Q(status=Status.APPROVED)
            ),
            models.Index(fields=["address_key", "-submitted_at"], name="comment_by_address"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_published(self) -> bool:
        """True when readers may read it."""
        return self.status == Status.APPROVED

"""An article: what is commented on."""

import uuid
from datetime import datetime
from typing import ClassVar, Final, NamedTuple

from django.db import connections, models
from django.db.models import F

from rejoinder.comments.models.site import Site


class Look(NamedTuple):
    """What a reader's request has to know before it is answered from memory."""

    pk: int
    uuid: uuid.UUID
    version: int


class Door(NamedTuple):
    """What a comment has to know of the article it comes to."""

    article: int
    site: int
    is_open: bool
    guests_may_write: bool
    is_repeat: bool
    """The reader has sent the same words lately."""


_DOOR: Final = """
SELECT article.id, article.site_id, article.is_open, site.guests_may_write, EXISTS (
    SELECT 1 FROM comments_comment AS comment
    WHERE comment.article_id = article.id AND comment.reader_key = %s AND comment.body_sha256 = %s
    AND comment.submitted_at > %s
)
FROM comments_article AS article JOIN comments_site AS site ON site.id = article.site_id WHERE article.key = %s
"""


class ArticleQuerySet(models.QuerySet["Article"]):
    """Reads of articles."""

    def stale(self) -> "ArticleQuerySet":
        """Articles whose published pages are older than what was decided: the publishing outbox."""
        return self.filter(published_version__lt=F("thread_version"))

    def look(self, key: str) -> "Look | None":
        """Which article has this key and how often it changed: in SQL, as Django's way takes longer than the answer."""
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT id, uuid, thread_version FROM comments_article WHERE key = %s", [key])
            row = cursor.fetchone()
        if row is None:
            return None
        pk, known_as, version = row
        return Look(pk, known_as if isinstance(known_as, uuid.UUID) else uuid.UUID(known_as), version)

    def door(self, key: str, *, reader_key: str, sha256: str, since: datetime) -> "Door | None":
        """The article as a comment comes to it; in SQL as well, for the same reason."""
        at = connections[self.db].ops.adapt_datetimefield_value(since)
        with connections[self.db].cursor() as cursor:
            cursor.execute(_DOOR, [reader_key, sha256, at, key])
            row = cursor.fetchone()
        return Door(row[0], row[1], *map(bool, row[2:])) if row else None

    def raise_thread_version(self) -> None:
        """Has the published pages of these articles made anew."""
        self.update(thread_version=F("thread_version") + 1)


class Article(models.Model):
    """One article of a site, as taken in. ``key`` is the publisher's and unique in the installation."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="articles")
    key = models.CharField(max_length=200, unique=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    url = models.URLField(max_length=2000, blank=True)
    title = models.TextField(blank=True)
    label = models.TextField()
    """The title, or else the first words of the body."""
    section = models.TextField(blank=True)
    byline = models.TextField(blank=True)
    dateline_place = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    captions = models.JSONField(default=list)
    """``[{"text", "credit"}]``"""
    paragraphs = models.JSONField(default=list)
    source_kind = models.CharField(max_length=20, blank=True)
    is_open = models.BooleanField(default=True)
    taken_in_at = models.DateTimeField(auto_now_add=True)
    thread_version = models.PositiveBigIntegerField(default=1)
    """Raised by everything that changes the published pages."""
    published_version = models.PositiveBigIntegerField(default=0)
    """The thread_version that the published pages show."""

    objects: ClassVar[ArticleQuerySet] = ArticleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="article_stale", condition=models.Q(published_version__lt=F("thread_version"))
            ),
            models.Index(fields=["site", "-taken_in_at"], name="article_by_site"),
        ]

    def __str__(self) -> str:
        return self.label

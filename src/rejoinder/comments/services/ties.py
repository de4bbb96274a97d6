"""Muting readers, following articles and comments. What is asked for twice is done once."""

from datetime import datetime
from uuid import UUID

from rejoinder.comments.errors import CommentNotFound, ReaderNotFound
from rejoinder.comments.models import Article, Comment, Follow, Mute, Reader


def set_mute(*, muted: UUID, wanted: bool, reader: Reader, now: datetime) -> None:
    """The reader reads nothing of the other from now on, or reads them again.

    Raises:
        ReaderNotFound: no other reader of the site has this id.
    """
    other = Reader.objects.filter(uuid=muted, site=reader.site_id).exclude(pk=reader.pk).first()
    if other is None:
        raise ReaderNotFound
    if wanted:
        Mute.objects.get_or_create(reader=reader, muted=other, defaults={"muted_at": now})
    else:
        Mute.objects.filter(reader=reader, muted=other).delete()


def follow_article(*, article: Article, wanted: bool, reader: Reader, now: datetime) -> None:
    """The reader hears of new comments on the article, or no more. The article is one of the reader's site."""
    if wanted:
        Follow.objects.get_or_create(reader=reader, article=article, defaults={"followed_at": now})
    else:
        Follow.objects.filter(reader=reader, article=article).delete()


def follow_comment(*, comment: Comment, wanted: bool, reader: Reader, now: datetime) -> None:
    """The reader hears of answers to the comment, or no more. ``comment`` comes with its article.

    Raises:
        CommentNotFound: it can't be read (any more), or not on the reader's site.
    """
    if not wanted:
        Follow.objects.filter(reader=reader, comment=comment).delete()
        return
    if not comment.is_published or comment.article.site_id != reader.site_id:
        raise CommentNotFound
    Follow.objects.get_or_create(reader=reader, comment=comment, defaults={"followed_at": now})

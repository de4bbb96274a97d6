"""What is a reader's own under an article, whom they mute and what they follow."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from rejoinder.comments.errors import SessionEnded
from rejoinder.comments.models import Article, Comment, Follow, Mute, Reaction, Reader
from rejoinder.comments.services.ties import follow_article, follow_comment, set_mute
from rejoinder.comments.sessions import session_of
from rejoinder.widget.answers import fresh
from rejoinder.widget.cors import embeddable
from rejoinder.widget.embed.articles import article_of
from rejoinder.widget.embed.signed_in import comment_named, reader_at
from rejoinder.widget.receipts import receipt_token


@embeddable("GET")
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """The reader, their comments that wait for a decision, their reactions, whom they mute, what they follow."""
    article = article_of(key)
    reader = reader_at(request, article.site)
    followed = Follow.objects.filter(reader=reader)
    return fresh(
        JsonResponse(
            {
                "reader": {"id": str(reader.uuid), "name": reader.display_name, "is_staff": reader.is_staff},
                "pending": [_pending(row) for row in _waiting(article, reader)],
                "reactions": Reaction.objects.of_reader(article, reader),
                "muted": _texts(
                    Mute.objects.filter(reader=reader).order_by("id").values_list("muted__uuid", flat=True)
                ),
                "following": followed.filter(article=article).exists(),
                "followed": _texts(
                    followed.filter(comment__article=article).order_by("id").values_list("comment__uuid", flat=True)
                ),
            }
        )
    )


@embeddable("PUT", "DELETE")
def article_follow(request: HttpRequest, key: str) -> HttpResponse:
    """Follows the article, or no more."""
    article = article_of(key)
    reader = reader_at(request, article.site)
    follow_article(article=article, wanted=request.method == "PUT", reader=reader, now=timezone.now())
    return fresh(HttpResponse(status=204))


@embeddable("PUT", "DELETE")
def comment_follow(request: HttpRequest, comment: UUID) -> HttpResponse:
    """Follows the answers to a comment, or no more."""
    row = comment_named(comment)
    reader = reader_at(request, row.article.site)
    follow_comment(comment=row, wanted=request.method == "PUT", reader=reader, now=timezone.now())
    return fresh(HttpResponse(status=204))


@embeddable("PUT", "DELETE")
def mute(request: HttpRequest, reader: UUID) -> HttpResponse:
    """Mutes another reader of the site, or no more."""
    row = own_reader(request)
    set_mute(muted=reader, wanted=request.method == "PUT", reader=row, now=timezone.now())
    return fresh(HttpResponse(status=204))


def own_reader(request: HttpRequest) -> Reader:
    """The reader whose session the request carries, of whatever site. Raises as reader_at does."""
    session = session_of(request.META, site=None, now=timezone.now())
    if session is None:
        raise SessionEnded
    return reader_at(request, session.reader.site)


def _waiting(article: Article, reader: Reader) -> Any:
    rows = Comment.objects.pending().filter(article=article, reader=reader).select_related("parent")
    return rows.order_by("submitted_at", "id")[:50]


def _pending(comment: Comment) -> dict[str, Any]:
    return {
        "receipt": receipt_token(comment),
        "submitted_at": comment.submitted_at.isoformat(),
        "body": comment.body,
        "parent": str(comment.parent.uuid) if comment.parent else None,
    }


def _texts(uuids: Any) -> list[str]:
    return [str(uuid) for uuid in uuids]

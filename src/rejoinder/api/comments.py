"""Comments by API: submitted, and read as published."""

from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from rejoinder.api.articles import ErrorOut
from rejoinder.api.keys import OptionalSiteKey
from rejoinder.comments.errors import ArticleNotFound
from rejoinder.comments.models import Article, Comment, Site
from rejoinder.comments.sending import limits, sender_for_publisher, sender_of
from rejoinder.comments.services.submit import NewComment, submit_comment
from rejoinder.publishing.serving import respond
from rejoinder.publishing.threads import Order

router = Router(tags=["comments"])


class CommentIn(Schema):
    """A comment as the reader wrote it. Nothing of ``body`` is changed, now or later."""

    body: str = Field(description="The text, kept code point for code point")
    author_name: str = ""
    parent: UUID | None = Field(None, description="Id of the published comment that this one answers")
    reader: str = Field("", max_length=200, description="With an API key: how the publisher knows the reader")


class CommentReceived(Schema):
    """The acknowledgement: the comment is stored, and undecided."""

    id: UUID
    status: Literal["pending"] = "pending"
    body_sha256: str
    submitted_at: str


@router.post(
    "/{key}/comments",
    response={202: CommentReceived, 404: ErrorOut, 409: ErrorOut, 413: ErrorOut, 422: ErrorOut, 429: ErrorOut},
    auth=OptionalSiteKey(),
)
def add_comment(request: HttpRequest, key: str, payload: CommentIn) -> Status[dict[str, Any]]:
    """Takes a comment. 202: it is durable, and appears once it is approved."""
    environment = settings.ENVIRONMENT
    site: Site | str = request.auth  # type: ignore[attr-defined]
    if isinstance(site, Site):
        if not Article.objects.filter(key=key, site=site).exists():
            raise ArticleNotFound(key=key)
        reader = payload.reader or payload.author_name
        sender = sender_for_publisher(site_key=site.key, reader=reader, environment=environment)
    else:
        sender = sender_of(request.META, name=payload.author_name, environment=environment)
    new = NewComment(body=payload.body, author_name=payload.author_name, parent=payload.parent)
    comment = submit_comment(article_key=key, new=new, sender=sender, limits=limits(environment), now=timezone.now())
    return Status(202, _received(comment))


@router.api_operation(["GET", "HEAD"], "/{key}/comments", response={200: dict[str, Any], 304: None, 404: ErrorOut})
def get_thread(request: HttpRequest, key: str, order: Order = "oldest", page: int = 1) -> HttpResponse:
    """The published thread: approved comments, and tombstones of withdrawn ones. Send If-None-Match to poll.

    ``discussed`` and ``picks`` have one page: the 50 most answered threads, the picked comments alone.
    """
    return respond(request, article_key=key, file=f"json/{order}/{page}")


def _received(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.uuid,
        "status": "pending",
        "body_sha256": comment.body_sha256,
        "submitted_at": comment.submitted_at.isoformat(),
    }

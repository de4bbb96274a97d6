"""Articles by API: taken in from a CMS, and read back."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from rejoinder.api.keys import SiteKey
from rejoinder.comments.errors import ArticleNotFound, BadArticle
from rejoinder.comments.models import Article, Site
from rejoinder.comments.services.articles import take_article_in
from rejoinder.engine import EngineError
from rejoinder.intake import Intake, read_source
from rejoinder.intake.errors import IntakeError
from rejoinder.moderation.services.guidelines import propose_guidelines

router = Router(tags=["articles"])


class CaptionOut(Schema):
    """A photo's caption."""

    text: str
    credit: str


class ArticleOut(Schema):
    """An article as taken in."""

    key: str
    url: str
    title: str
    label: str
    section: str
    byline: str
    dateline_place: str
    published_at: datetime | None
    language: str
    captions: list[CaptionOut]
    paragraphs: list[str]
    source_kind: str
    is_open: bool


class ArticleIn(Schema):
    """An article as the CMS has it, or a page to read it from (``html`` or ``text``). See docs/reference/api.md."""

    key: str = Field("", max_length=200, pattern=r"^[^/?#\s]*$", description="The publisher's own key; made if absent")
    url: str = ""
    title: str = ""
    section: str = ""
    byline: str = ""
    dateline_place: str = ""
    published_at: str | None = None
    language: str = ""
    captions: list[dict[str, str]] = []
    body: list[str] | str | None = Field(None, description="Paragraphs, or HTML, or plain text")
    html: str | None = Field(None, description="A whole HTML page, instead of the fields")
    text: str | None = Field(None, description="A raw page as plain text, instead of the fields")


class ErrorOut(Schema):
    """The one shape of an error."""

    error: dict[str, Any]


@router.post(
    "", response={200: ArticleOut, 201: ArticleOut, 401: ErrorOut, 409: ErrorOut, 422: ErrorOut}, auth=SiteKey()
)
def add_article(request: HttpRequest, payload: ArticleIn) -> Status[Article]:
    """Takes an article in (201), or takes it in again with what changed (200).

    Comment rules found on an ``html`` or ``text`` page become a proposal that an editor confirms at the desk.
    """
    site: Site = request.auth  # type: ignore[attr-defined]
    try:
        intake = _read(payload)
    except (IntakeError, EngineError) as error:
        raise BadArticle(problem=str(error), cause=error.code) from error
    article, is_new = take_article_in(site=site, source=intake.article, key=payload.key)
    if intake.guidelines is not None:
        propose_guidelines(
            site=site, guidelines=intake.guidelines, source=article.url or article.key, now=timezone.now()
        )
    return Status(201 if is_new else 200, article)


@router.api_operation(["GET", "HEAD"], "/{key}", response={200: ArticleOut, 404: ErrorOut})
def get_article(request: HttpRequest, key: str) -> Article:
    """The article as taken in."""
    article = Article.objects.filter(key=key).first()
    if article is None:
        raise ArticleNotFound(key=key)
    return article


def _read(payload: ArticleIn) -> Intake:
    if payload.html is not None:
        source, content_type = payload.html.encode("utf-8", "replace"), "text/html; charset=utf-8"
    elif payload.text is not None:
        source, content_type = payload.text.encode("utf-8", "replace"), "text/plain; charset=utf-8"
    else:
        document = payload.dict(exclude={"html", "text", "key"}, exclude_unset=True)
        source, content_type = json.dumps(document).encode(), "application/json"
    return read_source(source, url=payload.url or None, content_type=content_type)

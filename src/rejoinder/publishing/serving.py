"""Sending a published file, with its ETag; never one that is older than the decisions."""

import logging
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag

from rejoinder.comments.errors import ArticleNotFound
from rejoinder.comments.models import Article
from rejoinder.moderation.errors import CommentNotFound
from rejoinder.publishing.errors import PageNotFound
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import Head, render
from rejoinder.publishing.services import publish
from rejoinder.publishing.store import folder_of, read_head
from rejoinder.publishing.threads import Order

logger = logging.getLogger(__name__)

CONTENT_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "atom": "application/atom+xml; charset=utf-8",
}


def respond(request: HttpRequest, *, article_key: str, file: str) -> HttpResponse:
    """The published file ``file`` (``html/oldest/1``, ``feed`` …) of an article, or 304.

    Raises:
        ArticleNotFound, PageNotFound
    """
    article = Article.objects.select_related("site").filter(key=article_key).first()
    if article is None:
        raise ArticleNotFound(key=article_key)
    name, content = _current(article, file)
    etag = quote_etag(name.partition(".")[0])
    wanted = parse_etags(request.headers.get("If-None-Match", ""))
    matches = etag in [tag.removeprefix("W/") for tag in wanted] or wanted == ["*"]
    response = HttpResponseNotModified() if matches else HttpResponse(content)
    if not matches:
        response["Content-Type"] = CONTENT_TYPES[name.rpartition(".")[2]]
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def page_with(comment: UUID, *, article_key: str, order: Order) -> int:
    """The number of the page that the comment stands on, in this order. Pages are searched as files, not as rows.

    Raises:
        ArticleNotFound, CommentNotFound
    """
    article = Article.objects.select_related("site").filter(key=article_key).first()
    if article is None:
        raise ArticleNotFound(key=article_key)
    needle = f'"id":"{comment}"'.encode()
    number = 1
    try:
        while needle not in _current(article, f"json/{order}/{number}")[1]:
            number += 1
    except PageNotFound:
        raise CommentNotFound from None
    return number


def _current(article: Article, file: str) -> tuple[str, bytes]:
    root: Path = settings.ENVIRONMENT.data_dir
    folder = folder_of(article, root)
    head = read_head(folder)
    if head is not None and head.version == article.thread_version and head.renderer == renderer_version():
        name = _name(head, file)
        try:
            return name, (folder / name).read_bytes()
        except FileNotFoundError:
            pass
    try:
        published = publish(article_pk=article.pk, root=root)
    except OSError as error:
        # The disk may be full or read-only; what is decided can be shown all the same.
        logger.error("article %s: pages can't be written: %s", article.pk, error.strerror)
        published = render(article)
    name = _name(published.head, file)
    return name, published.contents[name]


def _name(head: Head, file: str) -> str:
    try:
        return head.files[file]
    except KeyError:
        raise PageNotFound(file=file, pages=head.pages) from None

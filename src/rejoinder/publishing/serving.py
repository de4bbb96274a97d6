"""Sending a published file, with its ETag; never one that is older than the decisions."""

import logging
import threading
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rejoinder.comments.errors import ArticleNotFound, CommentNotFound
from rejoinder.comments.models import Article, Comment
from rejoinder.comments.models.article import Look
from rejoinder.publishing.answers import Answer, answer
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import Head, shows
from rejoinder.publishing.services import draw_current
from rejoinder.publishing.shelf import Shown, keep, kept
from rejoinder.publishing.store import folder_of, read_content, read_head
from rejoinder.publishing.threads import Order, in_order, page_count, shape_of
from rejoinder.publishing.writing import write_later

logger = logging.getLogger(__name__)

_FETCHING: Final = tuple(threading.Lock() for _ in range(64))


def respond(request: HttpRequest, *, article_key: str, file: str) -> HttpResponse:
    """The published file ``file`` (``html/oldest/1``, ``feed`` …) of an article, or 304.

    Raises:
        ArticleNotFound, PageNotFound
    """
    look = Article.objects.look(article_key)
    if look is None:
        raise ArticleNotFound(key=article_key)
    shown = _kept(article_key, file, look) or _fetched(article_key, file, look)
    accepted, known = (request.headers.get(name, "") for name in ("Accept-Encoding", "If-None-Match"))
    status, headers, content = answer(shown, accepted=accepted, known=known)
    response = HttpResponse(content, status=status, headers=dict(headers))
    if status == 304:
        del response["Content-Type"]
    return response


def answer_from_memory(*, article_key: str, file: str, accepted: str, known: str) -> Answer | None:
    """What respond sends, where this process holds the file and it is current; else None."""
    look = Article.objects.look(article_key)
    shown = _kept(article_key, file, look) if look else None
    return answer(shown, accepted=accepted, known=known) if shown else None


def page_with(comment: UUID, *, article_key: str, order: Order) -> int:
    """The number of the page that the comment stands on, in this order.

    Raises:
        ArticleNotFound, CommentNotFound
    """
    article = Article.objects.filter(key=article_key).first()
    if article is None:
        raise ArticleNotFound(key=article_key)
    pk = Comment.objects.in_thread(article).filter(uuid=comment).values_list("pk", flat=True).first()
    pages = shape_of(article)
    for number in range(1, page_count(pages, order) + 1):
        if any(spot.pk == pk for spot in in_order(pages, order, number)):
            return number
    raise CommentNotFound


def _kept(article_key: str, file: str, look: Look) -> Shown | None:
    return kept(settings.ENVIRONMENT.pages, article_key, file, (look.uuid, look.version, renderer_version()))


def _fetched(article_key: str, file: str, look: Look) -> Shown:
    # When a thread changes, all who look at it ask at once: the first has it fetched, the others wait for that.
    with _FETCHING[hash((article_key, file)) % len(_FETCHING)]:
        shown = _kept(article_key, file, Article.objects.look(article_key) or look)
        if shown is None:
            article = Article.objects.select_related("site").get(pk=look.pk)
            head, content = _current(article, file)
            shown = Shown((article.uuid, head.version, head.renderer), head.files[file], article.site.language, content)
            keep(settings.ENVIRONMENT.pages, article_key, file, shown)
        return shown


def _current(article: Article, file: str) -> tuple[Head, bytes]:
    """The file as it is now, with the head that names it: from where files lie, else drawn."""
    root = settings.ENVIRONMENT.pages
    try:
        folder = folder_of(article, root)
        head = read_head(folder)
        if head is not None and shows(head, article) and file in head.files:
            content = read_content(folder, head.files[file])
            if content is not None:  # else it is lost or damaged
                return head, content
    except OSError as error:
        # The disk may be out of order, the bucket out of reach; what is decided can be shown all the same.
        logger.error("article %s: pages can't be read: %s", article.pk, error.strerror)
    drawn = draw_current(article_pk=article.pk, file=file)
    write_later(article_pk=article.pk, root=root, file=file)
    return drawn
